/* A whole form on one page, shown screen by screen: those on which nothing is asked are passed over, and nobody
   goes on from a fault. */
"use strict";

(() => {
  const words = SurveyForm.words;
  const all = [...document.querySelectorAll(".screen[data-screen]")];
  const form = all[0]?.closest("form");
  if (all.length < 2 || !form) return;
  const step = Object.assign(document.createElement("p"), { className: "progress" });
  const next = SurveyForm.button(words.next, "primary");
  const back = SurveyForm.button(words.back, "secondary");
  const bar = Object.assign(document.createElement("div"), { className: "actions screen-actions" });
  const end = form.querySelector(".whole-end");
  let here = 0;
  step.setAttribute("role", "status");
  all[0].before(step);
  all.at(-1).after(bar);
  bar.append(next, back);

  const isAsked = (screen) =>
    screen.querySelector("[data-item]:not([hidden]), .repeat:not([hidden])");
  const after = (from) => all.findIndex((screen, place) => place > from && isAsked(screen));
  const before = (from) => all.findLastIndex((screen, place) => place < from && isAsked(screen));

  function show(place, focus) {
    here = place;
    all.forEach((screen, at) => {
      screen.hidden = at !== here;
    });
    step.textContent = words.step.replace("{n}", here + 1).replace("{count}", all.length);
    settle();
    if (!focus) return;
    const heading = all[here].querySelector("h2, h3, legend");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
    window.scrollTo(0, 0);
  }

  // The way on and back follows the answers.
  function settle() {
    next.hidden = after(here) < 0;
    back.hidden = before(here) < 0;
    if (end) end.hidden = !next.hidden;
  }

  next.addEventListener("click", () => {
    const wrong = SurveyForm.tellAll(all[here]);
    if (wrong) wrong.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    else show(after(here), true);
  });
  back.addEventListener("click", () => show(before(here), true));
  document.addEventListener("reacted", settle);
  const wrong = all.findIndex((screen) => screen.querySelector(".error"));
  show(Math.max(wrong, 0), false);
})();
