/* The dossiers that were drawn by lot for a visit, and which step in where one cannot be had. */
"use strict";

const Lots = (() => {
  const { say, make } = Words;

  // What a visit's lots say, each folded away; nothing where none was drawn.
  async function shown(visit) {
    const visits = (await TabletStore.get("pack", "visits")) || [];
    const { draws = [] } = visits.find((one) => one.id === visit) || {};
    return draws.map(lot);
  }

  function lot({ about, seed, groups }) {
    const listed = groups.filter(({ codes }) => codes.length).flatMap(group);
    return make("details", { className: "lot" }, make("summary", {}, say("lot_title", { about })), make("p", { className: "hint" }, say("lot_seed", { seed })), ...listed);
  }

  function group({ group: name, codes, replacements }) {
    const list = make("ol", {}, ...codes.map((code) => make("li", {}, code)));
    const after = replacements.length ? make("p", { className: "quiet" }, say("lot_replacements", { codes: replacements.join(", ") })) : "";
    return [name ? make("h4", {}, name) : "", list, after];
  }

  return { shown };
})();
