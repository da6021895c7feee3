/* The twin of forms.check for the screens in front of somebody: what is asked, calculated and wrong.

   SurveyJudge(logic, raw) judges `raw` (address -> text or list of texts) by what forms/page/logic.py sent and
   hands back its state. `change(names)` judges again what depends on these items, and on nothing else. The
   server judges everything once more; this only says beforehand what it will say. */
"use strict";

// eslint-disable-next-line no-unused-vars
const SurveyJudge = (logic, raw) => {
  const items = logic.items;
  const at = new Map(items.map((item, place) => [item.name, place]));
  const values = new Map(); // name of an item -> the places of those whose asking, value or choices look at it
  const verdicts = new Map(); // ... -> the places of those whose constraint or requirement does
  const state = {
    raw,
    answers: { ...logic.answers },
    irrelevant: new Set(),
    problems: new Map(), // address -> {code, values}
    allowed: new Map(), // address -> the names of the choices a filter leaves
  };
  const run = logic.trees.map((tree) => SurveyExpressions.evaluator(tree, logic.setting));
  const scope = {
    answers: state.answers,
    today: logic.today,
    now: logic.now,
    language: logic.language,
    here: null,
    at: 0,
    columns: null,
  };

  items.forEach((item, place) => {
    for (const name of item.uses || []) add(values, name, place);
    for (const name of item.verdict || []) add(verdicts, name, place);
    if (item.repeat) add(values, item.repeat, place);
  });

  function add(graph, name, place) {
    if (!graph.has(name)) graph.set(name, []);
    graph.get(name).push(place);
  }

  function value(tree, occurrence, here = null, columns = null) {
    scope.at = occurrence;
    scope.here = here;
    scope.columns = columns;
    return run[tree](scope);
  }

  const holds = (tree, ...where) => SurveyExpressions.boolean(value(tree, ...where));

  function occurrences(item) {
    if (!item.repeat) return [0];
    return Array.from({ length: state.answers[item.repeat] || 0 }, (_, place) => place + 1);
  }

  // One item in one occurrence: whether it is asked, and its answer. Says whether either is another now.
  function step(item, occurrence) {
    const place = SurveyJudge.address(item.name, occurrence);
    const before = state.answers[place];
    const hidden = state.irrelevant.has(place);
    delete state.answers[place];
    state.problems.delete(place);
    state.irrelevant.delete(place);
    if (!(item.relevant || []).every((tree) => holds(tree, occurrence))) state.irrelevant.add(place);
    else take(item, occurrence, place);
    return hidden !== state.irrelevant.has(place) || !same(before, state.answers[place]);
  }

  function take(item, occurrence, place) {
    let answer = null;
    try {
      answer = answered(item, occurrence, place);
    } catch (fault) {
      if (!fault.code) throw fault;
      state.problems.set(place, fault);
    }
    if (answer !== null) state.answers[place] = answer;
  }

  function answered(item, occurrence, place) {
    const given = raw[place];
    const calculated = item.calculation !== undefined;
    if (calculated && !(item.kept && given)) return kept(value(item.calculation, occurrence, given ?? null));
    if (item.filter !== undefined) filter(item, occurrence, place);
    const answer = SurveyReaders.read(item, given, logic);
    const allowed = state.allowed.get(place);
    if (answer !== null && allowed) {
      const gone = [].concat(answer).find((name) => !allowed.has(name));
      if (gone !== undefined) throw { code: "answer_choice_filtered", values: { given: gone } };
    }
    return answer;
  }

  function filter(item, occurrence, place) {
    const left = logic.choices[item.list].filter((row) => holds(item.filter, occurrence, null, row));
    state.allowed.set(place, new Set(left.map((row) => row.name)));
  }

  function kept(result) {
    if (typeof result === "number") return Number.isFinite(result) ? result : null;
    return SurveyExpressions.text(result) || null;
  }

  function judge(item, occurrence) {
    const place = SurveyJudge.address(item.name, occurrence);
    const found = state.problems.get(place);
    if (found && !JUDGED.has(found.code)) return;
    state.problems.delete(place);
    if (state.irrelevant.has(place)) return;
    const answer = state.answers[place] ?? null;
    if (answer === null) {
      const required = item.required;
      if (required === true || (typeof required === "number" && holds(required, occurrence)))
        state.problems.set(place, { code: "answer_required", values: {} });
    } else if (item.constraint !== undefined && !holds(item.constraint, occurrence, answer)) {
      state.problems.set(place, { code: "answer_constraint", values: {} });
    }
  }

  // Judges again the items called `names` and all that depends on them; hands back the addresses it looked at.
  function change(names) {
    const due = new Set(names.map((name) => at.get(name)).filter((place) => place !== undefined));
    const verdict = new Set(due);
    const seen = new Set();
    for (const name of names) look(name, due, verdict);
    for (let place = 0; place < items.length; place += 1) {
      if (!due.has(place)) continue;
      const item = items[place];
      verdict.add(place);
      let other = false;
      for (const occurrence of occurrences(item)) {
        other = step(item, occurrence) || other;
        seen.add(SurveyJudge.address(item.name, occurrence));
      }
      if (other) look(item.name, due, verdict);
    }
    for (const place of verdict)
      for (const occurrence of occurrences(items[place])) {
        judge(items[place], occurrence);
        seen.add(SurveyJudge.address(items[place].name, occurrence));
      }
    return seen;
  }

  function look(name, due, verdict) {
    for (const place of values.get(name) || []) due.add(place);
    for (const place of verdicts.get(name) || []) verdict.add(place);
  }

  const JUDGED = new Set(["answer_required", "answer_constraint"]);
  const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);
  change(items.map((item) => item.name));
  return Object.assign(state, { change, value });
};

SurveyJudge.address = (name, occurrence) => (occurrence ? `${name}[${occurrence}]` : name);
