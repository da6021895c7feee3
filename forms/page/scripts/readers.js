/* The twin of forms/answers: from what was typed to the answer that is kept, or null for a blank.

   SurveyReaders.read(item, given, names) throws {code, values} for what is no answer of its type. Only what a
   page of ours can send is read: letters no file can hold cannot be typed. */
"use strict";

const SurveyReaders = (() => {
  const LONGEST = 2000;
  const LARGEST = 1e15;
  const EDGES = /^[^\S\uFEFF]+|[^\S\uFEFF]+$/g;
  const INTEGER = /^[+-]?\d{1,20}$/;
  const DECIMAL = /^[+-]?(\d{1,20}([.,]\d{0,20})?|[.,]\d{1,20})([eE][+-]?\d{1,3})?$/;
  const GROUPED = /^[+-]?[1-9]\d{0,2}([., \u00a0\u202f])\d{3}((?:\1\d{3})*)([.,]\d{1,20})?$/;
  const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
  const DAY_IN_FIGURES = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
  const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
  const TIME_IN_WORDS = /^(\d{1,2})\s?(?:h|g|giờ)(?:\s?(\d{2})(?:\s?(?:p|ph|phút))?)?$/i;
  const FIGURE = /^[+-]?\d{1,9}(?:[.,]\d{0,20})?$/;
  const PAIR = /([+-]?\d{1,3}\.\d{1,20}),([+-]?\d{1,3}\.\d{1,20})/g;
  const BOUNDS = [
    [-90, 90],
    [-180, 180],
    [-12000, 100000],
    [0, 1e7],
  ];
  const HOURS_EAST = 7;

  const fault = (code, values = {}) => ({ code, values });
  const short = (text) => [...text].slice(0, 60).join("");
  const clean = (text) =>
    text
      .replace(/\r\n?|[\v\f\x85]/g, "\n")
      .normalize("NFC")
      .replace(EDGES, "");
  const two = (figure) => String(figure).padStart(2, "0");

  function single(given) {
    if (!Array.isArray(given)) return clean(given ?? "");
    if (given.length > 1) throw fault("answer_single", { n: given.length });
    return clean(given[0] ?? "");
  }

  const several = (given) =>
    []
      .concat(given ?? [])
      .flatMap((part) => clean(part).split(/[^\S\uFEFF]+/))
      .filter(Boolean);

  function known(chosen, names) {
    const unknown = chosen.filter((name) => !names.includes(name)).sort();
    if (unknown.length) throw fault("answer_choice", { given: short(unknown[0]) });
    return chosen.length ? chosen : null;
  }

  function ranked(given, names) {
    const chosen = several(given);
    known(chosen, names);
    const twice = chosen.find((name, place) => chosen.indexOf(name) !== place);
    if (twice) throw fault("answer_rank_twice", { given: short(twice) });
    return chosen.length ? chosen : null;
  }

  function ungrouped(text) {
    const found = GROUPED.exec(text);
    if (!found) return text;
    const [, mark, more, rest = ""] = found;
    if (rest[0] === mark || (".,".includes(mark) && !rest && !more)) return text;
    return (
      text
        .slice(0, text.length - rest.length)
        .split(mark)
        .join("") + rest.replace(",", ".")
    );
  }

  function integer(text) {
    const figure = ungrouped(text);
    if (!INTEGER.test(figure)) throw fault("answer_integer", { given: short(text) });
    if (!Number.isSafeInteger(Number(figure))) throw fault("answer_number_large", { given: text });
    return Number(figure) + 0;
  }

  function decimal(text) {
    const figure = ungrouped(text);
    if (!DECIMAL.test(figure)) throw fault("answer_decimal", { given: short(text) });
    const value = Number(figure.replace(",", "."));
    if (!(Math.abs(value) <= LARGEST)) throw fault("answer_number_large", { given: text });
    return value + 0;
  }

  function range(text, item) {
    const value = decimal(text);
    const [start, end, step] = item.range;
    const [least, most] = [Math.min(start, end), Math.max(start, end)];
    const given = SurveyExpressions.text(value);
    if (value < least || value > most) throw fault("answer_range", { given, least, most });
    const steps = (value - start) / step;
    if (step && Math.abs(steps - Math.round(steps)) > 1e-9)
      throw fault("answer_range_step", { given, start, step });
    return value;
  }

  function dayOf(text) {
    let found = DAY.exec(text);
    if (!found && (found = DAY_IN_FIGURES.exec(text))) found = [text, found[3], found[2], found[1]];
    if (!found) return null;
    const [year, month, day] = found.slice(1).map(Number);
    const made = new Date(Date.UTC(2000, month - 1, day));
    made.setUTCFullYear(year, month - 1, day);
    return year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made : null;
  }

  const isoDay = (day) => day.toISOString().slice(-24, -14);

  // The moment of a day and a time as typed; one of another zone is turned into Việt Nam's.
  function momentOf(day, text) {
    const found = TIME.exec(text) || TIME_IN_WORDS.exec(text);
    if (!day || !found) return null;
    const [hours, minutes] = [Number(found[1]), Number(found[2] || 0)];
    const zone = found.length > 3 ? found[4] : undefined;
    const seconds = found.length > 3 ? Number(found[3] || 0) : 0;
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    const made = new Date(day);
    made.setUTCHours(hours, minutes - (zone ? offset(zone) : 0), seconds);
    return made;
  }

  function offset(zone) {
    const minutes = zone === "Z" ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
    return (zone[0] === "-" ? -minutes : minutes) - HOURS_EAST * 60;
  }

  function isoTime(moment) {
    const parts = [moment.getUTCHours(), moment.getUTCMinutes(), moment.getUTCSeconds()];
    return parts
      .slice(0, parts[2] ? 3 : 2)
      .map(two)
      .join(":");
  }

  function time(text) {
    const moment = momentOf(new Date(Date.UTC(2000, 0, 1)), text);
    if (!moment) throw fault("answer_time", { given: short(text) });
    return isoTime(moment);
  }

  function datetime(text) {
    let [day, hour] = [text.slice(0, 10), text.slice(11)];
    if (text[10] !== "T" || !DAY.test(day)) {
      const [first, last] = [text.indexOf(" "), text.lastIndexOf(" ")];
      [day, hour] = first < 0 ? [text, ""] : [text.slice(0, first), text.slice(first + 1)];
      const start = day.replace(/,+$/, "");
      if (!DAY.test(start) && !DAY_IN_FIGURES.test(start))
        [day, hour] = [text.slice(last + 1), text.slice(0, Math.max(last, 0))];
    }
    const moment = momentOf(dayOf(day.replace(/,+$/, "")), hour.replace(EDGES, "").replace(/,+$/, ""));
    if (!moment) throw fault("answer_datetime", { given: short(text) });
    return `${isoDay(moment)}T${isoTime(moment)}`;
  }

  function date(text) {
    const day = dayOf(text);
    if (!day) throw fault("answer_date", { given: short(text) });
    return isoDay(day);
  }

  function geopoint(text) {
    const parts = text
      .replace(PAIR, "$1 $2")
      .split(/\s+/)
      .map((part) => part.replace(/[,;]+$/, ""));
    if (parts.length < 2 || parts.length > 4 || !parts.every((part) => FIGURE.test(part)))
      throw fault("answer_geopoint", { given: short(text) });
    const figures = parts.map((part) => Number(part.replace(",", ".")));
    if (!figures.every((figure, place) => BOUNDS[place][0] <= figure && figure <= BOUNDS[place][1]))
      throw fault("answer_geopoint_bounds", { given: short(text) });
    return figures
      .map((figure) =>
        figure
          .toFixed(7)
          .replace(/\.?0+$/, "")
          .replace(/^-0$/, "0"),
      )
      .join(" ");
  }

  function words(text) {
    const n = [...text].length;
    if (n > LONGEST) throw fault("answer_too_long", { most: LONGEST, n });
    return text;
  }

  function acknowledge(text) {
    if (text.toUpperCase() !== "OK") throw fault("answer_acknowledge", { given: short(text) });
    return "OK";
  }

  const OF_TYPE = { integer, decimal, range, date, time, datetime, geopoint, acknowledge };

  function read(item, given, names) {
    if (item.type === "select_multiple") {
      const chosen = known([...new Set(several(given))], names);
      return chosen && chosen.sort((one, other) => names.indexOf(one) - names.indexOf(other));
    }
    if (item.type === "rank") return ranked(given, names);
    const text = single(given);
    if (!text) return null;
    if (item.type === "select_one") return known([text], names)[0];
    return (OF_TYPE[item.type] || words)(text, item);
  }
  return { read };
})();
