/* The list of what is wrong, where the page came with one: it says what is wrong now. */
"use strict";

const SurveySummary = (() => {
  const first = document.querySelector(".error-summary li > a[href^='#']");
  const list = first?.closest("ul");
  const look = first?.className;

  // Which entry of a repeat it is, by its heading.
  function within(question) {
    const heading = question.closest(".occurrence")?.firstElementChild.textContent.trim();
    if (!heading) return "";
    const isShort = heading[1] === heading[1]?.toUpperCase();
    return ` (${isShort ? heading : heading[0].toLowerCase() + heading.slice(1)})`;
  }

  function entry(told, asked) {
    const question = told.closest(asked);
    const name = question.querySelector("legend, label, .label").cloneNode(true);
    for (const mark of name.querySelectorAll(".required")) mark.remove();
    const called = `${name.textContent.trim()}${within(question)}`;
    const fault = [...told.childNodes].slice(1).map((part) => part.textContent.trim());
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = look;
    link.href = `#${SurveyFields.nameOf(question)}`;
    link.textContent = `${called}${/[.?!:…]$/.test(called) ? "" : ":"} ${fault.join(" ")}`;
    item.append(link);
    return item;
  }

  // `asked` selects questions.
  function update(asked) {
    if (!list) return;
    for (const link of list.querySelectorAll("a[href^='#']")) link.parentElement.remove();
    const wrong = [...document.querySelectorAll(".error")].filter(
      (told) => told.closest(asked) && !told.closest("[hidden]"),
    );
    list.append(...wrong.map((told) => entry(told, asked)));
    const summary = list.closest(".error-summary");
    summary.removeAttribute("role"); // it was said; from here on each field says its own
    summary.hidden = !list.children.length;
  }

  return { update };
})();
