/* A filled form on paper, drawn from the page in front of somebody: what is asked and answered, what failed, the
   photos by their digests. The browser prints it, or makes a PDF of it; no server is asked. */
"use strict";

const Print = (() => {
  const { say, make, button } = Words;
  const FILES = ["image", "signature", "audio", "video", "file"];
  const shortly = (digest) => digest.slice(0, 16);

  const addressOf = ({ dataset: { item, at } }) => (at === "0" ? item : `${item}[${at}]`);
  const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim() || "";

  // Whether something between an element and its section is hidden; a section that is not in front is no matter.
  function isHidden(element) {
    for (let part = element; part && !part.matches(".screen"); part = part.parentElement) if (part.hidden) return true;
    return false;
  }

  function labelOf(question) {
    const label = question.querySelector("legend, label, .label")?.cloneNode(true);
    label?.querySelectorAll(".required, .spoken").forEach((one) => one.remove());
    return textOf(label).replace(/:$/, "");
  }

  // Choice -> its label.
  const choicesOf = (question) =>
    new Map([...question.querySelectorAll("[data-choice]")].map((one) => [one.dataset.choice, textOf(one.querySelector("label, span") || one)]));

  const WORDED = {
    date: Words.day,
    datetime: (given) => given.replace("T", " "),
    acknowledge: () => say("print_acknowledged"),
  };

  // An answer as paper shows it.
  function wordOf(question, given, files) {
    const { kind } = question.dataset;
    if (FILES.includes(kind)) return say("print_photo_n", { n: files.indexOf(addressOf(question)) + 1 });
    const labels = choicesOf(question);
    const words = [given].flat().filter(Boolean).map((one) => labels.get(one) ?? WORDED[kind]?.(one) ?? one);
    return kind === "rank" ? words.map((one, at) => `${at + 1}. ${one}`).join("; ") : words.join("; ");
  }

  // Whether a question that has no answer must have one.
  function isRequired(question) {
    if (typeof SurveyForm === "undefined") return Boolean(question.querySelector(".required"));
    return SurveyForm.state.problems.get(addressOf(question))?.code === "answer_required";
  }

  // Whether an answer is one the form began with: nobody here or at the office gave it, nor handed its section over.
  function isPreset(address, number) {
    const { touched, base, sections } = Drafts.current;
    return !touched[address] && Drafts.isBlank(base[address]) && !sections[number];
  }

  // The row of a question: its answer, or that one is missing; null for nothing to say. A calculation is no preset.
  function rowOf(question, number, files) {
    const address = addressOf(question);
    const shown = question.querySelector("output[data-value]");
    const given = Drafts.current.answers[address];
    const row = { label: labelOf(question), address, failed: "", missing: false, preset: false };
    if (shown ? !textOf(shown) : Drafts.isBlank(given)) return !shown && isRequired(question) ? { ...row, text: say("print_unanswered"), missing: true } : null;
    const text = shown ? textOf(shown) : wordOf(question, given, files);
    return { ...row, text, failed: Failing.of(question), preset: !shown && isPreset(address, number) };
  }

  // What is asked and answered, or must be, by section: [[{headings, label, text, failed, missing, preset, address}]].
  function read() {
    const files = fileAddresses();
    return [...document.querySelectorAll("form.checklist .screen")].map((screen) => {
      const rows = [];
      let headings = [];
      for (const element of screen.querySelectorAll("h2, h3, h4, h5, [data-item]")) {
        if (isHidden(element)) continue;
        if (element.dataset.item === undefined) {
          if (!element.closest("[data-item]")) headings = [...headings.filter((one) => one.tagName < element.tagName), element];
          continue;
        }
        const row = rowOf(element, Number(screen.dataset.screen), files);
        if (!row) continue;
        rows.push({ ...row, headings: headings.map(textOf) });
        headings = [];
      }
      return rows;
    });
  }

  // The addresses of files that answer something, in the order of the form; also of those the office holds.
  const fileAddresses = () =>
    [...document.querySelectorAll("form.checklist [data-item]")]
      .filter(({ dataset }) => FILES.includes(dataset.kind))
      .map(addressOf)
      .filter((address) => Drafts.current.files[address] || !Drafts.isBlank(Drafts.current.answers[address]));

  // What the list of files says of one; of one that only the office holds this tablet knows its name there alone.
  const fileOf = (address) =>
    Drafts.current.files[address] || { caption: say("print_at_office"), taken_at: "", digest: String(Drafts.current.answers[address]) };

  // What tells one content from another, whatever stands on the paper beside it.
  async function codeOf(rows) {
    const { visit, digest, answers } = Drafts.current;
    const shown = Object.fromEntries(rows.flat().filter((row) => !row.missing).map(({ address }) => [address, answers[address]]));
    return shortly(await TabletStore.digest(TabletStore.canonical({ visit, digest, answers: shown })));
  }

  async function mark(code) {
    const { renderSVG } = await import(document.getElementById("qr-encoder").src);
    const svg = renderSVG(`${Drafts.current.visit} ${code}`, { ecc: "M", border: 2, pixelSize: 4 });
    const drawn = document.adoptNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement);
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", say("print_code"));
    return make("div", { className: "paper-code" }, drawn, make("p", {}, say("print_visit", { id: Drafts.current.visit }), make("br"), say("print_content", { code })));
  }

  // Whether what is on the paper was handed over, section by section.
  function stateOf() {
    const { sections, touched } = Drafts.current;
    const sectionOf = PageFields.sections(document.querySelector("form.checklist"));
    const changed = new Set(Object.keys(touched).filter((address) => Drafts.isOpen(Drafts.current, address)).map(sectionOf));
    const isDone = (number) => sections[number]?.finished && !changed.has(number);
    const asked = Sections.asked();
    const [done, open] = [asked.filter(isDone), asked.filter((number) => !isDone(number))].map((some) => some.join(", "));
    if (!done) return say("print_draft");
    return open ? say("print_partly", { done, open }) : say("print_handed");
  }

  // What whoever is to sign must know first: simulated data, a draft or not, how much is missing or was only preset.
  function standing(rows) {
    const demo = textOf(document.querySelector("header .banner"));
    const [missing, presets] = ["missing", "preset"].map((kind) => rows.flat().filter((row) => row[kind]).length);
    return make(
      "div",
      { className: "paper-standing" },
      demo && make("p", { className: "paper-mark" }, demo),
      demo && make("p", { className: "paper-water", "aria-hidden": "true" }, demo.split(" – ")[0]),
      make("p", {}, make("strong", {}, stateOf())),
      missing ? make("p", {}, make("strong", {}, say("print_missing", { n: missing }))) : "",
      presets ? make("p", {}, make("strong", {}, say("print_presets", { n: presets }))) : "",
    );
  }

  function table(rows) {
    const lines = rows.flatMap(({ headings, label, text, failed, missing, preset }) => [
      ...headings.map((one) => make("tr", { className: "paper-heading" }, make("th", { colSpan: 2, scope: "rowgroup" }, one))),
      make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, missing ? make("em", {}, text) : text, failed && make("strong", {}, ` – ${failed}`), preset && make("em", {}, ` – ${say("print_preset")}`))),
    ]);
    return make("table", { className: "paper-answers" }, make("tbody", {}, ...lines));
  }

  function photos() {
    const rows = fileAddresses().map((address, at) => {
      const { caption, taken_at, digest } = fileOf(address);
      const question = [...document.querySelectorAll("form.checklist [data-item]")].find((one) => addressOf(one) === address);
      const cells = [String(at + 1), labelOf(question), caption, taken_at && Words.moment(taken_at), shortly(digest)];
      return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
    });
    if (!rows.length) return "";
    const heads = ["print_n", "print_question", "print_caption", "print_time", "print_digest"].map((key) => make("th", { scope: "col" }, say(key)));
    return make("section", {}, make("h2", {}, say("print_photos")), make("table", { className: "paper-index" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  }

  const facts = () => document.getElementById("about-visit").textContent;

  // What is to be said beside the time of a tablet whose clock is wrong: what is signed bears it.
  async function clock() {
    const offset = await TabletStore.get("settings", "offset");
    const wrong = Words.clock(offset);
    return wrong && make("p", { className: "paper-made" }, make("strong", {}, wrong), " ", say("print_clock", { at: Words.moment(new Date(Date.now() + offset * 1000).toISOString()) }));
  }

  // Shows `parts` alone, as they will be on paper, until somebody goes back.
  function show(parts, code) {
    const paper = make("article", { className: "paper", lang: document.documentElement.lang, tabIndex: -1, "aria-label": say("print_preview") }, ...parts.filter(Boolean));
    const back = () => {
      sheet.remove();
      document.body.classList.remove("printing");
      document.getElementById("papers-title")?.scrollIntoView();
    };
    const actions = make("div", { className: "actions paper-actions" }, button(say("print_now"), () => window.print()), button(say("print_back"), back, "button secondary"));
    const sheet = make("main", { id: "sheet" }, actions, paper);
    document.body.append(sheet);
    document.body.classList.add("printing");
    window.scrollTo(0, 0);
    paper.focus({ preventScroll: true });
    Drafts.current.printed = code;
    return Drafts.save(Drafts.current);
  }

  async function checklist() {
    await Fill.flush();
    const rows = read();
    const code = await codeOf(rows);
    const parts = [
      make("header", { className: "paper-top" }, make("div", {}, make("h1", {}, textOf(document.querySelector("#main h1"))), make("p", {}, facts())), await mark(code)),
      standing(rows),
      ...rows.map((some) => (some.length ? table(some) : "")),
      photos(),
      make("p", { className: "paper-made" }, say("print_made", { at: Words.moment(new Date().toISOString()), name: Lock.person()?.name || Drafts.current.username })),
      await clock(),
    ];
    await show(parts, code);
  }

  return { checklist, read, codeOf, mark, photos, clock, show, standing, facts, textOf };
})();
