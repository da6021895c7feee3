/* What a tablet takes along: people, rounds, units, visits and forms from the office, the forms' pages with all
   they need in the browser's cache. Ready for the road only once everything kept was read back and found whole. */
"use strict";

const Pack = (() => {
  const PARTS = ["app", "device", "people", "rounds", "forms", "units", "visits"];
  const SHARED = "tablet-assets";
  const NAMED = /(?:[?&]v=|^\/form-scripts\/)([0-9a-f]{12})(?:$|\/)/; // the digest in an address
  const ANYHOW = { ignoreVary: true };
  const isShared = (address) => NAMED.test(address);
  const where = (name, address) => (isShared(address) ? SHARED : name);
  const cacheOf = (address, etag) => `tablet-form ${address} ${etag}`;

  // Everything as the office said it last; null before that.
  async function read() {
    const found = {};
    for (const part of PARTS) found[part] = await TabletStore.get("pack", part);
    return found.rounds ? found : null;
  }

  // Asks the office. Throws Door.Unreached without a line; says whether it answered as it should. Pages of forms
  // that are kept already are asked for again only where `forms` is wished.
  async function refresh(forms = true) {
    if (!(await ask())) return false;
    await navigator.locks.request("forms", () => keepForms(forms));
    return true;
  }

  // The pack alone, without the pages of its forms.
  async function ask() {
    const etag = await TabletStore.get("pack", "etag");
    const begun = Date.now();
    const { status, headers, body } = await Door.ask("GET", "/api/v1/pack", { headers: etag ? { "If-None-Match": etag } : {} });
    await Status.standing(status, body);
    if (status !== 200 && status !== 304) return false;
    await notice(headers, begun);
    if (status === 200) await keep(body, headers.get("ETag"));
    await TabletStore.put("settings", new Date().toISOString(), "packAt");
    return true;
  }

  // How far the tablet's clock is from the office's, to half a second.
  async function notice(headers, begun) {
    const there = Date.parse(headers.get("Date"));
    if (there) await TabletStore.put("settings", Math.round((there - (begun + Date.now()) / 2) / 1000), "offset");
  }

  async function keep(pack, etag) {
    await TabletStore.write(["pack"], async (change) => {
      for (const part of PARTS) await change.objectStore("pack").put(pack[part], part);
      await change.objectStore("pack").put(etag, "etag");
    });
  }

  const addresses = (forms) => forms.flatMap((form) => Object.values(form.pages));

  async function keepForms(again) {
    const { forms } = await read();
    for (const form of forms)
      for (const address of Object.values(form.pages))
        if (again || !(await TabletStore.get("settings", `page ${address}`))) await keepPage(address, form.media);
    await sweep(forms);
  }

  // Fetches a page if it is new, with all it needs; the one kept before goes once the new one stands whole.
  async function keepPage(address, media) {
    const place = `page ${address}`;
    const before = await TabletStore.get("settings", place);
    const headers = before && (await isWhole(before, new Map())) ? { "If-None-Match": before.etag } : {};
    const { status, headers: said, answer } = await Door.ask("GET", address, { headers, text: true });
    if (status !== 200) return;
    const etag = said.get("ETag");
    const name = cacheOf(address, etag);
    const text = await answer.clone().text();
    const files = { [address]: await put(name, address, answer) };
    for (const one of new Set([...needed(text), ...media])) files[one] = await keepFile(name, one);
    if (!(await isWhole({ cache: name, etag, files }, new Map()))) throw new Error(`not whole: ${address}`);
    await TabletStore.put("settings", { cache: name, etag, files }, place);
    if (before && before.cache !== name) await caches.delete(before.cache);
  }

  // A file whose address names its content is fetched once for all pages. Hands back its digest.
  async function keepFile(name, address) {
    const cache = await caches.open(where(name, address));
    const kept = isShared(address) && (await cache.match(address, ANYHOW));
    if (kept) return TabletStore.digest(await kept.arrayBuffer());
    return put(where(name, address), address, await fetched(address));
  }

  // The addresses a page asks for, its form's scripts among them.
  function needed(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = [...page.querySelectorAll("link[rel=stylesheet], script[src], img[src], audio[src]")];
    const scripts = (page.body.dataset.scripts || "").split(" ").filter(Boolean);
    return [...found.map((one) => one.getAttribute("href") || one.getAttribute("src")), ...scripts].filter((one) => one.startsWith("/"));
  }

  async function fetched(address) {
    const answer = address.startsWith("/tablet/forms/")
      ? (await Door.ask("GET", address, { text: true })).answer
      : await fetch(address, { credentials: "omit" });
    if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
    return answer;
  }

  // Keeps an answer; hands back the digest of what came.
  async function put(name, address, answer) {
    const digest = await TabletStore.digest(await answer.clone().arrayBuffer());
    await (await caches.open(name)).put(address, answer);
    return digest;
  }

  // Whether everything of a page is in its cache as it came; what its address or its mark says of it holds too.
  // `seen` keeps what was found of files that pages share.
  async function isWhole({ cache: name, etag, files }, seen) {
    if (!(await caches.has(name))) return false;
    for (const [address, digest] of Object.entries(files)) {
      const found = seen.get(address) ?? (await digestIn(where(name, address), address));
      if (isShared(address)) seen.set(address, found);
      if (found !== digest || !digest.startsWith(NAMED.exec(address)?.[1] ?? "")) return false;
      const isPage = address.startsWith("/tablet/forms/") && !address.includes("/files/");
      if (isPage && !digest.startsWith(etag.replace(/[^0-9a-f]/g, ""))) return false;
    }
    return true;
  }

  async function digestIn(name, address) {
    const kept = await (await caches.open(name)).match(address, ANYHOW);
    return kept ? TabletStore.digest(await kept.arrayBuffer()) : "";
  }

  // Pages of forms nobody needs any more; one a draft or a waiting record was filled in with stays.
  async function sweep(forms) {
    const drafts = await TabletStore.all("drafts");
    const waiting = (await TabletStore.all("outbox")).map((entry) => JSON.parse(entry.body));
    const digests = new Set([...forms, ...drafts, ...waiting].map((one) => one.digest));
    const db = await TabletStore.open();
    const named = new Set();
    for (const key of await db.getAllKeys("settings")) {
      const [, digest] = /^page \/tablet\/forms\/([^/]+)\//.exec(key) || [];
      if (!digest) continue;
      const page = await TabletStore.get("settings", key);
      if (digests.has(digest)) Object.keys(page.files).forEach((address) => named.add(address));
      else {
        await caches.delete(page.cache);
        await TabletStore.remove("settings", key);
      }
    }
    const shared = await caches.open(SHARED);
    for (const { url } of await shared.keys())
      if (!named.has(url.slice(location.origin.length))) await shared.delete(url, ANYHOW);
  }

  // The addresses of pages that are not kept whole, and whether the app itself is: all must be so before leaving.
  async function lacking() {
    const pack = await read();
    if (!pack) return { app: false, pages: [], pack: false };
    const pages = [];
    const seen = new Map();
    for (const address of addresses(pack.forms)) {
      const kept = await TabletStore.get("settings", `page ${address}`);
      if (!kept || !(await isWhole(kept, seen))) pages.push(address);
    }
    return { app: await workerIsWhole(), pages, pack: true };
  }

  async function workerIsWhole() {
    const worker = (await navigator.serviceWorker.getRegistration("/tablet/"))?.active;
    if (!worker) return false;
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(() => resolve(false), 30000);
    });
    worker.postMessage("verify", [port2]);
    return answered;
  }

  // Where the form of a draft or a visit is filled in, in the reader's language where it has that; "" if not kept.
  async function pageOf(digest, language) {
    for (const tag of [language, "vi", "en"]) {
      const address = `/tablet/forms/${digest}/${tag}`;
      if (await TabletStore.get("settings", `page ${address}`)) return address;
    }
    return "";
  }

  return { read, ask, refresh, lacking, pageOf };
})();
