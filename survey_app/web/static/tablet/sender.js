/* Sends what waits in the outbox: records in their order, then their files piece by piece. One at a time, in
   whichever page or worker holds the lock. A record leaves only when the office names it and its content. */
"use strict";

const Sender = (() => {
  const CHUNK = 256 * 1024;
  const [SHORTEST, LONGEST] = [2000, 15 * 60 * 1000]; // between tries, in milliseconds
  const MONTH = 30 * 24 * 3600 * 1000;
  const TAKEN = [200, 201, 202];
  class Held extends Error {} // nothing more can be sent now
  class Stumbled extends Held {} // this one thing cannot

  // Sends what it can; `urgent` does not wait for the time after a failure to pass. Says how many left.
  async function run(urgent = false) {
    if (!(await TabletStore.get("settings", "token"))) return 0;
    // Who presses the button waits for what is being sent; others leave it to whoever sends already.
    return navigator.locks.request("outbox", { ifAvailable: !urgent }, (lock) => (lock ? all(urgent) : 0));
  }

  async function all(urgent) {
    const wait = await TabletStore.get("settings", "retry");
    if (!urgent && wait && wait.until > Date.now()) return 0;
    let left = 0;
    let stumbled = null;
    // What the office fails at with one thing it may still manage with the next.
    const each = async (things, send) => {
      for (const thing of things)
        try {
          left += await send(thing);
        } catch (fault) {
          if (!(fault instanceof Stumbled)) throw fault;
          stumbled = fault;
        }
    };
    try {
      await each(await queued(), sendRecord);
      await each(await TabletStore.keys("photos", "state", "queued"), (digest) => sendFile(digest, false));
      if (stumbled) throw stumbled;
      await TabletStore.put("settings", null, "retry");
      await TabletStore.put("settings", "", "trouble");
    } catch (fault) {
      if (!(fault instanceof Held || fault instanceof Door.Unreached)) throw fault;
      await putOff(wait, fault instanceof Held ? fault.message : "");
    } finally {
      tell();
    }
    return left;
  }

  async function putOff(before, trouble) {
    const tries = (before?.tries || 0) + 1;
    const longest = Math.min(LONGEST, SHORTEST * 2 ** (tries - 1));
    const until = Date.now() + longest * (0.5 + Math.random() / 2);
    await TabletStore.put("settings", { tries, until }, "retry");
    await TabletStore.put("settings", trouble, "trouble");
  }

  async function queued() {
    const entries = await (await TabletStore.open()).getAllFromIndex("outbox", "order");
    return entries.filter((entry) => entry.state === "queued");
  }

  async function sendRecord(entry) {
    const headers = { "Content-Type": "application/json" };
    const { status, body } = await Door.ask("PUT", `/api/v1/responses/${entry.id}`, { body: entry.body, headers });
    const named = body?.id === entry.id && body?.digest === entry.digest;
    if (TAKEN.includes(status) && named) {
      await leave(entry, status, body);
      return 1;
    }
    if ([409, 410, 413, 422].includes(status) && body) {
      await change("outbox", entry.id, { state: "refused", status, reason: reasons(body), at_refusal: new Date().toISOString() });
      return 0;
    }
    stopFor(status, body);
    return 0;
  }

  const reasons = (body) =>
    [body.message, ...(body.problems || []).map((one) => one.message)].filter((one, at, every) => one && every.indexOf(one) === at).join("\n");

  // Some answers hold for everything that waits.
  function stopFor(status, body) {
    if (status === 426) throw new Held("app_too_old");
    if (status === 401) throw new Held("unknown_device");
    if (status === 403) throw new Held(body?.error === "device_revoked" ? "device_revoked" : "refused");
    throw new Stumbled("");
  }

  async function leave(entry, status, body) {
    const { visit, files } = JSON.parse(entry.body);
    const digests = Object.values(files).map((file) => file.digest);
    const receipt = { id: entry.id, digest: entry.digest, visit, files: digests, status, state: body.state, message: body.message, at: new Date().toISOString() };
    await TabletStore.write(["outbox", "sent"], async (changing) => {
      await changing.objectStore("sent").put(receipt);
      await changing.objectStore("outbox").delete(entry.id);
    });
    tell();
  }

  async function change(store, key, values) {
    await TabletStore.write([store], async (changing) => {
      const held = await changing.objectStore(store).get(key);
      if (held) await changing.objectStore(store).put({ ...held, ...values });
    });
    tell();
  }

  // The pieces the office does not have yet. A wrong place is asked for again, a spoilt file begun anew once.
  async function sendFile(digest, again) {
    const photo = await TabletStore.get("photos", digest);
    if (!photo) return 0;
    const path = `/api/v1/files/${digest}`;
    const held = await Door.ask("HEAD", path);
    if (held.status === 422) return refuse(digest, await why(path));
    if (held.status === 200 && held.headers.get("Upload-Complete") === "?1") return kept(digest);
    if (![200, 404].includes(held.status)) stopFor(held.status, null);
    let offset = held.status === 200 ? Number(held.headers.get("Upload-Offset")) : 0;
    const total = photo.blob.size;
    while (offset < total || total === 0) {
      const headers = { "Upload-Offset": String(offset), "Upload-Length": String(total), "Content-Type": "application/offset+octet-stream" };
      const body = photo.blob.slice(offset, offset + CHUNK);
      const answer = await Door.ask("PATCH", path, { body, headers });
      if (answer.status === 201) return kept(digest);
      const next = Number(answer.headers.get("Upload-Offset"));
      if (answer.status === 422) return again ? refuse(digest, reasons(answer.body || {})) : sendFile(digest, true);
      if (![204, 409].includes(answer.status) || !(next >= 0)) stopFor(answer.status, answer.body);
      if (next === offset) throw new Stumbled("");
      offset = next;
    }
    return kept(digest);
  }

  // The refusal the office remembers; a HEAD has no words.
  async function why(path) {
    const answer = await Door.ask("PATCH", path, { body: new Blob([]), headers: { "Upload-Offset": "0", "Upload-Length": "0" } });
    return reasons(answer.body || {});
  }

  async function kept(digest) {
    await change("photos", digest, { state: "sent", reason: "" });
    return 1;
  }

  async function refuse(digest, reason) {
    await change("photos", digest, { state: "refused", reason });
    return 0;
  }

  // Receipts are kept for a month, and as long the pictures that no draft shows any more.
  async function tidy(now = Date.now()) {
    const old = (await TabletStore.all("sent")).filter((one) => now - Date.parse(one.at) > MONTH);
    const drafts = await TabletStore.all("drafts");
    const shown = new Set(drafts.flatMap((draft) => Object.values(draft.files).map((file) => file.digest)));
    await TabletStore.write(["sent", "photos"], async (changing) => {
      for (const one of old) {
        await changing.objectStore("sent").delete(one.id);
        for (const digest of one.files) {
          const photo = await changing.objectStore("photos").get(digest);
          if (photo?.state === "sent" && !shown.has(digest)) await changing.objectStore("photos").delete(digest);
        }
      }
    });
  }

  // Every page of the tablet looks at the outbox again.
  function tell() {
    const channel = new BroadcastChannel("tablet");
    channel.postMessage("outbox");
    channel.close();
  }

  return { run, tidy, tell };
})();
