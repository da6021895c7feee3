/* What one person has filled in of one visit on this tablet, by address, and the records made from it. */
"use strict";

const Drafts = (() => {
  const keyOf = (visit, username) => `${visit} ${username}`;
  const isBlank = (given) => given === undefined || given === "" || (Array.isArray(given) && !given.some(Boolean));
  const same = (one, other) => {
    if (typeof one === "string" && typeof other === "string") return one === other; // nearly every one
    return (isBlank(one) && isBlank(other)) || TabletStore.canonical(one ?? "") === TabletStore.canonical(other ?? "");
  };
  let current = null; // the draft of the page in front of somebody

  // A draft of a visit that is to be made with the first record from here.
  function begin(form, newVisit, username) {
    return made(form, { visit: crypto.randomUUID(), newVisit, username, cut: [], answers: {} });
  }

  // The draft of `username` in a visit the office knows, which was started or is now, from what the pack says.
  async function of(visit, form, username) {
    const kept = await TabletStore.get("drafts", keyOf(visit.id, username));
    const draft = kept ? follow(kept, visit) : made(form, { visit: visit.id, newVisit: null, username, cut: visit.cut, answers: visit.answers || {} });
    const { round, unit, unit_name, day } = visit;
    return Object.assign(draft, { about: { round, unit, unit_name, day } }); // should the office no longer say it
  }

  function made(form, { visit, newVisit, username, cut, answers }) {
    return {
      key: keyOf(visit, username),
      visit,
      username,
      newVisit,
      instrument: form.instrument,
      version: form.version,
      digest: form.digest,
      cut,
      answers: { ...answers },
      base: { ...answers }, // what the office holds: moved by a pack or a receipt, never by handing over
      handed: [], // {record, said} of records no receipt calls stored yet, the first first
      received: {}, // addresses of which a receipt called an answer from here stored
      touched: {}, // addresses somebody answered here
      unasked: [], // those of them on sections that are not asked by now
      changed: [], // sections handed over of which something was answered otherwise since
      files: {},
      sections: {}, // number -> {record, at, finished} of what was handed over
      record: crypto.randomUUID(),
      begunAt: new Date().toISOString(),
      updatedAt: "",
    };
  }

  // What nobody touched here is as the office has it now; what somebody answered here stays as it is.
  function follow(draft, visit) {
    if (!visit?.answers || visit.state !== "draft") return draft;
    for (const address of new Set([...Object.keys(draft.base), ...Object.keys(visit.answers)]))
      if (!draft.touched[address]) {
        const given = visit.answers[address];
        for (const held of [draft.answers, draft.base])
          if (given === undefined) delete held[address];
          else held[address] = given;
      }
    draft.cut = visit.cut;
    return draft;
  }

  // Takes over what stands on the page; says whether anything changed.
  function take(draft, answers) {
    let changed = false;
    for (const address of new Set([...Object.keys(draft.answers), ...Object.keys(answers)])) {
      if (address in draft.files) continue;
      if (same(draft.answers[address], answers[address])) continue;
      draft.touched[address] = true;
      if (answers[address] === undefined) delete draft.answers[address];
      else draft.answers[address] = answers[address];
      changed = true;
    }
    return changed;
  }

  // The addresses of what somebody answered here, or took a photo of, and is yet to hand over.
  function unsent(draft) {
    const before = last(draft);
    const aside = new Set(draft.unasked);
    const isLeft = (address) => (address.startsWith("_") ? draft.files[address] && !draft.files[address].sent : !aside.has(address) && !same(draft.answers[address], before[address]));
    return Object.keys(draft.touched).filter(isLeft);
  }

  async function save(draft) {
    draft.updatedAt = new Date().toISOString();
    await TabletStore.put("drafts", draft);
  }

  // Keeps `file` ({digest, bytes, type, taken_at, caption, place}) as the answer at `address` of the page in
  // front of somebody; null takes it away. Its picture was put among the photos before. An address that
  // begins with "_" belongs to no question: a photo of the signed paper, a signature.
  async function putFile(address, file) {
    const before = { touched: { ...current.touched }, files: { ...current.files }, answers: { ...current.answers } };
    current.touched[address] = true;
    if (file) current.files[address] = file;
    else delete current.files[address];
    if (!address.startsWith("_")) {
      if (file) current.answers[address] = nameOf(file);
      else delete current.answers[address];
    }
    await save(current).catch((fault) => {
      Object.assign(current, before); // what is not on the disk is not shown as kept
      throw fault;
    });
    const detail = { address, digest: file?.digest ?? "" };
    document.dispatchEvent(new CustomEvent("photo-kept", { detail }));
  }

  // Entry `gone` of a repeat was taken out: the files of those after it move up with them.
  function closeUp(draft, names, gone) {
    for (const held of [draft.files, draft.answers])
      for (const name of names) {
        const places = Object.keys(held).filter((address) => address.startsWith(`${name}[`));
        const numbers = places.map((address) => Number(address.slice(name.length + 1, -1))).sort((one, other) => one - other);
        for (const at of numbers.filter((number) => number >= gone)) {
          if (at > gone) held[`${name}[${at - 1}]`] = held[`${name}[${at}]`];
          delete held[`${name}[${at}]`];
          draft.touched[`${name}[${at}]`] = true;
          if (at > gone) draft.touched[`${name}[${at - 1}]`] = true;
        }
      }
  }

  const ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf" };
  const nameOf = ({ digest, type }) => `${digest}.${ENDINGS[type] || type.split("/")[1].replace(/[^a-z0-9].*/, "").slice(0, 5)}`;

  const picked = (answers, wanted) =>
    Object.fromEntries(Object.entries(answers).filter(([address, given]) => wanted(address) && !isBlank(given)));

  // What was handed over last at each address, whatever became of it, over what the office holds.
  const last = (draft) => Object.assign({ ...draft.base }, ...(draft.handed || []).map(({ said }) => said));

  // Whether something at `address` is yet to be handed over.
  const isOpen = (draft, address) => !same(draft.answers[address], last(draft)[address]);

  // What a record made now starts from: `office` is what the office's draft says as far as the tablet heard; null
  // for unknown. Where records still wait, or are held, it is right whether the office takes them or not.
  function baseOf(draft, office) {
    const { answers, base } = draft;
    const before = last(draft);
    const found = { ...base };
    for (const place of Object.keys({ ...before, ...office })) {
      if (!same(answers[place], base[place])) continue; // the office shall take it, be it for the second time
      if (!same(before[place], base[place])) found[place] = before[place]; // taken back what still waits
      else if (office && draft.received?.[place]) found[place] = office[place]; // no longer there as it was stored
    }
    return found;
  }

  // Reads what became of the records handed over: what is stored is what the office holds now. Of others, the base
  // stays what it was before them.
  async function settle(draft) {
    const waiting = [];
    for (const one of draft.handed || []) {
      const receipt = await TabletStore.get("sent", one.record);
      if (receipt?.state === "stored") stored(draft, waiting, one.said);
      else if (receipt || (await TabletStore.get("outbox", one.record))) waiting.push(one);
    }
    draft.handed = waiting;
    return draft;
  }

  // `said` replaces what records before it said, also those that still wait.
  function stored(draft, waiting, said) {
    draft.received ??= {};
    for (const [place, given] of Object.entries(said)) {
      draft.base[place] = given;
      draft.received[place] = true;
      for (const earlier of waiting) delete earlier.said[place];
    }
  }

  // The record `id` was taken out of the outbox: its sections and files count as not handed over.
  function takeBack(draft, id, record) {
    draft.handed = (draft.handed || []).filter((one) => one.record !== id);
    for (const number of record.sections) if (draft.sections[number]?.record === id) delete draft.sections[number];
    for (const place of Object.keys(record.files)) if (draft.files[place]) delete draft.files[place].sent;
    draft.changed = (draft.changed || []).filter((number) => draft.sections[number]);
    return draft;
  }

  // What is to be sent of `sections`; `sectionOf` says on which one an address stands.
  function recordOf(draft, sections, finished, sectionOf, { language, sequence, offset, base }) {
    const wanted = (address) => sections.includes(sectionOf(address));
    const loose = (address) => address.startsWith("_") && !draft.files[address].sent;
    const files = Object.entries(draft.files).filter(([address]) => wanted(address) || loose(address));
    return {
      format: 1,
      visit: draft.visit,
      new_visit: draft.newVisit,
      instrument: draft.instrument,
      version: draft.version,
      digest: draft.digest,
      by: draft.username,
      language,
      sections,
      answers: picked(draft.answers, wanted),
      base: picked(base, wanted),
      files: Object.fromEntries(files.map(([address, { sent, question, ...file }]) => [address, file])),
      finished,
      clock: { begun_at: draft.begunAt, finished_at: new Date().toISOString(), offset_seconds: offset, sequence },
    };
  }

  // One after another: what hands over and what takes back both change the draft and the outbox.
  let turn = Promise.resolve();
  const alone = (work) => (turn = turn.catch(() => {}).then(work));

  // Puts a record of `sections` into the outbox and notes in the draft that it stands there: all or nothing.
  const queue = (...given) => alone(() => queued(...given));

  async function queued(draft, sections, finished, sectionOf, language) {
    const offset = (await TabletStore.get("settings", "offset")) ?? null;
    const sequence = ((await TabletStore.get("settings", "sequence")) || 0) + 1;
    await settle(draft);
    const base = baseOf(draft, await office(draft));
    const record = recordOf(draft, sections, finished, sectionOf, { language, sequence, offset, base });
    const body = TabletStore.canonical(record);
    const id = draft.record;
    const entry = { id, body, digest: await TabletStore.digest(body), order: sequence, state: "queued", reason: "", tries: 0, at: record.clock.finished_at };
    const after = handedOver(draft, record, id);
    await TabletStore.write(["drafts", "outbox", "photos", "settings"], async (change) => {
      await change.objectStore("outbox").add(entry);
      await change.objectStore("settings").put(sequence, "sequence");
      await change.objectStore("drafts").put(after);
      for (const { digest } of Object.values(record.files)) {
        const photo = await change.objectStore("photos").get(digest);
        if (photo && photo.state !== "sent") await change.objectStore("photos").put({ ...photo, state: "queued" });
      }
    });
    Object.assign(draft, after);
    return entry;
  }

  // What the office's draft of the visit says, as the pack has it.
  async function office(draft) {
    const visit = ((await TabletStore.get("pack", "visits")) || []).find((one) => one.id === draft.visit);
    return visit?.state === "draft" ? visit.answers || {} : null;
  }

  function handedOver(draft, record, id) {
    const said = {};
    for (const place of Object.keys({ ...record.base, ...record.answers }))
      if (!same(record.answers[place], record.base[place])) said[place] = record.answers[place] ?? "";
    const handed = [...draft.handed, { record: id, said }];
    const sections = { ...draft.sections };
    for (const number of record.sections)
      sections[number] = { record: id, at: record.clock.finished_at, finished: record.finished };
    const files = Object.fromEntries(
      Object.entries(draft.files).map(([address, file]) => [address, address in record.files ? { ...file, sent: true } : file]),
    );
    const changed = (draft.changed || []).filter((number) => !record.sections.includes(number));
    return { ...draft, handed, sections, files, changed, record: crypto.randomUUID(), updatedAt: record.clock.finished_at };
  }

  return {
    begin,
    of,
    take,
    unsent,
    save,
    putFile,
    closeUp,
    settle,
    isOpen,
    takeBack,
    alone,
    queue,
    isBlank,
    same,
    nameOf,
    keyOf,
    get current() {
      return current;
    },
    set current(draft) {
      current = draft;
    },
  };
})();
