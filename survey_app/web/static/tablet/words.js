/* The words of the page, from its JSON block; and elements made of them. */
"use strict";

const Words = (() => {
  const block = document.getElementById("words");
  const known = JSON.parse(block.textContent);
  const language = document.documentElement.lang;

  function say(key, values = {}) {
    return (known[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  // Why something could not be kept, in our words: what a browser says of it helps nobody.
  class Told extends Error {}
  function why(fault) {
    if (fault instanceof Told) return fault.message;
    console.error(fault);
    return say(fault?.name === "QuotaExceededError" ? "why_full" : "why_failed");
  }

  // How long `seconds` are, in the unit they are best said in.
  function span(seconds) {
    const of = Math.abs(seconds);
    const [unit, length] = of >= 86400 ? ["span_days", 86400] : of >= 3600 ? ["span_hours", 3600] : ["span_minutes", 60];
    return say(unit, { n: Math.round(of / length) });
  }

  // What is to be said of a clock so many seconds behind the office's, before it if negative; "" for a good one.
  const CLOCK_MAY_DIFFER = 300;
  const clock = (offset) => (Math.abs(offset || 0) > CLOCK_MAY_DIFFER ? say(offset > 0 ? "clock_slow" : "clock_fast", { span: span(offset) }) : "");

  // An element: `make("p", {className: "x"}, "text", other)`. Attributes with a dash are set as such.
  function make(tag, properties = {}, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties))
      if (name === "onclick" || name === "onsubmit" || name === "onchange" || name === "oninput")
        element.addEventListener(name.slice(2), value);
      else if (name.includes("-") || name === "for" || name === "role") element.setAttribute(name, value);
      else if (value !== undefined) element[name] = value;
    element.append(...inside.filter((one) => one !== null && one !== undefined && one !== "" && one !== false));
    return element;
  }

  const button = (words, onclick, className = "button") => make("button", { type: "button", className, onclick }, words);

  // An instant as people here write it.
  const moment = (iso) =>
    iso
      ? new Intl.DateTimeFormat(language === "en" ? "en-GB" : "vi-VN", {
          dateStyle: "short",
          timeStyle: "short",
          timeZone: "Asia/Ho_Chi_Minh",
        }).format(new Date(iso))
      : "";
  const day = (iso) => iso.split("-").reverse().join("/");

  // Letters without marks and capitals, as people search.
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/g, "d")
      .trim();

  // Today where the visits are.
  const today = (now = new Date()) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now);

  const figure = (bytes) =>
    new Intl.NumberFormat(language === "en" ? "en" : "vi", { maximumFractionDigits: 0 }).format(bytes / 1e6);

  return { say, make, button, why, Told, clock, moment, day, plain, today, figure, language };
})();
