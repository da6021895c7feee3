/* The visits of a tablet: whose they are, how far they have come, and the beginning of a new one. */
"use strict";

const Visits = (() => {
  const { say, make, button } = Words;
  const MOST_FOUND = 30;

  // The visits of the pack, those begun here that the office does not know yet, and those of which something lies
  // here that the office no longer has for this person (`isGone`).
  async function every(pack, username) {
    const drafts = (await TabletStore.all("drafts")).filter((draft) => draft.username === username);
    const known = new Map(pack.visits.map((visit) => [visit.id, visit]));
    const unknown = drafts.filter((draft) => !known.has(draft.visit));
    const was = await knownBefore();
    const begun = unknown.filter((draft) => !was(draft));
    const gone = await Discarding.handedOver();
    const mine = new Map(drafts.map((draft) => [draft.visit, draft]));
    const lost = unknown.filter((draft) => was(draft) && Drafts.unsent(draft).length);
    return [
      ...pack.visits.map((visit) => ({ ...visit, kept: mine.get(visit.id) })).map((visit) => ({ ...visit, isGone: isTaken(visit, username) })),
      ...lost.map((draft) => ({ ...Orphans.about(draft), id: draft.visit, inspectors: [username], sections: {}, state: "draft", kept: draft, isGone: true })),
      ...begun.map((draft) => ({ id: draft.visit, ...draft.newVisit, sections: {}, state: "draft", kept: draft, discardable: !gone.has(draft.visit) })),
    ];
  }

  // Whether the office knew the visit of a draft before it sent the pack that is here.
  async function knownBefore() {
    const packAt = (await TabletStore.get("settings", "packAt")) || "";
    const receipts = (await TabletStore.all("sent")).filter((one) => one.state === "stored" && one.at < packAt);
    const stored = new Set(receipts.map((one) => one.visit));
    return (draft) => !draft.newVisit || stored.has(draft.visit) || Object.keys(draft.received || {}).length > 0;
  }

  // What a form is called, with the code of its round beside it in small.
  function roundOf(pack, code, digest) {
    const form = pack.forms.find((one) => one.digest === digest);
    return form ? [form.title[Words.language], " ", make("small", { className: "state" }, code)] : [code];
  }

  // Whether somebody was taken off a visit of which something of theirs still lies here.
  const isTaken = (visit, username) => visit.state === "draft" && Boolean(visit.kept) && !isMine(visit, username) && Drafts.unsent(visit.kept).length > 0;

  const isMine = (visit, username) => visit.inspectors.includes(username) || Object.values(visit.sections).includes(username);

  async function list(person) {
    const pack = await Pack.read();
    const units = new Map(pack.units.map((unit) => [unit.code, unit]));
    const visits = (await every(pack, person.username)).sort((one, other) => one.day.localeCompare(other.day));
    const open = visits.filter((visit) => visit.state === "draft" && !visit.isGone);
    const group = (title, some) =>
      some.length ? [make("h2", {}, title), make("ul", { className: "visits" }, ...some.map((visit) => line(visit, pack, units)))] : [];
    return [
      make("div", { className: "actions" }, button(say("new_visit"), () => Shell.go("new")), Device.readiness()),
      ...group(say("gone_visits"), visits.filter((visit) => visit.isGone)),
      ...group(say("my_visits"), open.filter((visit) => isMine(visit, person.username))),
      ...group(say("other_visits"), open.filter((visit) => !isMine(visit, person.username))),
      ...group(say("handed_in_visits"), visits.filter((visit) => visit.state !== "draft")),
      visits.length ? "" : make("p", {}, say("no_visits")),
    ];
  }

  // What the unit of a visit, or one by its code, is called.
  const nameOf = (units, code, said) => {
    const unit = units.get(code);
    if (!unit && said) return said[Words.language];
    return unit ? (Words.language === "en" && unit.name_en) || unit.name_vi : code;
  };

  function line(visit, pack, units) {
    const round = pack.rounds.find((one) => one.code === visit.round);
    const people = visit.inspectors.map((username) => pack.people.find((one) => one.username === username)?.name || username);
    const form = roundOf(pack, visit.round, visit.kept?.digest || visit.digest || round?.digest);
    const facts = [form, [Words.day(visit.day)], [people.join(", ")], [far(visit)]];
    const name = nameOf(units, visit.unit, visit.unit_name);
    const parts = [make("strong", {}, name), ...facts.map((words) => make("span", {}, ...words))];
    if (visit.differences) parts.push(make("span", { className: "badge" }, say("differences_n", { n: visit.differences })));
    if (visit.files_missing) parts.push(make("span", { className: "badge" }, say("files_missing_n", { n: visit.files_missing })));
    if (visit.state !== "draft" && !isChanged(visit)) return make("li", {}, make("div", { className: "visit" }, ...parts));
    const opening = make("button", { type: "button", className: "visit", onclick: () => open(visit) }, ...parts);
    const called = `${name}, ${Words.day(visit.day)}`;
    return make("li", {}, opening, visit.discardable ? Discarding.offer(visit, called) : "", visit.isGone ? Orphans.offers(visit, called) : "");
  }

  // Whether something was answered otherwise after it was handed over; once a visit is handed in, anything is.
  const isChanged = ({ kept, state }) => Boolean(kept && (kept.changed?.length || state !== "draft") && Drafts.unsent(kept).length);

  function far(visit) {
    const { kept, state, isGone } = visit;
    if (isGone) return say("state_gone", { n: Drafts.unsent(kept).length });
    if (isChanged(visit)) return kept.changed?.length ? say("state_changed") : say("state_left", { n: Drafts.unsent(kept).length });
    if (state !== "draft") return say("state_handed_in");
    if (!kept) return say("state_not_begun");
    const sent = Object.values(kept.sections).filter((one) => one.finished).length;
    return sent ? say("state_sections_done", { n: sent }) : say("state_begun", { at: Words.moment(kept.updatedAt || kept.begunAt) });
  }

  // To the page on which the visit's form is filled in: of a draft always the version it was begun with.
  async function open(visit, question = "") {
    const digest = visit.kept?.digest || visit.digest;
    const address = digest && (await Pack.pageOf(digest, Words.language));
    if (!address) return Shell.tell(say("form_not_kept"));
    location.assign(`${address}#visit=${visit.id}${question && `&question=${encodeURIComponent(question)}`}`);
  }

  async function begin(person) {
    const pack = await Pack.read();
    const unit = { code: "" };
    const others = pack.people.filter((one) => one.username !== person.username);
    const colleagues = make("fieldset", { className: "field" }, make("legend", {}, say("colleagues")), ...others.map((one) => tick("with", one.username, one.name)));
    const rounds = make("fieldset", { className: "field" }, make("legend", {}, say("round")), ...pack.rounds.map((one, at) => tick("round", one.code, roundOf(pack, one.code, one.digest), "radio", pack.rounds.length === 1 && at === 0)));
    const today = await todayThere();
    const day = Entry.field("day", say("day"), { type: "date", value: today, max: today });
    const same = make("div", { className: "deciding" });
    if (!pack.rounds.length) return [make("p", {}, say("no_rounds"))];
    const parts = [rounds, unitSearch(pack, unit), day, others.length ? colleagues : "", same].filter(Boolean);
    return [Entry.form(parts, say("begin"), (given) => made(pack, person, { ...given, unit: unit.code }, { colleagues, day, same })), button(say("back_to_list"), () => Shell.go(""), "button secondary")];
  }

  function tick(name, value, words, type = "checkbox", checked = false) {
    const id = `${name}-${value}`;
    return make("div", { className: "tick" }, make("input", { type, name, value, id, checked }), make("label", { for: id }, ...[words].flat()));
  }

  // Today by the clock of the office, as far as the tablet knows how much its own differs.
  async function todayThere() {
    const offset = (await TabletStore.get("settings", "offset")) || 0;
    return Words.today(new Date(Date.now() + offset * 1000));
  }

  // What is wrong with a day; "" when nothing is.
  function dayWrong(day, round, today) {
    if (!day) return say("day_missing");
    if (day > today) return say("day_after_today", { today: Words.day(today) });
    const { starts_on: from, ends_on: to } = round;
    return day < from || day > to ? say("day_outside_round", { from: Words.day(from), to: Words.day(to) }) : "";
  }

  // Said at the field itself, which is then the one to type in.
  function tellAt(field, wrong) {
    const input = field.querySelector("input");
    field.querySelector(".message")?.remove();
    for (const name of ["aria-invalid", "aria-describedby"]) input.removeAttribute(name);
    if (!wrong) return;
    input.after(make("p", { className: "message", id: "day-error", role: "alert" }, wrong));
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "day-error");
    input.focus();
  }

  async function made(pack, person, { round, unit, day }, places) {
    places.same.replaceChildren();
    if (!round) return say("round_missing");
    if (!unit) return say("unit_missing");
    const chosen = pack.rounds.find((one) => one.code === round);
    const wrong = dayWrong(day, chosen, await todayThere());
    tellAt(places.day, wrong);
    if (wrong) return "";
    const inspectors = [person.username, ...[...places.colleagues.querySelectorAll(":checked")].map((one) => one.value)];
    const start = async (known) => {
      const draft = Drafts.begin(chosen, { round, unit, day, inspectors }, person.username);
      if (known) Object.assign(draft, { visit: known.visit, newVisit: known.newVisit, key: Drafts.keyOf(known.visit, person.username) });
      await Drafts.save(draft);
      return (await open({ id: draft.visit, kept: draft })) || "";
    };
    const [there] = await alike(pack, { round, unit, day });
    return there ? askFirst(pack, person, there, places.same, start) : start();
  }

  // Visits of the same unit in the same round on the same day, of the pack or begun here by anybody.
  async function alike(pack, { round, unit, day }) {
    const drafts = (await TabletStore.all("drafts")).filter((draft) => draft.newVisit && !pack.visits.some(({ id }) => id === draft.visit));
    const begun = drafts.map((draft) => ({ id: draft.visit, state: "draft", draft, ...draft.newVisit }));
    const found = [...pack.visits, ...begun].filter((one) => one.round === round && one.unit === unit && one.day === day);
    return found.sort((one, other) => (other.state === "draft") - (one.state === "draft"));
  }

  // Opens the visit that is there, or makes another one all the same.
  function askFirst(pack, person, there, place, start) {
    const names = there.inspectors.map((username) => pack.people.find((one) => one.username === username)?.name || username);
    const said = say(there.state === "draft" ? "same_visit" : "same_visit_handed_in", { people: names.join(", ") });
    const enter = async () => {
      const kept = await TabletStore.get("drafts", Drafts.keyOf(there.id, person.username));
      return kept || !there.draft ? open({ ...there, kept }) : start(there.draft);
    };
    const mayOpen = there.state === "draft" && there.inspectors.includes(person.username);
    const actions = [mayOpen ? button(say("open_same"), enter) : "", button(say("begin_separate"), () => start(), "button secondary")];
    place.replaceChildren(make("div", { className: "notice", role: "alert" }, make("p", {}, said), make("div", { className: "actions" }, ...actions)));
    place.querySelector("button").focus();
    return "";
  }

  // A field that finds units by words of their names, marks or not; what is chosen is noted in `chosen`.
  function unitSearch(pack, chosen) {
    const parents = new Map(pack.units.map((unit) => [unit.code, unit]));
    const label = (unit) => [nameOf(parents, unit.code), unit.parent && nameOf(parents, unit.parent)].filter(Boolean).join(" – ");
    const searched = pack.units.map((unit) => [unit, Words.plain(`${unit.code} ${unit.name_vi} ${unit.name_en || ""} ${label(unit)}`)]);
    const found = make("ul", { className: "choices" });
    const told = make("p", { role: "status" });
    const field = Entry.field("unit", say("unit"), { type: "search" }, say("unit_hint"));
    const input = field.querySelector("input");
    const choose = (unit) => {
      chosen.code = unit.code;
      input.value = label(unit);
      found.replaceChildren();
      told.textContent = say("unit_chosen", { name: label(unit) });
      input.focus();
    };
    input.addEventListener("input", () => {
      chosen.code = "";
      const words = Words.plain(input.value).split(/\s+/).filter(Boolean);
      const hits = words.length ? searched.filter(([, text]) => words.every((word) => text.includes(word))) : [];
      found.replaceChildren(...hits.slice(0, MOST_FOUND).map(([unit]) => make("li", {}, button(label(unit), () => choose(unit), "choice"))));
      told.textContent = words.length ? (hits.length > MOST_FOUND ? say("units_too_many", { n: hits.length }) : say("units_found", { n: hits.length })) : "";
    });
    field.append(told, found);
    return field;
  }

  return { list, begin, open, nameOf };
})();
