/* What a tablet keeps, in IndexedDB: written through to the disk before anybody is told that it is kept.
   Pages and the service worker read and write it by the same functions. */
"use strict";

const TabletStore = (() => {
  const NAME = "survey-tablet";
  const STORES = ["settings", "pack", "drafts", "photos", "outbox", "sent"];
  let opened = null;

  // The open database. A newer release that changes it closes it here: the page is then to be loaded anew.
  function open() {
    opened ??= idb.openDB(NAME, 1, {
      upgrade(db) {
        for (const name of ["settings", "pack"]) db.createObjectStore(name);
        db.createObjectStore("drafts", { keyPath: "key" }); // "VISIT USERNAME"
        db.createObjectStore("photos", { keyPath: "digest" }).createIndex("state", "state");
        const outbox = db.createObjectStore("outbox", { keyPath: "id" });
        for (const name of ["order", "state", "at"]) outbox.createIndex(name, name);
        db.createObjectStore("sent", { keyPath: "id" });
      },
      blocking(_old, _new, event) {
        event.target.close();
        opened = null;
      },
      terminated() {
        opened = null;
      },
    });
    return opened;
  }

  // Does `work` with one transaction over `names`; what it wrote is on the disk once this is done.
  async function write(names, work) {
    const db = await open();
    const change = db.transaction(names, "readwrite", { durability: "strict" });
    try {
      const done = await work(change);
      await change.done;
      return done;
    } catch (fault) {
      change.done.catch(() => {});
      try {
        change.abort();
      } catch {
        // it has ended already
      }
      throw fault;
    }
  }

  const get = async (name, key) => (await open()).get(name, key);
  const all = async (name) => (await open()).getAll(name);
  const some = async (name, index, value) => (await open()).getAllFromIndex(name, index, value);
  const keys = async (name, index, value) => (await open()).getAllKeysFromIndex(name, index, value);
  const count = async (name, index, value) => (await open()).countFromIndex(name, index, value);
  const put = (name, value, key) => write([name], (change) => change.objectStore(name).put(value, key));
  const remove = (name, key) => write([name], (change) => change.objectStore(name).delete(key));

  // SHA-256 in hexadecimal of a text, bytes or a blob.
  async function digest(content) {
    const bytes =
      typeof content === "string"
        ? new TextEncoder().encode(content)
        : content instanceof Blob
          ? await content.arrayBuffer()
          : content;
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // JSON with sorted keys and no room: the same content is the same text on every tablet.
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const parts = Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${parts.join(",")}}`;
  }

  return { STORES, open, write, get, all, some, keys, count, put, remove, digest, canonical };
})();
