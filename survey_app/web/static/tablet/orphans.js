/* Drafts of visits the office no longer has for whoever filled them in: it deleted the visit, or took them off it.
   What they wrote stays theirs: to look at, to save, to hand over as a visit of its own, or to throw away. */
"use strict";

const Orphans = (() => {
  const { say, make, button } = Words;
  const HELD_THERE = /^[0-9a-f]{64}\.[a-z0-9]{1,5}$/; // the name of a file

  const known = (draft) => draft.newVisit || draft.about;

  // What is known of the visit of a draft: its round, unit and day.
  const about = (draft) => ({ round: "", unit: draft.visit.slice(0, 8), day: draft.begunAt.slice(0, 10), ...known(draft) });

  // What may be done with one, beside opening it.
  function offers(visit, name) {
    const { kept } = visit;
    return make(
      "div",
      {},
      make("div", { className: "actions" }, known(kept) ? button(say("gone_anew"), () => handAnew(visit)) : "", button(say("gone_export"), () => Rescue.out([], [kept]), "button secondary")),
      Discarding.offer(visit, name),
    );
  }

  // What was filled in as the draft of a visit of its author's own: nothing of it was ever handed over. Files that
  // only the office has stay there.
  function anew(draft) {
    const { round, unit, day } = known(draft);
    const made = Drafts.begin(draft, { round, unit, day, inspectors: [draft.username] }, draft.username);
    for (const [address, { sent, ...file }] of Object.entries(draft.files)) made.files[address] = file;
    for (const [address, given] of Object.entries(draft.answers))
      if (!HELD_THERE.test(given) || draft.files[address]) made.answers[address] = given;
    for (const address of Object.keys({ ...made.answers, ...made.files })) made.touched[address] = true;
    const { begunAt, minutes } = draft;
    return Object.assign(made, { begunAt, minutes, updatedAt: draft.updatedAt });
  }

  // The draft becomes one of a new visit, which its form then hands over. Its records that still wait would come to
  // a visit that is none: they are taken out, their answers stand in the draft.
  async function handAnew({ id, kept }) {
    const made = await navigator.locks.request(`draft ${id}`, { ifAvailable: true }, (lock) => lock && navigator.locks.request("outbox", () => swap(kept)));
    if (!made) return Shell.tell(say("discard_elsewhere"));
    Sender.tell();
    return Visits.open({ id: made.visit, kept: made });
  }

  function swap({ key }) {
    return TabletStore.write(["drafts", "outbox", "photos"], async (change) => {
      const [drafts, outbox, photos] = ["drafts", "outbox", "photos"].map((name) => change.objectStore(name));
      const draft = await drafts.get(key);
      const made = anew(draft);
      for (const entry of await outbox.getAll()) {
        const { visit, by } = JSON.parse(entry.body);
        if (visit === draft.visit && by === draft.username) await outbox.delete(entry.id);
      }
      // The office may have let go of what it had: it is asked again.
      for (const { digest } of Object.values(made.files)) {
        const photo = await photos.get(digest);
        if (photo && photo.state !== "refused") await photos.put({ ...photo, state: "kept" });
      }
      await drafts.delete(key);
      await drafts.put(made);
      return made;
    });
  }

  return { about, offers };
})();
