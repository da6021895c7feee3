/* A drawn form that reacts: questions come and go, choices narrow, sums follow, faults are said once a field is
   left. It reads the page by the marks the drawing leaves (data-item, data-at, data-choice, data-value); what is
   posted is what stands in the fields. */
"use strict";

const SurveyForm = (() => {
  const logic = JSON.parse(document.querySelector("script.form-logic").textContent);
  const items = new Map(logic.items.map((item) => [item.name, item]));
  const triggers = new Map(); // name of an item -> the items it triggers
  const questions = new Map(); // address -> the element of the question
  const asked = new Set(); // addresses whose question was said to be still unanswered
  const left = new Set(); // addresses whose field somebody has left
  const held = new Map(); // address of an item that triggers -> its answer when last looked at
  const raw = { ...logic.raw };
  const state = SurveyJudge(logic, raw);
  const waiting = new Set(); // names of items that were left while the mouse is down
  let down = null; // where
  const live = Object.assign(document.createElement("p"), { className: "unseen" });
  const ASKED = "[data-item]";

  const itemAt = (address) => items.get(address.replace(/\[\d+\]$/, ""));
  const occurrenceAt = (address) => Number((/\[(\d+)\]$/.exec(address) || [])[1] || 0);
  const addressOf = (question) => SurveyJudge.address(question.dataset.item, Number(question.dataset.at));
  const answerAt = (address) => SurveyExpressions.text(SurveyExpressions.valueOf(state.answers[address]));
  // ... as a text shows it: a number with the decimal sign of the language.
  const saidAt = (address) =>
    typeof state.answers[address] === "number" && logic.language !== "en"
      ? answerAt(address).replace(".", ",")
      : answerAt(address);

  // Takes up the questions inside of `root`: where each stands, and what is in its fields.
  function take(root) {
    for (const question of root.querySelectorAll(ASKED)) {
      const address = addressOf(question);
      questions.set(address, question);
      question.classList.remove("waits");
      if (question.querySelector(".error")) asked.add(address);
      read(address, question);
    }
  }

  function read(address, question) {
    const item = itemAt(address);
    if (item && item.asked) raw[address] = SurveyFields.read(question, item, raw[address]);
  }

  // Judges again after `names` changed, and shows what follows for as long as something does.
  function react(names) {
    const touched = new Set();
    for (let due = names; due.length;) {
      const seen = state.change(due);
      for (const address of seen) touched.add(address);
      due = [...follow(seen)];
    }
    const shown = show(touched);
    if (shown) say(shown > 0 ? logic.words.questions_more : logic.words.questions_fewer, Math.abs(shown));
  }

  // What a change brings with it in the fields: occurrences, choices that are gone, what was triggered.
  function follow(seen) {
    const again = new Set();
    for (const address of seen) {
      const item = itemAt(address);
      if (item.counts) {
        if (item.calculation !== undefined) match(item, again);
        continue;
      }
      const question = questions.get(address);
      const allowed = state.allowed.get(address);
      if (question && allowed && SurveyFields.narrow(question, allowed)) {
        read(address, question);
        again.add(item.name);
      }
      if (held.has(address) && held.get(address) !== answerAt(address))
        for (const other of triggers.get(item.name)) trigger(other, occurrenceAt(address), again);
      if (triggers.has(item.name)) held.set(address, answerAt(address));
    }
    return again;
  }

  function trigger(item, occurrence, again) {
    for (const at of state.occurrences(item)) {
      if (occurrence && at && occurrence !== at) continue;
      const address = SurveyJudge.address(item.name, at);
      raw[address] = state.calculate(item, at);
      SurveyFields.write(questions.get(address), fieldName(item, at), raw[address]);
      again.add(item.name);
    }
  }

  const fieldName = (item, at) => (at ? `${item.field}_${at}` : item.field);

  function match(item, again) {
    const repeat = document.querySelector(`[data-name="${CSS.escape(item.name)}"]`);
    if (!repeat) return;
    for (const added of SurveyRepeats.match(repeat, state.answers[item.name] || 0, items))
      arrive(added, again);
  }

  // An occurrence that is new on the page: its questions, what they start with, and those who help with them.
  function arrive(added, again) {
    take(added);
    for (const question of added.querySelectorAll(ASKED)) {
      const item = items.get(question.dataset.item);
      const address = addressOf(question);
      if (item.asked && item.default !== undefined && !String(raw[address] ?? "")) {
        SurveyFields.write(question, "", state.initial(item, Number(question.dataset.at)));
        read(address, question);
      }
      again.add(item.name);
    }
    added.dispatchEvent(new CustomEvent("occurrence", { bubbles: true }));
  }

  // Shows what is known of the addresses; hands back how many questions there are more than before.
  function show(touched) {
    const parts = new Set();
    let more = 0;
    for (const address of touched) {
      const question = questions.get(address);
      if (question && question.isConnected) more += showQuestion(address, question, parts);
      document.querySelectorAll(`[data-value="${CSS.escape(address)}"]`).forEach(word);
      if (itemAt(address).counts) showRepeat(itemAt(address));
    }
    for (const part of parts) part.hidden = !part.querySelector(`${ASKED}:not([hidden])`);
    document.dispatchEvent(new CustomEvent("reacted"));
    return more;
  }

  function showQuestion(address, question, parts) {
    const hidden = state.irrelevant.has(address);
    const turned = question.hidden !== hidden;
    if (turned) {
      question.hidden = hidden;
      for (let part = question.closest(".part"); part; part = part.parentElement.closest(".part"))
        parts.add(part);
    }
    const item = itemAt(address);
    if (item.asked && item.calculation !== undefined && !item.trigger)
      SurveyFields.write(question, "", answerAt(address));
    tell(address, question);
    return turned ? (hidden ? -1 : 1) : 0;
  }

  function showRepeat(item) {
    const repeat = document.querySelector(`[data-name="${CSS.escape(item.name)}"]`);
    if (!repeat) return;
    repeat.hidden = state.irrelevant.has(item.name);
    repeat.classList.remove("waits");
  }

  // An answer as a text shows it; of a question that is only read, a choice by its label.
  function word(place) {
    const address = place.dataset.value;
    const answer = answerAt(address);
    const labels = place.matches("output") && itemAt(address)?.labels;
    place.textContent = labels
      ? answer
          .split(" ")
          .map((name) => labels[name] ?? name)
          .join(", ")
      : saidAt(address);
  }

  // What is wrong with a question that somebody has left, or that was said to be still unanswered.
  function tell(address, question) {
    if (!left.has(address) && !asked.has(address)) return;
    const found = state.problems.get(address);
    const due = found && (found.code !== "answer_required" || asked.has(address));
    SurveyFields.mark(question, due ? message(address, found) : "", logic.words);
  }

  function message(address, { code, values }) {
    const said = itemAt(address).words?.[code] || logic.words[code] || logic.words.answer_unreadable;
    return said
      .replace(/\$\{\s*([^\s{}]+)\s*\}/g, (_, name) =>
        saidAt(SurveyJudge.address(name, items.get(name)?.repeat ? occurrenceAt(address) : 0)),
      )
      .replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function say(words, n) {
    live.textContent = words.replace("{n}", n);
  }

  function changed(event) {
    const question = event.target.closest?.(ASKED);
    const item = question && items.get(question.dataset.item);
    if (!item?.asked) return;
    SurveyFields.own(question);
    read(addressOf(question), question);
    if (event.type === "change") left.add(addressOf(question));
    // A field is left as the mouse goes down elsewhere: nothing may move from under it before it comes up.
    if (event.type === "change" && down && !question.contains(down)) waiting.add(item.name);
    else settle([item.name]);
  }

  function settle(names) {
    react(names);
    SurveySummary.update(ASKED);
  }

  function release() {
    down = null;
    const names = [...waiting];
    waiting.clear();
    if (names.length) settle(names);
  }

  // The buttons that add and remove an occurrence do so without a way to the server.
  function pressed(event) {
    const button = event.target.closest?.("button[name^='r']");
    const repeat = button?.closest(".repeat");
    if (!repeat || !items.has(repeat.dataset.name)) return;
    event.preventDefault();
    const removes = button.name.endsWith("-remove");
    const again = new Set([repeat.dataset.name]);
    if (removes) SurveyRepeats.remove(repeat, button.closest(".occurrence"));
    else if (SurveyRepeats.occurrencesOf(repeat).length < 200) SurveyRepeats.append(repeat, items);
    const all = SurveyRepeats.occurrencesOf(repeat);
    for (const set of [asked, left])
      for (const address of [...set]) if (itemAt(address).repeat === repeat.dataset.name) set.delete(address);
    for (const address of [...questions.keys()])
      if (itemAt(address)?.repeat === repeat.dataset.name) forget(address);
    raw[repeat.dataset.name] = String(all.length);
    all.forEach(take);
    if (!removes) arrive(all.at(-1), again);
    react([
      ...again,
      ...logic.items.filter((item) => item.repeat === repeat.dataset.name).map((item) => item.name),
    ]);
    say(removes ? logic.words.occurrence_removed : logic.words.occurrence_added, all.length);
    const next = removes
      ? repeat.querySelector(":scope > .add button")
      : all.at(-1).querySelector("input, select, textarea");
    next?.focus();
  }

  function forget(address) {
    questions.delete(address);
    delete raw[address];
  }

  for (const item of logic.items)
    if (item.trigger) triggers.set(item.trigger, [...(triggers.get(item.trigger) || []), item]);
  for (const repeat of document.querySelectorAll("[data-repeat]"))
    raw[repeat.dataset.name] = String(SurveyRepeats.occurrencesOf(repeat).length);
  live.setAttribute("role", "status");
  (document.querySelector("main") || document.body).append(live);
  take(document);
  react([...items.keys()]);
  document.querySelectorAll("[data-value]").forEach(word);
  live.textContent = "";
  // Who comes back finds in the fields what the browser has kept, later than this was read.
  window.addEventListener("pageshow", () => {
    const before = JSON.stringify(raw);
    take(document);
    if (JSON.stringify(raw) !== before) react([...items.keys()]);
  });
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("mousedown", ({ target }) => (down = target), true);
  document.addEventListener("mouseup", () => setTimeout(release), true);
  document.addEventListener("click", release, true);
  document.addEventListener("click", pressed);

  return {
    state,
    say,
    words: logic.words,
    ahead: logic.ahead,
    // Runs `help` for each question of this kind there is, and for those of occurrences still to come.
    help(selector, help) {
      document.querySelectorAll(selector).forEach(help);
      document.addEventListener("occurrence", (event) =>
        event.target.querySelectorAll(selector).forEach(help),
      );
    },
    // Puts `text` into `field` as if it had been typed.
    fill(field, text) {
      field.value = text;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    },
    button: (textContent, className) =>
      Object.assign(document.createElement("button"), { type: "button", className, textContent }),
    // Says what is wrong inside of `root`; hands back the first question with a fault, if any.
    tellAll(root) {
      const wrong = [...root.querySelectorAll(`${ASKED}:not([hidden])`)].filter((question) => {
        asked.add(addressOf(question));
        tell(addressOf(question), question);
        return state.problems.has(addressOf(question));
      });
      return wrong[0];
    },
  };
})();
