/* What is answered otherwise after it was handed over: while its record waits in the outbox, it is taken back; of
   what has left it is said that it is to be handed over again. */
"use strict";

const Changes = (() => {
  const { say, make } = Words;
  let about = null; // {draft, sectionOf}
  let waiting = false; // for the sender to be done
  let said = ""; // the sections of which it was said last
  const gone = new Set(); // records that have left

  // Writes into the draft which sections were handed over and say something else by now; done before it is saved.
  function note() {
    const { draft, sectionOf } = about;
    const asked = new Set(Sections.asked());
    draft.unasked = Object.keys(draft.touched).filter((address) => !address.startsWith("_") && !asked.has(sectionOf(address)));
    const left = new Set(Drafts.unsent(draft).map(sectionOf));
    draft.changed = Object.keys(draft.sections).map(Number).filter((number) => left.has(number));
  }

  // What the records do about it, once the draft is saved.
  async function follow() {
    const { draft } = about;
    const now = draft.changed.join(", ");
    if (now && now !== said) {
      Sections.draw();
      tell("changed_after", now);
    }
    said = now;
    if (!now || waiting || draft.handed.every(({ record }) => gone.has(record))) return;
    waiting = true;
    // What is being sent is not taken back: whoever sends lets go of the lock.
    const sections = await navigator.locks.request("outbox", () => Drafts.alone(takeBack)).finally(() => (waiting = false));
    const open = sections.filter((number) => !draft.sections[number]); // not handed over anew meanwhile
    if (!open.length) return;
    tell("taken_back", open.join(", "));
    said = draft.changed.join(", ");
    Sections.draw();
    Sender.tell();
  }

  // Takes every record of a changed section out of the outbox; hands back the sections that are open again.
  function takeBack() {
    const { draft } = about;
    const changed = new Set(draft.changed);
    return TabletStore.write(["drafts", "outbox"], async (change) => {
      const open = new Set();
      for (const { record: id } of [...draft.handed]) {
        const entry = await change.objectStore("outbox").get(id);
        if (!entry) gone.add(id);
        const record = entry && JSON.parse(entry.body);
        if (!record?.sections.some((number) => changed.has(number))) continue;
        await change.objectStore("outbox").delete(id);
        Drafts.takeBack(draft, id, record);
        record.sections.forEach((number) => open.add(number));
      }
      if (open.size) await change.objectStore("drafts").put(draft);
      return [...open].sort((one, other) => one - other);
    });
  }

  // A question somebody is being asked there stays where it is.
  function tell(key, sections) {
    const place = document.getElementById("handing");
    for (const one of [...place.children]) if (!one.querySelector(".actions")) one.remove();
    place.append(make("p", { className: "notice", role: "alert" }, say(key, { sections })));
  }

  function start(facts) {
    about = facts;
    const quietly = () => follow().catch((fault) => console.error(fault));
    document.addEventListener("handed-over", () => (said = ""));
    document.addEventListener("photo-kept", () => {
      note();
      Drafts.save(about.draft).then(quietly, (fault) => console.error(fault));
    });
    note();
    quietly();
  }

  return { start, note, follow };
})();
