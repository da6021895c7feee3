/* What waits to be sent, in order: each record with where it stands, and what can be done with one that was
   refused. */
"use strict";

const Outbox = (() => {
  const { say, make, button } = Words;

  const waits = make("div", { id: "waiting" });
  const gone = make("div", { id: "gone" });
  let asked = 0; // how often they were to be filled: only what was read last is shown

  async function screen() {
    await fill();
    return [
      waits,
      make("h2", {}, say("import_title")),
      make("p", { className: "hint", id: "import-hint" }, say("import_hint")),
      make("label", { for: "import" }, say("import_file")),
      make("input", { type: "file", id: "import", accept: ".ndjson,application/x-ndjson", "aria-describedby": "import-hint", onchange: take }),
      gone,
    ];
  }

  // What waits and what went, as it is now.
  async function fill() {
    const turn = (asked += 1);
    const entries = await TabletStore.all("outbox");
    const names = await namesOf();
    const sent = (await TabletStore.all("sent")).sort((one, other) => other.at.localeCompare(one.at));
    const waiting = await Status.waiting();
    const drafts = (await TabletStore.all("drafts")).filter((draft) => Drafts.unsent(draft).length);
    const save = () => Rescue.out(entries, drafts, true);
    const listed = entries.sort((one, other) => one.order - other.order).map((entry) => line(entry, names));
    const lead = make("p", { className: "lead" }, Status.sentence(waiting));
    const refused = await RefusedPhotos.lines(names);
    const unsent = await unsentDrafts(drafts, names);
    if (waits.isConnected) await Hands.released();
    // Who is about to decide something is not interrupted, even if the question came up meanwhile.
    if (turn !== asked || waits.querySelector(".deciding")) return;
    waits.replaceChildren(
      lead,
      make("div", { className: "actions" }, button(say("send_now"), sendNow), waiting.records || waiting.photos || drafts.length ? button(say("export_all"), save, "button secondary") : ""),
      make("ul", { className: "records" }, ...listed),
      ...refused,
      ...unsent,
    );
    const list = make("ul", { className: "records" }, ...sent.map((one) => receipt(one, names)));
    gone.replaceChildren(...(sent.length ? [make("h2", {}, say("sent_title")), list] : []));
  }

  // What was filled in and never handed over, by whoever did: the tablet is not empty yet.
  async function unsentDrafts(drafts, names) {
    const people = new Map(((await TabletStore.get("pack", "people")) || []).map((one) => [one.username, one.name]));
    const line = (draft) => make("li", {}, make("strong", {}, called(names, draft.visit)), make("span", {}, say("draft_of", { name: people.get(draft.username) || draft.username, n: Drafts.unsent(draft).length })));
    return drafts.length ? [make("h2", {}, say("drafts_title")), make("ul", { className: "records", id: "unsent" }, ...drafts.map(line))] : [];
  }

  const renew = () => waits.isConnected && fill();

  // The unit and day of visits, as far as anything on this tablet says them: a record from a file, a draft, the pack.
  async function known() {
    const records = (await TabletStore.all("outbox")).map(({ body, about }) => ({ about, ...JSON.parse(body) }));
    const drafts = (await TabletStore.all("drafts")).map((draft) => ({ ...draft, new_visit: draft.newVisit }));
    const said = [...records, ...drafts].map(({ visit, new_visit, about }) => ({ ...(new_visit || about), id: visit }));
    return [...said, ...((await TabletStore.get("pack", "visits")) || [])].filter((visit) => visit.unit && visit.day);
  }

  // What a visit is called: its unit and day.
  async function namesOf() {
    const units = new Map(((await TabletStore.get("pack", "units")) || []).map((unit) => [unit.code, unit]));
    return new Map((await known()).map((visit) => [visit.id, `${Visits.nameOf(units, visit.unit, visit.unit_name)}, ${Words.day(visit.day)}`]));
  }

  const called = (names, visit) => names.get(visit) || say("visit_unknown", { code: visit.slice(0, 8) });

  function line(entry, names) {
    const record = JSON.parse(entry.body);
    const files = Object.keys(record.files).length;
    const about = [
      say("record_sections", { sections: record.sections.join(", ") }),
      files ? say("record_files", { n: files }) : "",
      Words.moment(entry.at),
      entry.state === "refused" ? "" : say("record_waits"),
    ];
    const parts = [make("strong", {}, called(names, record.visit)), make("span", {}, about.filter(Boolean).join(" · "))];
    if (entry.state === "refused") parts.push(make("span", { className: "message said" }, say("record_refused", { reason: entry.reason })), actions(entry, record));
    return make("li", {}, ...parts);
  }

  function actions(entry, record) {
    const place = make("div", { className: "actions" });
    const remove = async () => {
      place.classList.remove("deciding");
      await TabletStore.write(["drafts", "outbox"], async (change) => {
        const kept = await change.objectStore("drafts").get(Drafts.keyOf(record.visit, record.by));
        if (kept) await change.objectStore("drafts").put(Drafts.takeBack(kept, entry.id, record));
        await change.objectStore("outbox").delete(entry.id);
      });
      Sender.tell();
      Shell.go("outbox");
    };
    const ask = () => {
      const stay = button(say("keep_record"), keep, "button secondary");
      place.classList.add("deciding");
      place.replaceChildren(make("p", {}, say("remove_sure")), button(say("remove_record"), remove, "button danger"), stay);
      stay.focus();
    };
    const keep = () => {
      place.classList.remove("deciding");
      place.replaceChildren(...first);
      first[0].focus();
    };
    const first = [
      button(say("correct_record"), () => correct(entry, record)),
      button(say("export_record"), () => Rescue.out([entry]), "button secondary"),
      button(say("retry_record"), () => again(entry), "button secondary"),
      button(say("remove_record"), ask, "button secondary"),
    ];
    place.append(...first);
    return place;
  }

  async function again(entry) {
    await TabletStore.put("outbox", { ...entry, state: "queued", reason: "" });
    await sendNow();
  }

  // Its answers go back into the draft, as if they had not been handed over; then the form opens.
  async function correct(entry, record) {
    const person = Lock.person();
    const key = Drafts.keyOf(record.visit, record.by);
    if (person?.username !== record.by) return Shell.tell(say("correct_by_other"));
    const address = await Pack.pageOf(record.digest, record.language);
    if (!address) return Shell.tell(say("form_not_kept"));
    await TabletStore.write(["drafts", "outbox"], async (change) => {
      const kept = (await change.objectStore("drafts").get(key)) || again_(record, key);
      for (const place of Object.keys({ ...record.answers, ...record.base })) kept.touched[place] = true;
      await change.objectStore("drafts").put(Drafts.takeBack(kept, entry.id, record));
      await change.objectStore("outbox").delete(entry.id);
    });
    Sender.tell();
    location.assign(`${address}#visit=${record.visit}`);
    return undefined;
  }

  // A draft from a record that came out of a file: the tablet it was filled in on is not at hand.
  function again_(record, key) {
    const { visit, instrument, version, digest } = record;
    return {
      ...{ key, visit, username: record.by, newVisit: record.new_visit, instrument, version, digest, cut: [] },
      ...{ answers: { ...record.answers }, base: { ...record.base }, touched: {}, files: { ...record.files }, sections: {} },
      ...{ record: crypto.randomUUID(), begunAt: record.clock.begun_at, updatedAt: record.clock.finished_at },
    };
  }

  function receipt(one, names) {
    const parts = [make("strong", {}, called(names, one.visit)), make("span", {}, `${Words.moment(one.at)} · ${one.message}`)];
    return make("li", { className: one.status === 202 ? "held" : "" }, ...parts);
  }

  async function sendNow() {
    Shell.tell(say("sending"));
    await Status.send(true);
    const left = await Status.waiting();
    await fill();
    const [isSent, isEmpty] = [!left.queued && !left.photos, !left.spoilt && !left.drafts];
    Shell.tell(!isSent ? say("sent_not_all") : isEmpty ? say("sent_all") : Status.sentence(left));
  }

  async function take({ target }) {
    const [file] = target.files;
    if (!file) return;
    const counts = await Rescue.in_(file);
    await Shell.go("outbox");
    const drafts = counts.drafts ? say("imported_drafts", { n: counts.drafts }) : "";
    Shell.tell(counts.head ? [say("imported", counts), drafts].filter(Boolean).join(" ") : say("import_no_outbox"));
    Sender.tell();
  }

  new BroadcastChannel("tablet").addEventListener("message", renew);

  return { screen, called, known };
})();
