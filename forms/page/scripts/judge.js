/* The twin of forms.check for the screens in front of somebody: what is asked, calculated and wrong.

   SurveyJudge(logic, raw) judges `raw` (address -> text or list of texts) by what forms/page/logic.py sent.
   `change(names)` judges these items and what hangs on them, and nothing else. The server judges everything once
   more; this only says beforehand what it will say. */
"use strict";

const SurveyJudge = (logic, raw) => {
  const MOST_OCCURRENCES = 200;
  const LARGEST_COUNT = 1000000; // that is told
  const LATE = new Set(["answer_required", "answer_constraint"]); // said once all answers stand
  const { items } = logic;
  const at = new Map(items.map((item, place) => [item.name, place]));
  const cut = new Set(logic.cut);
  const values = new Map(); // a name -> the places of the items whose asking, value or choices look at it
  const verdicts = new Map(); // ... -> of those whose constraint or requirement does
  const judge = {
    answers: logic.answers,
    irrelevant: new Set(logic.irrelevant),
    problems: new Map(),
    allowed: new Map(),
  };
  const { answers, irrelevant, problems, allowed } = judge;
  const scope = { answers, irrelevant, today: logic.today, now: logic.now, language: logic.language };
  const run = logic.trees.map(([repeat, tree]) =>
    SurveyExpressions.evaluator(tree, { ...logic.setting, repeat }),
  );
  const conversion = (name) => SurveyExpressions.evaluator(["call", name, ["self"]], logic.setting);
  const [dayText, momentText] = [conversion("date"), conversion("date-time")];
  const { boolean, number, text } = SurveyExpressions;

  items.forEach((item, place) => {
    item.names = logic.lists[item.list] || [];
    const looks = (graph, trees) =>
      trees
        .filter(Number.isInteger)
        .forEach((tree) => logic.trees[tree][2].forEach((name) => add(graph, name, place)));
    looks(values, [...(item.relevant || []), item.calculation, item.filter, item.default]);
    looks(verdicts, [item.required, item.constraint]);
    for (const name of [item.repeat, item.trigger]) if (name) add(values, name, place);
  });

  function add(graph, name, place) {
    if (!graph.has(name)) graph.set(name, new Set());
    graph.get(name).add(place);
  }

  function value(tree, occurrence, here = null, columns = null, row = 0) {
    return run[tree](Object.assign(scope, { at: occurrence, here, columns, row }));
  }

  const holds = (...where) => boolean(value(...where));
  const isRelevant = (item, occurrence) =>
    !cut.has(item.name) && (item.relevant || []).every((tree) => holds(tree, occurrence));

  function occurrences(item) {
    return item.repeat ? Array.from({ length: answers[item.repeat] || 0 }, (_, place) => place + 1) : [0];
  }

  function forget(place) {
    delete answers[place];
    for (const kept of [irrelevant, problems, allowed]) kept.delete(place);
  }

  // How often a repeat is asked. Occurrences that are no longer there are forgotten.
  function count(repeat) {
    const before = answers[repeat.name] || 0;
    const hidden = irrelevant.has(repeat.name);
    forget(repeat.name);
    if (isRelevant(repeat, 0)) answers[repeat.name] = times(repeat);
    else irrelevant.add(repeat.name);
    const now = answers[repeat.name] || 0;
    for (const item of items)
      if (item.repeat === repeat.name)
        for (let gone = now + 1; gone <= before; gone += 1) forget(SurveyJudge.address(item.name, gone));
    return now !== before || hidden !== irrelevant.has(repeat.name);
  }

  function times(repeat) {
    const figure =
      repeat.calculation === undefined ? Number(raw[repeat.name] || 0) : number(value(repeat.calculation, 0));
    const n = Number.isNaN(figure) ? 0 : Math.min(Math.max(Math.trunc(figure), 0), LARGEST_COUNT);
    if (n > MOST_OCCURRENCES)
      problems.set(repeat.name, { code: "repeat_too_many", values: { n, most: MOST_OCCURRENCES } });
    return Math.min(n, MOST_OCCURRENCES);
  }

  // One item in one occurrence: whether it is asked, and its answer. Says whether either is another now.
  function step(item, occurrence) {
    const place = SurveyJudge.address(item.name, occurrence);
    const before = answers[place];
    const hidden = irrelevant.has(place);
    forget(place);
    if (!isRelevant(item, occurrence)) irrelevant.add(place);
    else {
      try {
        const answer = answerOf(item, occurrence, place);
        if (answer !== null) answers[place] = answer;
      } catch (fault) {
        if (!fault.code) throw fault;
        problems.set(place, fault);
      }
    }
    return hidden !== irrelevant.has(place) || !same(before, answers[place]);
  }

  function answerOf(item, occurrence, place) {
    if (item.filter !== undefined) filter(item, occurrence, place);
    let kept = null;
    if (item.calculation === undefined || item.keeps || item.trigger)
      kept = SurveyReaders.read(item, raw[place], item.names);
    if (item.calculation !== undefined) kept = calculated(item, occurrence, kept);
    else if (kept === null && item.fills && item.default !== undefined)
      kept = fit(item, value(item.default, occurrence));
    if (kept !== null) offered(item, [].concat(kept), place);
    return kept;
  }

  function calculated(item, occurrence, kept) {
    if (item.trigger && (kept !== null || !triggered(item, occurrence))) return kept;
    return fit(item, value(item.calculation, occurrence, kept));
  }

  function triggered(item, occurrence) {
    const inside = items[at.get(item.trigger)]?.repeat === item.repeat;
    const answer = answers[SurveyJudge.address(item.trigger, inside ? occurrence : 0)];
    return answer !== undefined && answer !== "";
  }

  function filter(item, occurrence, place) {
    const rows = logic.rows[item.list];
    const left = rows.filter((row, at) => holds(item.filter, occurrence, null, row, at + 1));
    allowed.set(place, new Set(left.map((row) => row.name)));
  }

  function offered(item, chosen, place) {
    const left = allowed.get(place);
    const gone = left && chosen.find((name) => !left.has(name));
    if (gone !== undefined) throw { code: "answer_choice_filtered", values: { given: gone } };
    const most = left ? left.size : item.names.length;
    if (item.type === "rank" && chosen.length < most)
      throw { code: "answer_rank_partial", values: { n: chosen.length, most } };
  }

  // What an expression gave as an answer of the item's type; null where it is none.
  function fit(item, result) {
    if (typeof result === "number" && !Number.isFinite(result)) return null;
    if (item.unseen) return typeof result === "number" ? result + 0 : text(result) || null;
    try {
      return SurveyReaders.read(item, shaped(item.type, result), item.names);
    } catch (fault) {
      if (!fault.code) throw fault;
      return null; // the form's author is at fault
    }
  }

  function shaped(type, result) {
    const figure = number(result);
    const numeric = typeof result === "number";
    if (["integer", "decimal", "range"].includes(type) && Number.isFinite(figure))
      return String(type === "integer" ? Math.trunc(figure) : figure);
    if (type === "date")
      return numeric ? text(dayText(Object.assign(scope, { here: result }))) : text(result).split("T")[0];
    if (type !== "datetime" && type !== "time") return text(result);
    const moment = numeric ? text(momentText(Object.assign(scope, { here: result }))) : text(result);
    return type === "time" ? moment.slice(moment.lastIndexOf("T") + 1) : moment;
  }

  // Once all answers stand: what is required and missing, what a constraint does not allow.
  function verdict(item, occurrence) {
    const place = SurveyJudge.address(item.name, occurrence);
    const found = problems.get(place);
    if (found && !LATE.has(found.code)) return;
    problems.delete(place);
    if (irrelevant.has(place)) return;
    const answer = answers[place] ?? null;
    const { required, constraint } = item;
    if (answer === null) {
      if (required === true || (required !== undefined && holds(required, occurrence)))
        problems.set(place, { code: "answer_required", values: {} });
    } else if (constraint !== undefined && !holds(constraint, occurrence, answer))
      problems.set(place, { code: "answer_constraint", values: {} });
  }

  // Judges the items and repeats called `names` and all that hangs on them; hands back the addresses it looked at.
  judge.change = (names) => {
    const due = new Set(names.map((name) => at.get(name)).filter((place) => place !== undefined));
    const late = new Set(due);
    const seen = new Set();
    const look = (name) => {
      for (const place of values.get(name) || []) due.add(place);
      for (const place of verdicts.get(name) || []) late.add(place);
    };
    names.forEach(look);
    items.forEach((item, place) => {
      if (!due.has(place)) return;
      late.add(place);
      if (item.counts) {
        seen.add(item.name);
        if (count(item)) look(item.name);
        return;
      }
      let other = false;
      for (const occurrence of occurrences(item)) {
        other = step(item, occurrence) || other;
        seen.add(SurveyJudge.address(item.name, occurrence));
      }
      if (other || item.repeat) look(item.name);
    });
    for (const place of late) {
      if (items[place].counts) continue;
      for (const occurrence of occurrences(items[place])) {
        verdict(items[place], occurrence);
        seen.add(SurveyJudge.address(items[place].name, occurrence));
      }
    }
    return seen;
  };

  // What a trigger writes into the item's field, and what an added occurrence starts with.
  judge.calculate = (item, occurrence) => plain(fit(item, value(item.calculation, occurrence)));
  judge.initial = (item, occurrence) => plain(fit(item, value(item.default, occurrence)));
  judge.occurrences = occurrences;

  const plain = (answer) => text(SurveyExpressions.valueOf(answer));
  const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);
  return judge;
};

SurveyJudge.address = (name, occurrence) => (occurrence ? `${name}[${occurrence}]` : name);
