/* The service worker: hands out what is kept, sends the outbox when the line comes back. `SHELL` stands in sw.js:
   its version, and every file of the app with its digest. */
"use strict";

const NAME = "tablet-shell ";
const CACHE = NAME + SHELL.version;
const LANGUAGES = ["vi", "en"];
const ANYHOW = { ignoreVary: true }; // compressed or not, it is the same

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    SHELL.files.map(async ([address, digest]) => {
      const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
      const found = await TabletStore.digest(await answer.clone().arrayBuffer());
      if (!answer.ok || found !== digest) throw new Error(`not as it should be: ${address}`);
      await cache.put(address, answer);
    }),
  );
}

async function isWhole() {
  const cache = await caches.open(CACHE);
  for (const [address, digest] of SHELL.files) {
    const kept = await cache.match(address, ANYHOW);
    if (!kept || (await TabletStore.digest(await kept.arrayBuffer())) !== digest) return false;
  }
  return true;
}

// Only older apps go: forms and what was filled in stand elsewhere.
async function dropOlder() {
  for (const name of await caches.keys())
    if (name.startsWith(NAME) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function shell(url) {
  const asked = url.searchParams.get("lang");
  const address = `/tablet/?lang=${LANGUAGES.includes(asked) ? asked : LANGUAGES[0]}`;
  return (await (await caches.open(CACHE)).match(address, ANYHOW)) || fetch(address, { credentials: "omit" });
}

async function kept(request, url) {
  const found = await caches.match(url.pathname + url.search, ANYHOW);
  if (found) return request.headers.has("Range") ? part(found, request.headers.get("Range")) : found;
  if (request.mode !== "navigate") return fetch(request);
  return Response.redirect("/tablet/#not-kept");
}

// A recording is asked for piece by piece.
async function part(whole, range) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) || [];
  const blob = await whole.blob();
  const end = to ? Math.min(Number(to) + 1, blob.size) : blob.size;
  if (from === undefined || Number(from) >= end) return new Response(blob, { headers: whole.headers });
  const headers = { "Content-Type": blob.type, "Content-Range": `bytes ${from}-${end - 1}/${blob.size}` };
  return new Response(blob.slice(Number(from), end), { status: 206, headers });
}

const OURS = ["/tablet/forms/", "/static/", "/form-scripts/", "/tablet/manifest"];

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What comes with a token asks the office itself.
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("Authorization")) return;
  if (request.mode === "navigate" && url.pathname === "/tablet/") event.respondWith(shell(url));
  else if (OURS.some((beginning) => url.pathname.startsWith(beginning))) event.respondWith(kept(request, url));
});
self.addEventListener("sync", (event) => event.tag === "outbox" && event.waitUntil(sendAll()));
self.addEventListener("message", (event) => {
  if (event.data === "verify") event.waitUntil(isWhole().then((whole) => event.ports[0].postMessage(whole)));
  if (event.data === "take over") event.waitUntil(takeOver());
});

// The browser tries again by itself for as long as this fails.
async function sendAll() {
  await Sender.run();
  const entries = await TabletStore.all("outbox");
  if (entries.some((entry) => entry.state === "queued")) throw new Error("not all was sent");
}

// A newer app begins when nobody is filling in a form.
async function takeOver() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!windows.some((one) => new URL(one.url).pathname.startsWith("/tablet/forms/"))) await self.skipWaiting();
}
