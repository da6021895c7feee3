/* The minutes of a visit, in the order offices use: who was there, what was looked at, what was found, what the
   unit says, what is recommended, who signs. What is typed for them stays on this tablet and on the paper. */
"use strict";

const Minutes = (() => {
  const { say, make } = Words;
  const LONG = ["members", "unit_people", "remarks", "opinion", "recommendations"];
  const FIELDS = ["office", "place", "from", "until", ...LONG];

  const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);
  const clock = (at) => at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

  // Who inspects, a line each.
  async function team() {
    const { visit, newVisit, username } = Drafts.current;
    const people = (await TabletStore.get("pack", "people")) || [];
    const found = newVisit || ((await TabletStore.get("pack", "visits")) || []).find((one) => one.id === visit);
    const called = (one) => people.find((person) => person.username === one)?.name || one;
    return (found?.inspectors || [username]).map(called).join("\n");
  }

  // What stands in the fields at first: of this visit, of this tablet, or what is known.
  async function known() {
    const { minutes = {}, begunAt } = Drafts.current;
    return {
      office: (await TabletStore.get("settings", "office")) || "",
      place: Print.facts().split(" · ")[0],
      from: clock(new Date(begunAt)),
      until: clock(new Date()),
      members: await team(),
      unit_people: "",
      remarks: "",
      opinion: "",
      recommendations: "",
      ...minutes,
    };
  }

  function field(name, value) {
    const id = `minutes-${name}`;
    const control = LONG.includes(name)
      ? make("textarea", { id, rows: 3, value, maxLength: 4000 })
      : make("input", { id, value, maxLength: 200, autocomplete: "off", type: ["from", "until"].includes(name) ? "time" : "text" });
    return make("div", { className: "field" }, make("label", { for: id }, say(`minutes_${name}`)), control);
  }

  // Asks for what the form does not know, keeps every change of it, and shows the minutes.
  async function ask() {
    await Fill.flush();
    const held = await known();
    const fields = FIELDS.map((name) => field(name, held[name]));
    const read = () => Object.fromEntries(fields.map((one, at) => [FIELDS[at], one.querySelector("input, textarea").value.trim()]));
    const keep = async () => {
      Drafts.current.minutes = read();
      await Drafts.save(Drafts.current);
      await TabletStore.put("settings", Drafts.current.minutes.office, "office");
    };
    for (const one of fields) one.addEventListener("change", keep);
    const given = await Dialogs.ask(say("print_minutes"), [make("p", { className: "hint" }, say("minutes_hint")), ...fields], say("print_preview"), async () => {
      await keep();
      return read();
    });
    if (given) await show(given);
  }

  // Typed lines, or dotted ones to be filled in by hand.
  function said(text) {
    const typed = lines(text);
    return typed.length ? typed.map((one) => make("p", {}, one)) : [make("p", { className: "dots" }), make("p", { className: "dots" })];
  }

  const part = (key, ...inside) => make("section", {}, make("h2", {}, say(key)), ...inside.flat());

  function found(rows) {
    const given = rows.flat().filter((row) => !row.missing && !row.preset);
    const failed = given.filter((row) => row.failed);
    const items = failed.map(({ label, text, failed: how }) => make("li", {}, `${label}: ${text} – `, make("strong", {}, how)));
    const count = make("p", {}, say("minutes_answered", { n: given.length, failed: failed.length }));
    return [count, items.length ? make("ol", {}, ...items) : ""].filter(Boolean);
  }

  function head({ office }) {
    const left = make("div", {}, make("p", { className: "office" }, office || "………………………………"), make("p", { className: "office" }, make("strong", {}, say("minutes_team"))));
    const right = make("div", {}, make("p", {}, make("strong", {}, say("minutes_state"))), make("p", { className: "motto" }, make("strong", {}, say("minutes_motto"))));
    return make("header", { className: "paper-state" }, left, right);
  }

  const signer = (key) => make("div", {}, make("p", {}, make("strong", {}, say(key))), make("p", { className: "quiet" }, say("minutes_sign_here")));

  async function drawn() {
    const kept = await Signing.list(Signing.SIGNATURE, () => {});
    kept.querySelectorAll("button, .message").forEach((one) => one.remove());
    return kept.children.length ? make("section", { className: "paper-drawn" }, make("h2", {}, say("signatures")), make("p", {}, say("signature_note")), kept) : "";
  }

  async function show(given) {
    const rows = Print.read();
    const code = await Print.codeOf(rows);
    const titles = [...document.querySelectorAll("#sections strong")].filter((one) => !one.closest("li").hidden).map((one) => make("p", {}, one.textContent));
    const [, day = ""] = Print.facts().split(" · ");
    const parts = [
      head(given),
      make("h1", {}, say("minutes_title"), make("br"), make("span", { className: "subject" }, Print.textOf(document.querySelector("#main h1")))),
      Print.standing(rows),
      make("p", {}, say("minutes_when", { from: given.from || "……", day, place: given.place || "………………" })),
      part("minutes_part_people", make("p", {}, make("strong", {}, say("minutes_team_were"))), said(given.members), make("p", {}, make("strong", {}, say("minutes_unit_were"))), said(given.unit_people)),
      part("minutes_part_content", titles),
      part("minutes_part_result", found(rows), lines(given.remarks).map((one) => make("p", {}, one))),
      part("minutes_part_opinion", said(given.opinion)),
      part("minutes_part_recommendations", said(given.recommendations)),
      make("p", {}, say("minutes_closing", { until: given.until || "……" })),
      make("div", { className: "paper-signers" }, signer("minutes_unit_signs"), signer("minutes_team_signs")),
      await drawn(),
      Print.photos(),
      await Print.clock(),
      await Print.mark(code),
    ];
    await Print.show(parts, code);
  }

  return { ask };
})();
