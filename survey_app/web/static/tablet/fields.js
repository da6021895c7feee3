/* The fields of a drawn form and the answers in them, by address: read as the server reads what is posted
   (forms/page/posted.py), and written before the form's own scripts run. */
"use strict";

const PageFields = (() => {
  const FIELD = /^(f\d+(?:_\d+)?)(?:-(lat|lon|acc|was|p\d+))?$/;
  const UNSAID = "…";
  const several = (kind) => kind === "select_multiple" || kind === "rank";

  const addressOf = ({ dataset: { item, at } }) => (at === "0" ? item : `${item}[${at}]`);

  // Field -> {address, kind, element}.
  function questions(form) {
    const found = new Map();
    for (const element of form.querySelectorAll("[data-item]"))
      found.set(element.id.slice(2), { address: addressOf(element), kind: element.dataset.kind, element });
    return found;
  }

  // The addresses that are answered by a file.
  const files = (form) => [...form.querySelectorAll("[data-item] input[type=file]")].map((one) => addressOf(one.closest("[data-item]")));

  const isTicked = (control) => !["radio", "checkbox"].includes(control.type) || control.checked;

  // Field -> texts, as a browser would post them. Its FormData would open a file for every field of a file, chosen
  // or not, which takes longer than all the rest.
  function posted(form) {
    const sent = new Map();
    for (const control of form.elements) {
      if (!control.name || control.matches("button, fieldset, output, [type=file], :disabled") || !isTicked(control)) continue;
      const chosen = control.matches("select") ? [...control.selectedOptions].filter((one) => !one.matches(":disabled")) : [control];
      if (chosen.length) sent.set(control.name, [...(sent.get(control.name) || []), ...chosen.map((one) => one.value)]);
    }
    return sent;
  }

  // Address -> what is typed or ticked, files apart.
  function read(form) {
    const asked = questions(form);
    const sent = posted(form);
    const answers = {};
    const parts = new Map();
    for (const [name, values] of sent) {
      const [, field, part] = FIELD.exec(name) || [];
      const question = asked.get(field);
      if (!question) continue;
      if (!part) answers[question.address] = plain(question.kind, values);
      else if (part !== "was") parts.set(question, { ...parts.get(question), [part]: values[0] });
    }
    for (const [question, figures] of parts) answers[question.address] = together(question, figures);
    leaveReckoned(sent, asked, answers);
    for (const repeat of form.querySelectorAll("[data-repeat]"))
      answers[repeat.dataset.name] = sent.get(repeat.dataset.repeat)?.[0] ?? "0";
    return answers;
  }

  function plain(kind, values) {
    if (kind === "acknowledge") return values.at(-1);
    return several(kind) || values.length > 1 ? values.filter(Boolean) : values[0];
  }

  function together({ kind, element }, figures) {
    if (kind !== "geopoint") return order(element, figures);
    const [lat, lon, acc] = ["lat", "lon", "acc"].map((part) => (figures[part] || "").replace(/\s/g, ""));
    if (!lat && !lon && !acc) return "";
    return acc ? [lat || UNSAID, lon || UNSAID, "0", acc].join(" ") : [lat || UNSAID, lon || UNSAID].join(" ");
  }

  // The choices of an order in the order of the form, however they stand by now.
  function ranked(element) {
    const rows = [...element.querySelectorAll("li[data-choice]")];
    return new Map(rows.map((row) => [/p\d+$/.exec(row.querySelector("select").name)[0], row.dataset.choice]));
  }

  function order(element, figures) {
    const taken = [];
    for (const [part, name] of ranked(element)) {
      const position = Number(figures[part]);
      if (position >= 1) taken[position - 1] ??= name;
    }
    return Array.from(taken, (name) => name ?? "");
  }

  // What stands as it was reckoned is reckoned again when what it hangs on changes.
  function leaveReckoned(sent, asked, answers) {
    for (const [name, [was]] of sent) {
      const [, field, part] = FIELD.exec(name) || [];
      const question = part === "was" && asked.get(field);
      if (question && [answers[question.address]].flat().join(" ") === was) delete answers[question.address];
    }
  }

  // Brings every repeat to as many entries as were answered. `names` are the items that stand in repeats.
  function setRepeats(form, answers, names) {
    for (const repeat of form.querySelectorAll("[data-repeat]")) {
      const count = answers[repeat.dataset.name];
      if (count !== undefined && count !== "") SurveyRepeats.match(repeat, Number(count), names);
    }
  }

  // Writes `answers` into the fields; of what nobody answered stays what was drawn.
  function write(form, answers) {
    for (const [field, question] of questions(form))
      if (question.address in answers) set(field, question, answers[question.address]);
  }

  function set(field, { kind, element }, given) {
    const values = [given].flat();
    element.querySelector(`[name="${field}-was"]`)?.remove();
    if (kind === "geopoint") return setPlace(field, element, values[0]);
    if (kind === "rank") return setOrder(element, values);
    for (const control of element.querySelectorAll(`[name="${field}"]`))
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else if (!["file", "hidden"].includes(control.type)) control.value = values[0] ?? "";
    return undefined;
  }

  function setPlace(field, element, text) {
    const [latitude = "", longitude = "", , accuracy = ""] = (text || "").split(" ");
    for (const [part, figure] of [["lat", latitude], ["lon", longitude], ["acc", accuracy]]) {
      const control = element.querySelector(`[name="${field}-${part}"]`);
      if (control) control.value = figure === UNSAID ? "" : figure;
    }
  }

  function setOrder(element, names) {
    for (const row of element.querySelectorAll("li[data-choice]")) {
      const at = names.indexOf(row.dataset.choice);
      row.querySelector("select").value = at < 0 ? "" : String(at + 1);
    }
  }

  // The number of the screen an address stands on, a repeat's own name among them; undefined for none.
  function sections(form) {
    const found = new Map();
    for (const screen of form.querySelectorAll(".screen[data-screen]")) {
      const number = Number(screen.dataset.screen);
      for (const element of screen.querySelectorAll("[data-item]")) found.set(element.dataset.item, number);
      for (const repeat of screen.querySelectorAll("[data-repeat]")) {
        found.set(repeat.dataset.name, number);
        // Of a repeat without an entry the blank one says what stands in it.
        for (const element of repeat.querySelector("template").content.querySelectorAll("[data-item]")) found.set(element.dataset.item, number);
      }
    }
    return (address) => found.get(address.replace(/\[\d+\]$/, ""));
  }

  return { read, write, setRepeats, sections, questions, files };
})();
