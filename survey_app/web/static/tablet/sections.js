/* The sections of the form in front of somebody: one at a time, all in a list that says whose each is and how far
   it has come. Nothing keeps anybody from going on. */
"use strict";

const Sections = (() => {
  const { say, make, button } = Words;
  let screens = [];
  let here = 0;
  let about = null; // {draft, visit, people, sectionOf}

  const numberOf = (screen) => Number(screen.dataset.screen);
  const isAsked = (screen) => Boolean(screen.querySelector("[data-item]:not([hidden]), .repeat:not([hidden])"));
  const titleOf = (screen) => screen.querySelector("h2, h3, legend, label")?.textContent.trim() || screen.getAttribute("aria-label");

  // Whether a section is for this person to fill in: it was given to them, or to nobody and begun here. While nothing
  // was given to anybody, all are.
  function isMine(number) {
    const given = about.visit?.sections || {};
    if (given[number]) return given[number] === about.draft.username;
    return !Object.keys(given).length || Object.keys(about.draft.touched).some((address) => about.sectionOf(address) === number);
  }

  function stateOf(number) {
    const done = about.draft.sections[number];
    if (done && about.draft.changed?.includes(number)) return say("section_changed");
    if (done) return done.finished ? say("section_done") : say("section_handed");
    const owner = about.visit?.sections?.[number];
    if (owner && owner !== about.draft.username) return say("section_of", { name: about.people.get(owner) || owner });
    return say("section_open");
  }

  const isDone = (number) => about.draft.sections[number]?.finished && !about.draft.changed?.includes(number);

  function entry(screen, at) {
    const number = numberOf(screen);
    const mark = make("span", { className: isDone(number) ? "state done-mark" : "state" }, stateOf(number));
    const link = button("", () => show(at, true), "choice section-link");
    link.append(make("strong", {}, `${number}. ${titleOf(screen)}`), mark);
    if (at === here) link.setAttribute("aria-current", "step");
    return make("li", { hidden: !isAsked(screen) }, link);
  }

  function draw() {
    document.getElementById("sections").replaceChildren(...screens.map(entry));
    const of = screens.filter(isAsked);
    document.getElementById("step").textContent = say("step", { n: of.indexOf(screens[here]) + 1, count: of.length });
    document.getElementById("next").hidden = after() < 0;
    document.getElementById("back").hidden = before() < 0;
  }

  const after = () => screens.findIndex((screen, at) => at > here && isAsked(screen));
  const before = () => screens.findLastIndex((screen, at) => at < here && isAsked(screen));

  function show(at, focus) {
    here = at;
    screens.forEach((screen, place) => (screen.hidden = place !== here));
    document.getElementById("section-list").open = false;
    draw();
    document.dispatchEvent(new CustomEvent("section-shown", { detail: numberOf(screens[here]) }));
    if (!focus) return;
    const heading = screens[here].querySelector("h2, h3, legend");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    document.getElementById("main").scrollIntoView();
  }

  // Brings somebody to the question at an address, of a file of no question to what stands below all.
  function lookAt(address) {
    if (!address) return;
    const [, name, at = "0"] = /^([^[]*)(?:\[(\d+)\])?$/.exec(address) || [];
    const question = document.querySelector(`[data-item="${CSS.escape(name)}"][data-at="${at}"]`);
    if (question) show(screens.indexOf(question.closest(".screen")), false);
    const seen = question || document.getElementById("beside");
    seen.scrollIntoView();
    seen.querySelector("input, button")?.focus({ preventScroll: true });
  }

  function start(form, facts) {
    about = { ...facts, sectionOf: PageFields.sections(form) };
    screens = [...form.querySelectorAll(".screen[data-screen]")];
    document.getElementById("next").addEventListener("click", () => show(after(), true));
    document.getElementById("back").addEventListener("click", () => show(before(), true));
    document.addEventListener("reacted", draw);
    const first = screens.findIndex((screen) => isAsked(screen) && isMine(numberOf(screen)));
    show(Math.max(first, 0), false);
  }

  return {
    start,
    draw,
    isMine,
    lookAt,
    show: (number) => show(screens.findIndex((screen) => numberOf(screen) === number), true),
    asked: () => screens.filter(isAsked).map(numberOf),
    screen: (number) => screens.find((screen) => numberOf(screen) === number),
    get here() {
      return numberOf(screens[here]);
    },
  };
})();
