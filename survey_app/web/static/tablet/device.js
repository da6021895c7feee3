/* Whether this tablet is ready to leave: app, forms, room, and how safely the browser keeps what it holds. */
"use strict";

const Device = (() => {
  const { say, make, button } = Words;

  const link = make("a", { href: "#device", className: "readiness" }, say("checking"));

  // A line that says so, and leads to the rest.
  function readiness() {
    renew();
    return link;
  }

  let looked = 0; // how often: what was found last stands, however long another look takes

  async function renew() {
    const turn = (looked += 1);
    const missing = await lacks();
    if (turn !== looked) return;
    link.textContent = missing.length ? say("not_ready") : say("ready");
    link.classList.toggle("ready", !missing.length);
  }

  // What is missing before the line may be left, in words.
  async function lacks() {
    const standing = await TabletStore.get("settings", "standing");
    if (standing) return [say(`trouble_${standing}`)];
    const { app, pages, pack } = await Pack.lacking();
    if (!pack) return [say("lacks_pack")];
    return [app ? "" : say("lacks_app"), pages.length ? say("lacks_pages", { n: pages.length }) : ""].filter(Boolean);
  }

  async function screen() {
    const missing = await lacks();
    const { quota = 0, usage = 0 } = (await navigator.storage.estimate()) || {};
    const persisted = await navigator.storage.persisted();
    const offset = await TabletStore.get("settings", "offset");
    const facts = [
      [say("fact_device"), await TabletStore.get("settings", "device")],
      [say("fact_pack"), Words.moment(await TabletStore.get("settings", "packAt"))],
      [say("fact_storage"), persisted ? say("persisted") : say("not_persisted")],
      [say("fact_room"), say("room", { free: Words.figure(quota - usage), used: Words.figure(usage) })],
      [say("fact_clock"), Words.clock(offset) || (offset === undefined ? "–" : say("clock_good"))],
    ];
    return [
      make("p", { className: missing.length ? "notice" : "done", role: "status" }, missing.length ? [say("not_ready"), ...missing].join(" ") : say("ready_long")),
      make("div", { className: "actions" }, button(say("fetch_again"), fetchAgain), persisted ? "" : button(say("ask_to_keep"), persist, "button secondary")),
      make("dl", { className: "read" }, ...facts.map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text || "–")))),
      make("h2", {}, say("install_title")),
      make("p", {}, say("install_how")),
    ];
  }

  async function fetchAgain() {
    Shell.tell(say("fetching"));
    const reached = await Pack.refresh().catch((fault) => {
      if (fault instanceof Door.Unreached) return null;
      throw fault;
    });
    await Shell.anew("device");
    Shell.tell(reached === null ? say("no_line") : reached ? say("fetched") : say("office_fails"));
  }

  async function persist() {
    const granted = await navigator.storage.persist();
    await Shell.anew("device");
    Shell.tell(granted ? say("persisted") : say("not_granted"));
  }

  return { readiness, renew, screen };
})();
