/* The line on every screen that says what is still to be sent, the banners above the page, and the times at
   which sending is tried. */
"use strict";

const Status = (() => {
  const { say, make } = Words;
  const [MINUTE, DAY] = [60000, 24 * 3600 * 1000];
  const LEAST_ROOM = 200e6;
  const HELD = 202; // what the office answers to a record a person there decides about
  const TROUBLES = new Set(["app_too_old", "unknown_device", "device_revoked"]);

  const authors = new Map(); // whose a record of the outbox is: opened once

  // How much waits, the outbox counted without opening it: hundreds of photos lie there on some evenings. `held`: records the
  // office has and somebody there is yet to decide about; `spoilt`: photos it does not take; `drafts`: those with
  // something that was never handed over.
  async function waiting() {
    const [sent, refused, queued, photos, spoilt, drafts] = await Promise.all([
      TabletStore.all("sent"),
      TabletStore.count("outbox", "state", "refused"),
      TabletStore.count("outbox", "state", "queued"),
      TabletStore.count("photos", "state", "queued"),
      TabletStore.count("photos", "state", "refused"),
      TabletStore.all("drafts"),
    ]);
    const held = sent.filter((one) => one.status === HELD).length;
    const unsent = drafts.filter((draft) => Drafts.unsent(draft).length).length;
    return { records: refused + queued, queued, refused, photos, held, spoilt, drafts: unsent };
  }

  function sentence({ records, photos, held = 0, spoilt = 0, drafts = 0 }) {
    const left = records && photos ? say("records_and_photos_left", { records, photos }) : records ? say("records_left", { n: records }) : photos ? say("photos_left", { n: photos }) : "";
    const beside = [[held, "held_left"], [spoilt, "photos_refused_left"], [drafts, "drafts_left"]].map(([n, key]) => n && say(key, { n }));
    return [left, ...beside].filter(Boolean).join(" · ") || say("nothing_left");
  }

  // Whether the office still knows this tablet, from its last answer to a question only a tablet in good standing
  // may ask. Kept apart from what stopped the sending: a revoked tablet may go on sending.
  async function standing(status, body) {
    const found = status === 401 ? "unknown_device" : status === 403 && body?.error === "device_revoked" ? "device_revoked" : "";
    if (!found && ![200, 304].includes(status)) return;
    if (found !== ((await TabletStore.get("settings", "standing")) || "")) await TabletStore.put("settings", found, "standing");
  }

  // Asks what became of the records somebody at the office is to decide about.
  async function followHeld() {
    for (const one of (await TabletStore.all("sent")).filter(({ status }) => status === HELD)) {
      const { status, body } = await Door.ask("GET", `/api/v1/responses/${one.id}`);
      await standing(status, body);
      if (status === 401 || status === 403) return;
      const decided = status === 200 && body?.id === one.id && body.state !== "quarantined";
      if (decided) await TabletStore.put("sent", { ...one, status: body.state === "removed" ? 410 : 201, state: body.state, message: body.message });
    }
  }

  // Those whose records wait here and will wait at the office too: they never typed their password on this tablet.
  async function unproved() {
    const people = new Map(((await TabletStore.get("pack", "people")) || []).map((one) => [one.username, one]));
    const ids = await (await TabletStore.open()).getAllKeys("outbox");
    for (const id of ids.filter((one) => !authors.has(one))) {
      const entry = await TabletStore.get("outbox", id);
      if (entry) authors.set(id, JSON.parse(entry.body).by);
    }
    const names = ids.map((id) => authors.get(id)).filter((by) => by && !people.get(by)?.proved);
    return [...new Set(names)].map((by) => people.get(by)?.name || by);
  }

  let [showing, again] = [false, false];

  // Shows it as it is now; however often it is asked for meanwhile, once more is enough.
  async function show() {
    again = true;
    if (showing) return;
    showing = true;
    try {
      while (again) {
        again = false;
        await draw();
      }
    } finally {
      showing = false;
    }
  }

  async function draw() {
    const line = document.getElementById("outbox-state");
    if (!line) return;
    const found = await waiting();
    line.textContent = sentence(found);
    line.classList.toggle("waiting", found.records + found.photos + found.held + found.spoilt + found.drafts > 0);
    const told = await troubles(found);
    const place = document.getElementById("banners");
    const before = [...place.children].map((one) => one.textContent).join("\n");
    if (told.map(([text]) => text).join("\n") !== before)
      place.replaceChildren(...told.map(([text, className]) => make("p", { className: `bar ${className}` }, text)));
  }

  async function troubles({ refused }) {
    const told = [];
    const [trouble, known] = [await TabletStore.get("settings", "trouble"), await TabletStore.get("settings", "standing")];
    for (const one of new Set([trouble, known])) if (TROUBLES.has(one)) told.push([say(`trouble_${one}`), "wrong-bar"]);
    const oldest = (await (await TabletStore.open()).transaction("outbox").store.index("at").openKeyCursor())?.key;
    if (oldest && Date.now() - Date.parse(oldest) > DAY) told.push([say("unsent_for_a_day"), "wrong-bar"]);
    if (refused) told.push([say("refused_left", { n: refused }), "warning-bar"]);
    const clock = Words.clock(await TabletStore.get("settings", "offset"));
    if (clock) told.push([clock, "warning-bar"]);
    const names = await unproved();
    if (names.length) told.push([say("unproved_wait", { names: names.join(", ") }), "warning-bar"]);
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) || {};
    if (quota - usage < LEAST_ROOM) told.push([say("little_room", { n: Words.figure(quota - usage) }), "warning-bar"]);
    return told;
  }

  // Sends, asks what became of records that are held, and for the newest pack once something was taken.
  async function send(urgent = false) {
    const left = await Sender.run(urgent);
    await followHeld().catch((fault) => fault instanceof Door.Unreached || console.error(fault));
    if (left && typeof Pack !== "undefined") await Pack.refresh(false).catch(() => {});
    await show();
    return left;
  }

  async function askForSync() {
    const registration = await navigator.serviceWorker?.getRegistration("/tablet/");
    await registration?.sync?.register("outbox").catch(() => {});
  }

  function start() {
    const channel = new BroadcastChannel("tablet");
    channel.addEventListener("message", show);
    const quietly = () => send().catch((fault) => console.error(fault));
    window.addEventListener("online", () => send(true).catch(() => {}));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && quietly());
    setInterval(quietly, MINUTE);
    navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "send" && quietly());
    show();
    send(true).catch((fault) => console.error(fault));
  }

  return { start, show, send, standing, waiting, askForSync, sentence };
})();
