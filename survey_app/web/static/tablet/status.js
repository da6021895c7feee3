/* The line on every screen that says what is still to be sent, the banners above the page, and the times at
   which sending is tried. */
"use strict";

const Status = (() => {
  const { say, make } = Words;
  const [MINUTE, DAY] = [60000, 24 * 3600 * 1000];
  const LEAST_ROOM = 200e6;
  const TROUBLES = new Set(["app_too_old", "unknown_device", "device_revoked"]);

  // How much waits, counted without opening it: hundreds of photos lie there on some evenings.
  async function waiting() {
    const [refused, queued, photos] = await Promise.all([
      TabletStore.count("outbox", "state", "refused"),
      TabletStore.count("outbox", "state", "queued"),
      TabletStore.count("photos", "state", "queued"),
    ]);
    return { records: refused + queued, queued, refused, photos };
  }

  function sentence({ records, photos }) {
    if (records && photos) return say("records_and_photos_left", { records, photos });
    if (records) return say("records_left", { n: records });
    return photos ? say("photos_left", { n: photos }) : say("nothing_left");
  }

  async function show() {
    const line = document.getElementById("outbox-state");
    if (!line) return;
    const found = await waiting();
    line.textContent = sentence(found);
    line.classList.toggle("waiting", found.records + found.photos > 0);
    const told = await troubles(found);
    const place = document.getElementById("banners");
    const before = [...place.children].map((one) => one.textContent).join("\n");
    if (told.map(([text]) => text).join("\n") !== before)
      place.replaceChildren(...told.map(([text, className]) => make("p", { className: `bar ${className}` }, text)));
  }

  async function troubles({ refused }) {
    const told = [];
    const trouble = await TabletStore.get("settings", "trouble");
    if (TROUBLES.has(trouble)) told.push([say(`trouble_${trouble}`), "wrong-bar"]);
    const oldest = (await (await TabletStore.open()).transaction("outbox").store.index("at").openKeyCursor())?.key;
    if (oldest && Date.now() - Date.parse(oldest) > DAY) told.push([say("unsent_for_a_day"), "wrong-bar"]);
    if (refused) told.push([say("refused_left", { n: refused }), "warning-bar"]);
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) || {};
    if (quota - usage < LEAST_ROOM) told.push([say("little_room", { n: Words.figure(quota - usage) }), "warning-bar"]);
    return told;
  }

  // Sends, and asks for the newest pack once something was taken.
  async function send(urgent = false) {
    const left = await Sender.run(urgent);
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

  return { start, show, send, waiting, askForSync, sentence };
})();
