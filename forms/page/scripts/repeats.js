/* Occurrences of a repeat: added by copying the blank one, taken out with those after it moving up, matched to a
   count that is reckoned. What a count takes away is kept beside, should it come back. */
"use strict";

const SurveyRepeats = (() => {
  const NUMBERED = ["id", "name", "for", "aria-describedby", "aria-labelledby"];
  const spare = new Map(); // a repeat's section -> occurrences its count took away, the lowest last

  const occurrencesOf = (repeat) => [...repeat.children].filter((part) => part.matches(".occurrence"));

  function setCount(repeat, count) {
    repeat.querySelector(`:scope > input[name="${repeat.dataset.repeat}"]`).value = count;
  }

  // Puts a blank occurrence behind the others; hands it back.
  function append(repeat, items) {
    const template = repeat.querySelector(":scope > template");
    const number = occurrencesOf(repeat).length + 1;
    const copy = document.createElement("template");
    copy.innerHTML = template.innerHTML.replaceAll("__at__", number);
    const added = spare.get(repeat)?.pop() || copy.content.querySelector(".occurrence");
    for (const shown of added.querySelectorAll("[data-value]")) {
      const name = shown.dataset.value.replace(/\[\d+\]$/, "");
      if (items.get(name)?.repeat === repeat.dataset.name) shown.dataset.value = `${name}[${number}]`;
    }
    template.before(added);
    setCount(repeat, number);
    return added;
  }

  function renumber(repeat, occurrence, to) {
    const from = occurrence.dataset.at;
    const field = new RegExp(`^((?:q-)?[fr]\\d+)_${from}(?=-|$)`);
    const blank = repeat.querySelector(":scope > template").content;
    for (const element of [occurrence, ...occurrence.querySelectorAll("*")]) {
      for (const name of NUMBERED) {
        const written = element.getAttribute(name);
        if (written)
          element.setAttribute(
            name,
            written
              .split(" ")
              .map((part) => part.replace(field, `$1_${to}`))
              .join(" "),
          );
      }
      if (element.dataset.at === from) element.dataset.at = to;
      if (element.dataset.value)
        element.dataset.value = element.dataset.value.replace(`[${from}]`, `[${to}]`);
    }
    // A heading that shows an answer has its number, if any, from there.
    const heading = occurrence.firstElementChild;
    if (!heading.querySelector("[data-value]"))
      heading.textContent = inBlank(blank, ".occurrence > :first-child", to);
    const button = occurrence.querySelector("[name$='-remove'][name^='r']");
    if (!button) return;
    button.value = to;
    for (const part of [".remove summary", ".remove .sure"])
      occurrence.querySelector(part).textContent = inBlank(blank, part, to);
  }

  const inBlank = (blank, selector, number) =>
    blank.querySelector(selector).textContent.replace("__at__", number);

  function remove(repeat, occurrence) {
    const all = occurrencesOf(repeat);
    const at = all.indexOf(occurrence);
    occurrence.remove();
    all.slice(at + 1).forEach((later, place) => renumber(repeat, later, at + 1 + place));
    setCount(repeat, all.length - 1);
  }

  // Brings a repeat to `count` occurrences; hands back those that are new on the page.
  function match(repeat, count, items) {
    const added = [];
    const all = occurrencesOf(repeat);
    while (all.length > count) {
      const last = all.pop();
      last.remove();
      spare.set(repeat, [...(spare.get(repeat) || []), last]);
      setCount(repeat, all.length);
    }
    for (let number = all.length; number < count; number += 1) added.push(append(repeat, items));
    return added;
  }
  return { append, remove, match, occurrencesOf };
})();
