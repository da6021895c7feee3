// The twin of evaluate.py and lookups.py: the same trees (see script.py), the same values. Neither ever fails.
//
//   SurveyExpressions.evaluator(tree, setting) -> function (scope) -> text, number or boolean
//
// `setting` is what Setting.plain() says. A scope has: answers (by address), today ("2026-11-22"), now (a moment as
// now() says it, or nothing), here, at, language, columns, row, irrelevant (a Set of addresses).
const SurveyExpressions = (() => {
  "use strict";

  const { FUNCTIONS, MANY, boolean, equal, formatted, matches, number, text, valueOf } = SurveyFunctions;
  const MOST_OCCURRENCES = 200;
  const PLACE = Symbol("place");
  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

  // Where values are found.
  const address = (name, place) => (place ? name + "[" + place + "]" : name);
  const at = (scope, place) => (has(scope.answers, place) ? valueOf(scope.answers[place]) : "");
  const away = (scope, place) => Boolean(scope.irrelevant && scope.irrelevant.has(place));

  function occurrences(scope, repeat) {
    const figure = Math.trunc(Math.min(number(at(scope, repeat)), MOST_OCCURRENCES));
    return figure >= 1 ? Array.from({ length: figure }, (_, place) => place + 1) : [];
  }

  function said(labels, scope, setting) {
    const tags = [scope.language, setting.language, ...Object.keys(labels)];
    const tag = tags.find((one) => has(labels, one) && labels[one]);
    return tag === undefined ? "" : labels[tag];
  }

  function cell(row, name, scope, setting) {
    const found = row && has(row, name) ? row[name] : "";
    return typeof found === "object" ? said(found, scope, setting) : found;
  }

  function filtered(rows, filters, scope) {
    return filters.reduce((left, holds) => left.filter((row, place) => {
      const value = holds(Object.assign({}, scope, { columns: row, row: place + 1 }));
      return typeof value === "number" ? value === place + 1 : boolean(value);
    }), rows);
  }

  function inside(node, kinds) {
    return Array.isArray(node) && (kinds.includes(node[0]) || node.some((part) => inside(part, kinds)));
  }

  // The rows by their text under the column that a first filter [column = value] asks for; else nothing.
  function indexOf(node, rows, setting) {
    const first = node[3] || [], sides = first[0] === "=" ? first.slice(1) : [];
    const column = sides.find((side) => side[0] === "column"), wanted = sides.find((side) => side !== column);
    if (!column || inside(wanted, ["column", "row"])) return null;
    const index = new Map();
    for (const row of rows) {
      const key = has(row, column[1]) ? row[column[1]] : "";
      if (typeof key !== "string") return null;
      if (!index.has(key)) index.set(key, []);
      index.get(key).push(row);
    }
    return { index, wanted: build(wanted, setting) };
  }

  function buildRows(node, setting) {
    const rows = has(setting.rows, node[1]) ? setting.rows[node[1]] : [], known = indexOf(node, rows, setting);
    const filters = node.slice(3).map((part) => build(part, setting)), column = node[2] || "name";
    return (scope) => {
      const wanted = known && known.wanted(scope);
      const found = typeof wanted === "string"
        ? filtered(known.index.get(wanted) || [], filters.slice(1), scope) : filtered(rows, filters, scope);
      return found.map((row) => cell(row, column, scope, setting));
    };
  }

  function buildOccurrences(node, setting) {
    const [, repeat, item] = node, filters = node.slice(3).map((part) => build(part, setting));
    return (scope) => {
      const rows = occurrences(scope, repeat).map((place) => occurrence(scope, place));
      const kept = filtered(rows, filters, scope).map((row) => row[PLACE]);
      if (!item) return kept;
      return kept.map((place) => address(item, place)).filter((place) => !away(scope, place))
        .map((place) => at(scope, place));
    };
  }

  // The answers of one occurrence by name, as the columns of a row.
  function occurrence(scope, place) {
    const get = (_, name) => (name === PLACE ? place : at(scope, address(name, place)));
    return new Proxy({}, { get, getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }) });
  }

  // All values of a node: of occurrences and rows each one, of anything else the one it has.
  function buildMany(node, setting) {
    if (node[0] === "rows") return buildRows(node, setting);
    if (node[0] === "occurrences") return buildOccurrences(node, setting);
    const one = build(node, setting), name = node[1];
    if (node[0] !== "ref") return (scope) => [one(scope)];
    if (setting.counted.includes(name)) return (scope) => occurrences(scope, name);
    const repeat = has(setting.repeats, name) ? setting.repeats[name] : "";
    if (repeat && repeat !== setting.repeat) return buildOccurrences(["occurrences", repeat, name], setting);
    return (scope) => (away(scope, address(name, repeat && scope.at)) ? [] : [one(scope)]);
  }

  function buildReference(name, setting) {
    if (!has(setting.repeats, name)) return (scope) => at(scope, name);
    if (setting.repeats[name] === setting.repeat) return (scope) => at(scope, address(name, scope.at));
    return (scope) => at(scope, address(name, 1));
  }

  // Calls that need the day, the form, or what their arguments are rather than what they come to.
  const SPECIAL = {
    "format-date": (setting, [, , days, form]) => {
      const [value, pattern] = [days, form].map((part) => build(part, setting));
      const calendars = setting.calendar;
      return (scope) => formatted(
        number(value(scope)), text(pattern(scope)), calendars[has(calendars, scope.language) ? scope.language : "vi"]
      );
    },
    "indexed-repeat": (setting, [, , [, name], , place]) => {
      const which = build(place, setting);
      return (scope) => {
        const figure = number(which(scope));
        return figure >= 1 && figure < MOST_OCCURRENCES + 1 ? at(scope, address(name, Math.trunc(figure))) : "";
      };
    },
    "jr:choice-name": (setting, [, , chosen, [, name]]) => {
      const value = build(chosen, setting), choices = has(setting.labels, name) ? setting.labels[name] : {};
      return (scope) => {
        const known = text(value(scope)).split(/[ \t\r\n]+/).filter((one) => has(choices, one));
        return FUNCTIONS.join(", ", [known.map((one) => said(choices[one], scope, setting))]);
      };
    },
    now: () => (scope) => FUNCTIONS["date-time"](scope.now || scope.today),
    once: (setting, [, , first]) => {
      const value = build(first, setting);
      return (scope) => (valueOf(scope.here) === "" ? value(scope) : valueOf(scope.here));
    },
    pulldata: (setting, [, , [, table], [, column], [, key], wanted]) => {
      const value = build(wanted, setting), found = new Map();
      const rows = has(setting.rows, table) ? setting.rows[table] : [];
      const under = (row, name) => (has(row, name) ? String(row[name]) : "");
      for (const row of rows) if (!found.has(under(row, key))) found.set(under(row, key), under(row, column));
      return (scope) => (text(value(scope)) && found.get(text(value(scope)))) || "";
    },
    regex: (setting, [, , subject, [, program]]) => {
      const value = build(subject, setting);
      return (scope) => matches(program, text(value(scope)));
    },
    today: () => (scope) => scope.today,
    version: (setting) => () => setting.version,
  };
  SPECIAL["format-date-time"] = SPECIAL["format-date"];

  function buildCall(node, setting) {
    const [, name, ...parts] = node;
    if (has(SPECIAL, name)) return SPECIAL[name](setting, node);
    const apply = FUNCTIONS[name], many = has(MANY, name) ? MANY[name] : parts.length;
    const ones = parts.slice(0, many).map((part) => build(part, setting));
    const lists = parts.slice(many).map((part) => buildMany(part, setting));
    return (scope) => {
      const values = ones.map((one) => one(scope));
      return apply(...values, ...(has(MANY, name) ? [lists.map((list) => list(scope))] : []));
    };
  }

  const ARITHMETIC = {
    "<": (left, right) => left < right, "<=": (left, right) => left <= right,
    ">": (left, right) => left > right, ">=": (left, right) => left >= right,
    "+": (left, right) => left + right, "-": (left, right) => left - right, "*": (left, right) => left * right,
    div: (left, right) => left / right, mod: (left, right) => left % right,
  };

  function buildOperation(name, left, right) {
    switch (name) {
      case "and": return (scope) => boolean(left(scope)) && boolean(right(scope));
      case "or": return (scope) => boolean(left(scope)) || boolean(right(scope));
      case "=": return (scope) => equal(left(scope), right(scope));
      case "!=": return (scope) => !equal(left(scope), right(scope));
    }
    const reckon = ARITHMETIC[name];
    return (scope) => reckon(number(left(scope)), number(right(scope)));
  }

  function build(node, setting) {
    switch (node[0]) {
      case "num": case "str": return () => node[1];
      case "ref": return buildReference(node[1], setting);
      case "self": return (scope) => valueOf(scope.here);
      case "at": return (scope) => scope.at || 0;
      case "row": return (scope) => scope.row || 0;
      case "column": return (scope) => cell(scope.columns, node[1], scope, setting);
      case "rows": case "occurrences": {
        const many = buildMany(node, setting);
        return (scope) => many(scope).concat("")[0];
      }
      case "neg": {
        const operand = build(node[1], setting);
        return (scope) => -number(operand(scope));
      }
      case "call": return buildCall(node, setting);
    }
    return buildOperation(node[0], build(node[1], setting), build(node[2], setting));
  }

  const NOWHERE = { repeat: "", repeats: {}, counted: [], rows: {}, labels: {}, language: "vi", version: "" };

  return { boolean, equal, number, text, valueOf, evaluator: (tree, setting) => build(tree, setting || NOWHERE) };
})();
