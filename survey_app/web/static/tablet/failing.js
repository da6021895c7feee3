/* Which answers of a checklist fail, as the office will find it: the twin of forms/failures.py. */
"use strict";

const Failing = (() => {
  const { say } = Words;
  const items = JSON.parse(document.getElementById("form-failing")?.textContent || "{}");
  const tests = new Map(); // an item's name -> its expression, ready to be asked

  function test(name, { tree, repeat }) {
    if (!tree || typeof SurveyExpressions === "undefined") return null;
    const { setting } = JSON.parse(document.querySelector("script.form-logic").textContent);
    if (!tests.has(name)) tests.set(name, SurveyExpressions.evaluator(tree, { ...setting, repeat }));
    return tests.get(name);
  }

  // What is to be said of a question whose answer fails; "" for one that does not.
  function of(question) {
    const { item: name, at } = question.dataset;
    const found = items[name];
    if (!found) return "";
    const address = at === "0" ? name : `${name}[${at}]`;
    const chosen = [Drafts.current.answers[address]].flat();
    return found.choices.some((one) => chosen.includes(one)) || holds(name, found, address, Number(at)) ? say(`fails_${found.severity}`) : "";
  }

  function holds(name, found, address, at) {
    const asked = test(name, found);
    const state = typeof SurveyForm === "undefined" ? null : SurveyForm.state;
    if (!asked || !state || state.answers[address] === undefined) return false;
    const { today, now, language } = JSON.parse(document.querySelector("script.form-logic").textContent);
    const scope = { answers: state.answers, irrelevant: state.irrelevant, today, now, language, here: state.answers[address], at, columns: null, row: 0 };
    return SurveyExpressions.boolean(asked(scope));
  }

  return { of };
})();
