/* The page of a form on a tablet: the draft goes into the fields first, then the form's own scripts run, and from
   then on every answer is kept as soon as it is given. */
"use strict";

const Fill = (() => {
  const { say } = Words;
  const SOON = 250; // milliseconds between a letter and the disk
  const [SOON_FREE, LATEST_FREE] = [2000, 20000];
  const form = document.querySelector("form.checklist");
  const saved = document.getElementById("saved");
  const place = new URLSearchParams(location.hash.slice(1));
  const visitId = place.get("visit");
  let timer = 0;
  let saving = Promise.resolve();
  let unkept = false;
  let counted = false; // whether the line above says that this draft is not handed over
  let draft = null;

  const leave = () => location.replace("/tablet/");

  // To the names, and back here once the same person has unlocked the tablet.
  function locked(username) {
    if (username) sessionStorage.setItem("tablet-page", JSON.stringify({ username, address: location.href }));
    document.getElementById("main").hidden = true;
    leave();
  }

  // The draft of whoever is here; null when the visit is not theirs to open or unknown.
  async function open(person) {
    const visits = (await TabletStore.get("pack", "visits")) || [];
    const visit = visits.find((one) => one.id === visitId);
    const { form: digest, instrument, version } = document.body.dataset;
    const page = { digest, instrument, version };
    const kept = visit ? await Drafts.of(visit, page, person.username) : await TabletStore.get("drafts", Drafts.keyOf(visitId, person.username));
    // Of a visit the office no longer has for this person, the draft knows what it was told last.
    return kept ? { kept, visit: visit || { unit: visitId, day: Words.today(), ...(kept.newVisit || kept.about), sections: {} } } : null;
  }

  // What the form's scripts are to know: the day of the visit, its files, what its team left out.
  function prepare(visit) {
    const block = form.querySelector("script.form-logic");
    const cut = new Set(draft.cut);
    for (const name of draft.cut) {
      const around = `[data-group="${CSS.escape(name)}"], [data-name="${CSS.escape(name)}"]`;
      for (const part of form.querySelectorAll(around)) for (const one of part.querySelectorAll("[data-item]")) cut.add(one.dataset.item);
    }
    for (const one of form.querySelectorAll("[data-item]")) if (cut.has(one.dataset.item)) one.hidden = true;
    if (!block) return new Map();
    const logic = JSON.parse(block.textContent);
    const files = Object.entries(draft.files).filter(([address]) => !address.startsWith("_"));
    logic.cut = [...new Set([...logic.cut, ...cut])];
    logic.today = visit.day;
    logic.now = `${new Date(Date.now() + 7 * 3600000).toISOString().slice(0, -1)}+07:00`;
    Object.assign(logic.raw, kept(), Object.fromEntries(files.map(([address, file]) => [address, Drafts.nameOf(file)])));
    block.textContent = JSON.stringify(logic);
    return new Map(logic.items.map((item) => [item.name, item]));
  }

  // Files the office has already: their names are the answers.
  function kept() {
    const held = PageFields.files(form).filter((address) => draft.answers[address]);
    return Object.fromEntries(held.map((address) => [address, draft.answers[address]]));
  }

  // Fetches scripts together, runs them in their order.
  function load(addresses) {
    const loading = addresses.map(
      (address) =>
        new Promise((resolve, reject) => {
          const onerror = () => reject(new Error(address));
          document.body.append(Words.make("script", { src: address, async: false, onload: resolve, onerror }));
        }),
    );
    return Promise.all(loading);
  }

  // The draft into the fields, and the scripts after it, those of repeats before.
  async function fillIn(visit) {
    const scripts = (document.body.dataset.scripts || "").split(" ").filter(Boolean);
    const isEarly = (address) => address.endsWith("/repeats.js");
    const items = prepare(visit);
    await load(scripts.filter(isEarly));
    if (typeof SurveyRepeats !== "undefined") PageFields.setRepeats(form, draft.answers, items);
    PageFields.write(form, draft.answers);
    await load(scripts.filter((one) => !isEarly(one)));
  }

  // What stands in the fields from the start is nobody's doing yet.
  function settle() {
    const touched = { ...draft.touched };
    Drafts.take(draft, withFiles(PageFields.read(form)));
    draft.touched = touched;
  }

  const withFiles = (answers) => ({ ...kept(), ...answers });

  function schedule() {
    if (!timer) timer = setTimeout(flush, SOON);
  }

  // Keeps what is in the fields; done once it is on the disk.
  function flush() {
    clearTimeout(timer);
    timer = 0;
    saving = saving.then(async () => {
      // What could not be kept the last time is tried again, whether or not more was answered since.
      unkept = Drafts.take(draft, withFiles(PageFields.read(form))) || unkept;
      if (!unkept) return;
      Changes.note();
      await Drafts.save(draft);
      unkept = false;
      if (!counted) Status.show().catch((fault) => console.error(fault)); // a draft more lies here
      counted = true;
      Changes.follow().catch((fault) => console.error(fault));
      told("saved_at", { at: new Date().toLocaleTimeString(Words.language === "en" ? "en-GB" : "vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }) });
    }).catch((fault) => told("not_kept", { reason: Words.why(fault) }, true));
    return saving;
  }

  function told(key, values = {}, wrong = false) {
    saved.textContent = say(key, values);
    saved.classList.toggle("message", wrong);
  }

  // Before the form's scripts number the entries anew, the files move to where their questions will stand.
  function removing({ target }) {
    const entry = target.closest?.("button[name^='r'][name$='-remove']")?.closest(".occurrence");
    if (!entry) return;
    const asked = [...entry.querySelectorAll("[data-item]")].filter((one) => one.querySelector("input[type=file]"));
    Drafts.closeUp(draft, asked.map((one) => one.dataset.item), Number(entry.dataset.at));
  }

  function listen() {
    document.addEventListener("click", removing, true);
    form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("input", schedule);
    document.addEventListener("change", () => setTimeout(flush));
    document.addEventListener("reacted", schedule);
    document.addEventListener("handed-over", () => (counted = false));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
    window.addEventListener("pagehide", flush);
    window.addEventListener("hashchange", () => location.reload());
  }

  async function begin() {
    const person = Lock.person();
    if (!person || !visitId) return locked("");
    Lock.watch(() => flush().then(() => locked(draft.username)));
    const opened = await open(person);
    if (!opened) return leave();
    draft = Drafts.current = await Drafts.settle(opened.kept);
    if (draft.digest !== document.body.dataset.form) return location.replace(location.href.replace(document.body.dataset.form, draft.digest));
    await fillIn(opened.visit);
    settle();
    await Promise.all([Drafts.save(draft), set(opened.visit)]);
    listen();
    document.body.classList.add("open");
    told("saved");
    Status.start();
    document.dispatchEvent(new CustomEvent("draft-open", { detail: draft }));
    Sections.lookAt(place.get("question"));
    return undefined;
  }

  // What stands around the questions: whose visit it is, its sections, the ways to hand them over.
  async function set(visit) {
    const [known, units] = await Promise.all(["people", "units"].map((part) => TabletStore.get("pack", part)));
    const people = new Map((known || []).map((one) => [one.username, one.name]));
    const unit = (units || []).find((one) => one.code === visit.unit);
    const name = visit.unit_name?.[Words.language] || (Words.language === "en" && unit?.name_en) || unit?.name_vi || visit.unit;
    document.getElementById("about-visit").textContent = `${name} · ${Words.day(visit.day)}`;
    Sections.start(form, { draft, visit, people });
    const sectionOf = PageFields.sections(form);
    Handing.start({ draft, sectionOf, flush });
    Changes.start({ draft, sectionOf });
  }

  // One window holds a draft: two would write over each other. A page that is just being left lets go of it soon,
  // on a busy tablet a little later: then what was said meanwhile goes again.
  function start() {
    const elsewhere = document.getElementById("elsewhere");
    const timer = setTimeout(() => (elsewhere.hidden = false), SOON_FREE);
    const hold = () => {
      clearTimeout(timer);
      elsewhere.hidden = true;
      return begin().then(() => new Promise(() => {}));
    };
    navigator.locks.request(`draft ${visitId}`, { signal: AbortSignal.timeout(LATEST_FREE) }, hold).catch((fault) => {
      if (!["AbortError", "TimeoutError"].includes(fault.name)) told("not_opened", { reason: Words.why(fault) }, true);
    });
  }

  start();
  return { flush };
})();
