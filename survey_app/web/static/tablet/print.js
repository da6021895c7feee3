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

  // What is asked and answered, by section: [{title, rows: [{headings, label, text, failed, question}]}].
  function read() {
    const { answers } = Drafts.current;
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
        const shown = element.querySelector("output[data-value]");
        const given = answers[addressOf(element)];
        if (shown ? !textOf(shown) : Drafts.isBlank(given)) continue;
        const text = shown ? textOf(shown) : wordOf(element, given, files);
        rows.push({ headings: headings.map(textOf), label: labelOf(element), text, failed: Failing.of(element), address: addressOf(element) });
        headings = [];
      }
      return rows;
    });
  }

  // The addresses of files that answer something, in the order of the form.
  const fileAddresses = () =>
    [...document.querySelectorAll("form.checklist [data-item]")].map(addressOf).filter((address) => Drafts.current.files[address]);

  // What tells one content from another, whatever stands on the paper beside it.
  async function codeOf(rows) {
    const { visit, digest, answers } = Drafts.current;
    const shown = Object.fromEntries(rows.flat().map(({ address }) => [address, answers[address]]));
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

  function table(rows) {
    const lines = rows.flatMap(({ headings, label, text, failed }) => [
      ...headings.map((one) => make("tr", { className: "paper-heading" }, make("th", { colSpan: 2, scope: "rowgroup" }, one))),
      make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, text, failed && make("strong", {}, ` – ${failed}`))),
    ]);
    return make("table", { className: "paper-answers" }, make("tbody", {}, ...lines));
  }

  function photos() {
    const { files } = Drafts.current;
    const rows = fileAddresses().map((address, at) => {
      const { caption, taken_at, digest } = files[address];
      const question = [...document.querySelectorAll("form.checklist [data-item]")].find((one) => addressOf(one) === address);
      const cells = [String(at + 1), labelOf(question), caption, Words.moment(taken_at), shortly(digest)];
      return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
    });
    if (!rows.length) return "";
    const heads = ["print_n", "print_question", "print_caption", "print_time", "print_digest"].map((key) => make("th", { scope: "col" }, say(key)));
    return make("section", {}, make("h2", {}, say("print_photos")), make("table", { className: "paper-index" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  }

  const facts = () => document.getElementById("about-visit").textContent;

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
      ...rows.map((some) => (some.length ? table(some) : "")),
      photos(),
      make("p", { className: "paper-made" }, say("print_made", { at: Words.moment(new Date().toISOString()), name: Lock.person()?.name || Drafts.current.username })),
    ];
    await show(parts, code);
  }

  return { checklist, read, codeOf, mark, photos, show, facts, textOf };
})();
