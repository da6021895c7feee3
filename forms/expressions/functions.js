// The twin of values.py, dates.py, figures.py, texts.py and patterns.py: what expressions reckon with.
const SurveyFunctions = (() => {
  "use strict";

  const DAY = 86400000, LONGEST = 10000, LONGEST_MATCHED = 250;
  const CLOCK = "([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?(Z|[+-]\\d\\d:?\\d\\d)?";
  const MOMENT = new RegExp("^(\\d{4}-\\d\\d-\\d\\d)(?:T" + CLOCK + ")?$");
  const HOUR = new RegExp("^" + CLOCK + "$");
  const finite = Number.isFinite;

  // Values.
  function valueOf(answer) {
    if (answer === undefined || answer === null) return "";
    return Array.isArray(answer) ? answer.join(" ") : answer;
  }

  function number(value) {
    if (typeof value !== "string") return Number(value);
    const written = value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    return /^-?(\d+(\.\d*)?|\.\d+)$/.test(written) ? Number(written) : daysOf(written);
  }

  function text(value) {
    if (typeof value !== "number") return String(value);
    if (!finite(value)) return String(value);
    if (Number.isInteger(value)) return BigInt(value).toString();
    const parts = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(String(value));
    return parts ? parts[1] + "0." + "0".repeat(parts[4] - 1) + parts[2] + (parts[3] || "") : String(value);
  }

  function boolean(value) {
    return typeof value === "number" ? value === value && value !== 0 : Boolean(value);
  }

  function equal(left, right) {
    if (typeof left === "boolean" || typeof right === "boolean") return boolean(left) === boolean(right);
    if (typeof left === "number" || typeof right === "number") return number(left) === number(right);
    return left === right;
  }

  const words = (value) => text(value).split(/[ \t\r\n]+/).filter(Boolean);
  const letters = (value) => Array.from(text(value));

  // Days, times and moments: days since 1970-01-01 on the clock of Viet Nam.
  function passed(hour, minute, second, fraction, zone) {
    const since = ((+hour * 60 + +minute) * 60 + +(second || 0)) * 1000 + +(fraction || "").padEnd(3, "0").slice(0, 3);
    if (!zone) return since;
    const offset = zone === "Z" ? 0 : (+zone.slice(1, 3) * 60 + +zone.slice(-2)) * 60000;
    return since + 25200000 - (zone[0] === "-" ? -offset : offset);
  }

  function daysOf(written) {
    const found = MOMENT.exec(written), hour = found ? null : HOUR.exec(written);
    if (hour) return (((passed(...hour.slice(1)) % DAY) + DAY) % DAY) / DAY;
    const first = found ? Date.parse(found[1] + "T00:00:00Z") : NaN;
    if (!finite(first) || found[1] < "0001" || new Date(first).toISOString().slice(0, 10) !== found[1]) return NaN;
    return found[2] === undefined ? first / DAY : (first + passed(...found.slice(2))) / DAY;
  }

  // The moment's parts, as ISO writes them ("2026-11-22T14:30:00.000Z"); "" for none.
  function written(days) {
    if (!(days >= -719162 && days < 2932897)) return "";
    const moment = Math.floor(days * DAY + 0.5);
    return moment < 2932897 * DAY ? new Date(moment).toISOString() : "";
  }

  function momentOf(days) {
    const moment = written(days);
    return moment && moment.replace("Z", "+07:00");
  }

  function formatted(days, pattern, calendar) {
    const moment = written(days);
    if (!moment) return "";
    const [year, month, day, hour, minute, second, thousandths] = moment.split(/[-T:.Z]/);
    const parts = {
      Y: year, y: year.slice(2), m: month, n: String(+month), b: calendar[0][month - 1], d: day, e: String(+day),
      a: calendar[1][new Date(moment).getUTCDay()], H: hour, h: String(+hour), M: minute, S: second, 3: thousandths,
      "%": "%",
    };
    return pattern.replace(/%([YymnbdeaHhMS3%])/g, (_, mark) => parts[mark]);
  }

  // Patterns: a text is run through the program once, all ways at the same time.
  function reached(waiting, program, place, end) {
    const found = new Set();
    while (waiting.length) {
      const at = waiting.pop(), step = program[at];
      if (found.has(at)) continue;
      found.add(at);
      if (step[0] === "|" || step[0] === "j") waiting.push(...step.slice(1));
      else if ((step[0] === "^" && place === 0) || (step[0] === "$" && place === end)) waiting.push(at + 1);
    }
    return found;
  }

  function takes(step, code) {
    for (let part = 2; part < step.length; part += 2) {
      if (step[part] <= code && code <= step[part + 1]) return !step[1];
    }
    return step[1];
  }

  function matches(program, subject) {
    const characters = Array.from(subject), end = characters.length;
    if (end > LONGEST_MATCHED) return false;
    let current = reached([0], program, 0, end);
    for (let place = 0; place < end && current.size; place += 1) {
      const code = characters[place].codePointAt(0), through = [];
      current.forEach((at) => {
        if (program[at][0] === "c" && takes(program[at], code)) through.push(at + 1);
      });
      current = reached(through, program, place + 1, end);
    }
    return Array.from(current).some((at) => program[at][0] === "m");
  }

  // Numbers. What two machines may round differently is cut to 12 digits.
  const cut = (figure) => (finite(figure) ? Number(figure.toPrecision(12)) : figure);
  const real = (apply) => (value) => cut(apply(number(value)));
  const truncated = (figure) => (finite(figure) ? Math.trunc(figure) + 0 : NaN);
  const near = (figure) => Math.floor(figure + 0.5);
  const flat = (lists) => [].concat(...lists);

  function rounded(value, digits) {
    const figure = number(value), scale = digits === undefined ? 0 : number(digits);
    if (!finite(figure) || !finite(scale)) return NaN;
    const step = Number("1e" + Math.max(-15, Math.min(15, Math.trunc(scale))));
    const scaled = figure * step + 0.5;
    return finite(scaled) ? Math.floor(scaled) / step : figure;
  }

  function extreme(lists, beats) {
    const figures = flat(lists).map(number);
    if (!figures.length || figures.some((figure) => figure !== figure)) return NaN;
    return figures.reduce((found, figure) => (beats(figure, found) ? figure : found));
  }

  // Texts.
  function clipped(place, length) {
    const figure = number(place);
    if (figure !== figure) return 0;
    return Math.trunc(Math.max(0, Math.min(length, figure < 0 ? figure + length : figure)));
  }

  function exchanged(value, old, fresh) {
    const table = new Map(), others = letters(fresh);
    letters(old).forEach((one, place) => table.has(one) || table.set(one, others[place] || ""));
    return letters(value).map((part) => (table.has(part) ? table.get(part) : part)).join("");
  }

  function joined(mark, lists) {
    let result = null;
    for (const value of flat(lists)) {
      result = result === null ? text(value) : result + text(mark) + text(value);
      if (result.length > 2 * LONGEST) break;
    }
    return result && result.length > LONGEST ? letters(result).slice(0, LONGEST).join("") : result || "";
  }

  const ticks = (value) => (typeof value === "string" ? value === "yes" : boolean(value));

  function within(figure, least, most) {
    const low = number(least), high = number(most);
    return (low < 0 || figure >= low) && (high < 0 || figure <= high);
  }

  function weighed(least, most, lists) {
    let result = 0;
    for (let place = 0; place + 1 < lists.length; place += 2) {
      lists[place].slice(0, lists[place + 1].length).forEach((value, row) => {
        result += ticks(value) ? number(lists[place + 1][row]) : 0;
      });
    }
    return within(result, least, most);
  }

  // How many of the first arguments of a function of many are single values; the others are lists.
  const MANY = {
    checklist: 2, concat: 0, count: 0, "count-non-empty": 0, join: 1, max: 0, min: 0, sum: 0, "weighted-checklist": 2,
  };
  const FUNCTIONS = {
    abs: (value) => Math.abs(number(value)),
    acos: real(Math.acos), asin: real(Math.asin), atan: real(Math.atan), cos: real(Math.cos), exp: real(Math.exp),
    log: real(Math.log), log10: real(Math.log10), sin: real(Math.sin), tan: real(Math.tan),
    atan2: (opposite, adjacent) => cut(Math.atan2(number(opposite), number(adjacent))),
    boolean,
    "boolean-from-string": (value) => text(value) === "1" || text(value) === "true",
    ceiling: (value) => Math.ceil(number(value)) + 0,
    checklist: (least, most, lists) => within(flat(lists).filter(ticks).length, least, most),
    coalesce: (...values) => {
      const found = values.find((value) => text(value) !== "");
      return found === undefined ? "" : found;
    },
    concat: (lists) => joined("", lists),
    contains: (value, part) => text(value).includes(text(part)),
    count: (lists) => flat(lists).length,
    "count-non-empty": (lists) => flat(lists).filter((value) => text(value) !== "").length,
    "count-selected": (several) => words(several).length,
    date: (value) => written(number(value)).slice(0, 10),
    "date-time": (value) => momentOf(number(value)),
    "decimal-date-time": number,
    "decimal-time": (value) => {
      const figure = number(value);
      return finite(figure) ? Math.floor((figure - Math.floor(figure)) * DAY + 0.5) / DAY : NaN;
    },
    "ends-with": (value, part) => text(value).endsWith(text(part)),
    exp10: (value) => cut(Math.pow(10, number(value))),
    false: () => false,
    floor: (value) => Math.floor(number(value)) + 0,
    if: (condition, then, otherwise) => (boolean(condition) ? then : otherwise),
    int: (value) => truncated(number(value)),
    join: joined,
    max: (lists) => extreme(lists, (one, other) => one > other),
    min: (lists) => extreme(lists, (one, other) => one < other),
    "normalize-space": (value) => words(value).join(" "),
    not: (value) => !boolean(value),
    number,
    pi: () => Math.PI,
    pow: (base, exponent) => cut(Math.pow(number(base), number(exponent))),
    round: rounded,
    selected: (several, one) => words(several).includes(text(one)),
    "selected-at": (several, place) => {
      const chosen = words(several), figure = number(place);
      return figure >= 0 && figure < chosen.length ? chosen[Math.trunc(figure)] : "";
    },
    sqrt: (value) => (number(value) >= 0 ? Math.sqrt(number(value)) : NaN),
    "starts-with": (value, part) => text(value).startsWith(text(part)),
    string: text,
    "string-length": (value) => letters(value).length,
    substr: (value, start, end) => {
      const whole = letters(value), length = whole.length;
      return whole.slice(clipped(start, length), end === undefined ? length : clipped(end, length)).join("");
    },
    substring: (value, start, length) => {
      const first = near(number(start)), end = first + near(length === undefined ? Infinity : number(length));
      return letters(value).filter((_, place) => first <= place + 1 && place + 1 < end).join("");
    },
    "substring-after": (value, mark) => {
      const place = text(value).indexOf(text(mark));
      return place < 0 ? "" : text(value).slice(place + text(mark).length);
    },
    "substring-before": (value, mark) => text(value).slice(0, Math.max(0, text(value).indexOf(text(mark)))),
    sum: (lists) => flat(lists).reduce((sum, value) => sum + number(value), 0),
    translate: exchanged,
    true: () => true,
    "weighted-checklist": weighed,
  };

  return { FUNCTIONS, MANY, boolean, equal, formatted, matches, number, text, valueOf };
})();
