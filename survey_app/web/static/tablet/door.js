/* One request to the office's doors: with the tablet's token, its version and its time. */
"use strict";

const Door = (() => {
  const VERSION = "1";
  const PATIENCE = 60000; // milliseconds a slow line is waited for
  class Unreached extends Error {}

  // Answers {status, headers, body} (body: parsed JSON or null). Throws Unreached where nobody answered.
  async function ask(method, path, { body, headers = {}, text = false } = {}) {
    const token = await TabletStore.get("settings", "token");
    const language = (await TabletStore.get("settings", "language")) || "vi";
    const ours = {
      "X-App-Version": VERSION,
      "X-Device-Time": new Date().toISOString(),
      "Accept-Language": language,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...headers,
    };
    let answer;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      answer = await fetch(path, { method, body, headers: ours, signal, credentials: "omit", cache: "no-store", redirect: "error" });
      if (text) return { status: answer.status, headers: answer.headers, answer };
      const said = method === "HEAD" || answer.status === 204 || answer.status === 304 ? "" : await answer.text();
      return { status: answer.status, headers: answer.headers, body: parsed(said), said };
    } catch (fault) {
      throw new Unreached(String(fault));
    }
  }

  // A gateway on the way may answer with a page of its own: that is no answer of the office.
  function parsed(text) {
    try {
      return text ? JSON.parse(text) : null;
    } catch {
      return null;
    }
  }

  const asJson = (value) => ({ body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });

  return { ask, asJson, Unreached };
})();
