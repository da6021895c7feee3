/* The outbox as a file and back, also on another tablet, and drafts that were never handed over: one line of JSON
   for each record, draft and photo, so that a line that was spoilt takes no other with it. */
"use strict";

const Rescue = (() => {
  const FORMAT = "survey-tablet-outbox";

  const base64 = (blob) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });

  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  // A file with `entries`, `drafts` and the photos they name; `all` adds those still to be sent whose record has left.
  async function written(entries, drafts = [], all = false) {
    const head = { format: FORMAT, version: 1, device: (await TabletStore.get("settings", "device")) || "", at: new Date().toISOString() };
    const lines = [`${JSON.stringify(head)}\n`];
    const photos = new Set(all ? await TabletStore.keys("photos", "state", "queued") : []);
    for (const draft of drafts) {
      const content = JSON.stringify(draft);
      lines.push(`${JSON.stringify({ draft: draft.key, digest: await TabletStore.digest(content), content })}\n`);
      for (const file of Object.values(draft.files)) photos.add(file.digest);
    }
    const known = new Map(entries.length ? (await Outbox.known()).map(({ id, unit, unit_name, day }) => [id, { unit, unit_name, day }]) : []);
    for (const { id, body, digest, at, about } of entries) {
      lines.push(`${JSON.stringify({ record: id, digest, body, at, about: about || known.get(JSON.parse(body).visit) })}\n`);
      for (const file of Object.values(JSON.parse(body).files)) photos.add(file.digest);
    }
    for (const digest of photos) {
      const photo = await TabletStore.get("photos", digest);
      // Turned into a part of the file at once: many photos are never in memory together.
      if (photo) lines.push(new Blob([`${JSON.stringify({ photo: digest, type: photo.blob.type, state: photo.state === "kept" ? "kept" : "queued", content: await base64(photo.blob) })}\n`]));
    }
    return new Blob(lines, { type: "application/x-ndjson" });
  }

  function hand(blob, name) {
    const address = URL.createObjectURL(blob);
    Words.make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  async function out(entries, drafts = [], all = false) {
    const at = new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-");
    hand(await written(entries, drafts, all), `survey-outbox-${at}.ndjson`);
  }

  // Takes in what `file` holds; says how many records and photos were new, known, spoilt.
  async function in_(file) {
    const counts = { records: 0, drafts: 0, photos: 0, known: 0, spoilt: 0, head: false };
    for await (const line of linesOf(file)) {
      const found = parsed(line);
      if (found?.format === FORMAT && found.version === 1) counts.head = true;
      else if (!counts.head) return counts;
      else counts[await one(found)] += 1;
    }
    return counts;
  }

  function parsed(line) {
    try {
      return JSON.parse(line);
    } catch {
      return null;
    }
  }

  async function* linesOf(file) {
    const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
    let rest = [];
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      const pieces = step.value.split("\n");
      while (pieces.length > 1) {
        rest.push(pieces.shift());
        yield rest.join("");
        rest = [];
      }
      rest.push(pieces[0]);
    }
    if (rest.join("").trim()) yield rest.join("");
  }

  async function one(line) {
    if (typeof line?.record === "string" && typeof line.body === "string") return record(line);
    if (typeof line?.draft === "string" && typeof line.content === "string") return draft(line);
    if (typeof line?.photo === "string" && typeof line.content === "string") return photo(line);
    return "spoilt";
  }

  // Its next record has an id of its own: the tablet it comes from may go on with it too.
  async function draft({ draft: key, digest, content }) {
    const found = parsed(content);
    if ((await TabletStore.digest(content)) !== digest || found?.key !== key || !found.files) return "spoilt";
    if (await TabletStore.get("drafts", key)) return "known";
    await TabletStore.put("drafts", { ...found, record: crypto.randomUUID() });
    return "drafts";
  }

  async function record({ record: id, digest, body, at, about }) {
    if ((await TabletStore.digest(body)) !== digest || !parsed(body)?.visit) return "spoilt";
    if ((await TabletStore.get("outbox", id)) || (await TabletStore.get("sent", id))) return "known";
    await TabletStore.write(["outbox", "settings"], async (change) => {
      const order = ((await change.objectStore("settings").get("sequence")) || 0) + 1;
      await change.objectStore("settings").put(order, "sequence");
      await change.objectStore("outbox").add({ id, body, digest, order, state: "queued", reason: "", tries: 0, at, about });
    });
    return "records";
  }

  async function photo({ photo: digest, type, state, content }) {
    let blob;
    try {
      blob = new Blob([bytesOf(content)], { type });
    } catch {
      return "spoilt";
    }
    if ((await TabletStore.digest(blob)) !== digest) return "spoilt";
    if (await TabletStore.get("photos", digest)) return "known";
    await TabletStore.put("photos", { digest, blob, type, bytes: blob.size, state: state === "kept" ? "kept" : "queued" });
    return "photos";
  }

  return { out, in_, written };
})();
