/* The shell of the app: which screen is in front of somebody. The address behind # says it: nothing of it ever
   travels to the office. */
"use strict";

const Shell = (() => {
  const { say, make, button } = Words;
  const main = document.getElementById("main");
  const told = document.getElementById("told");

  let drawn = 0; // how often somebody asked for a screen: the last one stands, however long another takes
  let stands = 0; // which of them it is

  const tell = (text) => (told.textContent = text);

  // Draws what `work` hands back: a text first is the heading. What nobody asked for (`quietly`) takes no screen from
  // under a hand, and nothing jumps with it.
  async function show(work, title = "", quietly = false) {
    const turn = quietly ? stands : (drawn += 1);
    const made = (await work()).flat().filter(Boolean);
    if (quietly) await Hands.released();
    if (turn !== drawn || (quietly && isBusy())) return;
    const heading = typeof made[0] === "string" ? made.shift() : title;
    const h1 = make("h1", { tabIndex: -1 }, heading);
    document.title = `${heading} – ${say("app_name")}`;
    const there = [window.scrollX, window.scrollY];
    main.replaceChildren(h1, ...made);
    stands = turn;
    h1.focus({ preventScroll: true });
    window.scrollTo(...(quietly ? there : [0, 0]));
    if (!quietly) tell("");
  }

  // Whether somebody types, decides or stands at a button: what is in front of them is then not drawn anew.
  function isBusy() {
    const at = document.activeElement;
    const typed = [...main.querySelectorAll("input")].some((one) => one.value);
    return typed || Boolean(main.querySelector("form, .deciding")) || (main.contains(at) && at.tagName !== "H1");
  }

  async function go(place) {
    if (location.hash.slice(1) !== place) history.pushState(null, "", place ? `#${place}` : location.pathname + location.search);
    await route();
  }

  async function route(quietly = false) {
    const place = location.hash.slice(1);
    const person = Lock.person();
    head(person);
    const token = await TabletStore.get("settings", "token");
    const draw = (work, title) => show(work, say(title), quietly);
    if (!token) return draw(async () => Entry.enrol(/^enrol=(.+)$/.exec(place)?.[1] || ""), "enrol_title");
    if (place === "device") return draw(Device.screen, "device_title");
    if (!person) return draw(Entry.names, "names_title");
    if (place === "outbox") return draw(Outbox.screen, "outbox_title");
    if (place === "new") return draw(() => Visits.begin(person), "new_visit");
    await draw(() => Visits.list(person), "visits_title");
    if (place === "not-kept") tell(say("form_not_kept"));
    return undefined;
  }

  // Draws the screen at `place` anew once something there is done, unless somebody has gone elsewhere meanwhile.
  const anew = async (place) => location.hash.slice(1) === place && route();

  function head(person) {
    const links = [[say("visits_title"), ""], [say("outbox_title"), "outbox"], [say("device_title"), "device"]];
    const place = location.hash.slice(1);
    const items = links.map(([words, to]) => make("li", {}, make("a", { href: to ? `#${to}` : "#", ...(to === place ? { "aria-current": "page" } : {}) }, words)));
    document.getElementById("menu").replaceChildren(...(person ? items : items.slice(2)));
    const who = document.getElementById("who");
    who.replaceChildren(...(person ? [make("span", {}, person.name), button(say("lock"), lock, "link")] : []));
  }

  function lock() {
    Lock.lock();
    go("");
  }

  // Somebody has opened the tablet: back to the form it was locked on, where it was theirs.
  function opened() {
    const last = JSON.parse(sessionStorage.getItem("tablet-page") || "null");
    sessionStorage.removeItem("tablet-page");
    if (last && last.username === Lock.person()?.username) location.assign(last.address);
    else go("").then(fetchForms);
  }

  // The pages of forms, while somebody goes on; the line about being ready follows.
  async function fetchForms() {
    await Pack.refresh(false).catch((fault) => console.error(fault));
    if (!location.hash && Lock.person()) await Device.renew();
  }

  async function renew() {
    await Pack.refresh().catch(() => tell(say("no_line")));
    await route();
  }

  // A newer app waits until nobody fills in a form; the next load shows it.
  async function serve() {
    const registration = await navigator.serviceWorker.register("/tablet/sw.js", { scope: "/tablet/", updateViaCache: "none" });
    registration.waiting?.postMessage("take over");
    registration.addEventListener("updatefound", () =>
      registration.installing?.addEventListener("statechange", ({ target }) => {
        if (target.state === "installed" && navigator.serviceWorker.controller) target.postMessage("take over");
        if (target.state === "activated") location.hash === "#device" ? route(true) : Device.renew();
      }),
    );
    await navigator.serviceWorker.ready;
  }

  function insecure() {
    const why = [make("p", { className: "lead" }, say("insecure_why")), make("p", {}, make("a", { href: "/certificate", className: "button" }, say("insecure_how")))];
    return show(async () => why, say("insecure_title"));
  }

  async function start() {
    if (!window.isSecureContext || !navigator.serviceWorker || !crypto.subtle || !navigator.locks) return insecure();
    const chosen = await TabletStore.get("settings", "language");
    const asked = new URLSearchParams(location.search).get("lang");
    if (asked && asked !== chosen) await TabletStore.put("settings", asked, "language");
    else if (!asked && chosen && chosen !== Words.language) return location.replace(`?lang=${chosen}${location.hash}`);
    for (const kind of ["hashchange", "popstate"]) window.addEventListener(kind, () => route());
    Lock.watch(() => go(""));
    await route();
    Status.start();
    // Neither waits for the other; what is missing is looked for again after each.
    serve().then(Device.renew, (fault) => console.error(fault));
    await refreshed();
    return undefined;
  }

  // What is new at the office, once the page stands.
  async function refreshed() {
    if (!(await TabletStore.get("settings", "token"))) return;
    const fresh = await Pack.refresh().catch((fault) => (fault instanceof Door.Unreached ? false : console.error(fault)));
    await Sender.tidy();
    if (fresh && !location.hash) await route(true);
    await Device.renew();
    await Status.show();
  }

  return { show, go, anew, tell, opened, renew, fetchForms, start };
})();

Shell.start();
