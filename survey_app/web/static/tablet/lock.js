/* Who is at the tablet: a name, proved once with the password while the office is reached, and from then on a PIN
   that this tablet alone knows. After five minutes without a touch it locks. It keeps curious hands out; it does
   not encipher what is kept. */
"use strict";

const Lock = (() => {
  const [IDLE, PAUSE] = [5 * 60000, 5 * 60000];
  const TRIES = 5;
  const ROUNDS = 210000; // of PBKDF2-SHA-256
  const PLACE = "tablet-person"; // ends with the tab

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(PLACE));
    } catch {
      return null;
    }
  }

  const keep = (person) => sessionStorage.setItem(PLACE, JSON.stringify({ ...person, active: Date.now() }));

  // Whoever unlocked the tablet and has touched it since; null once it is locked.
  function person() {
    const found = read();
    return found && Date.now() - found.active < IDLE ? found : null;
  }

  const lock = () => sessionStorage.removeItem(PLACE);

  async function hash(pin, salt, rounds) {
    const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
    const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
    return new Uint8Array(bits);
  }

  const isPin = (text) => /^[0-9]{6}$/.test(text);

  // One digit all along, or digits in their order: the first that anybody tries.
  function isEasy(pin) {
    const steps = [...pin].slice(1).map((digit, at) => (10 + Number(digit) - Number(pin[at])) % 10);
    return [0, 1, 9].includes(steps[0]) && new Set(steps).size === 1;
  }

  async function setPin(who, pin) {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const kept = { salt, rounds: ROUNDS, hash: await hash(pin, salt, ROUNDS), fails: 0, until: 0 };
    await TabletStore.put("settings", kept, `pin ${who.username}`);
    keep(who);
  }

  const hasPin = async (username) => Boolean(await TabletStore.get("settings", `pin ${username}`));

  // "" once it is open, else the key of what is to be said.
  async function unlock(who, pin) {
    const place = `pin ${who.username}`;
    const kept = await TabletStore.get("settings", place);
    if (!kept) return "pin_unknown";
    if (kept.until > Date.now()) return "pin_pause";
    const given = await hash(pin, kept.salt, kept.rounds);
    if (given.every((byte, at) => byte === kept.hash[at])) {
      if (kept.fails) await TabletStore.put("settings", { ...kept, fails: 0, until: 0 }, place);
      keep(who);
      return "";
    }
    const fails = kept.fails + 1;
    const pause = fails >= TRIES;
    await TabletStore.put("settings", { ...kept, fails: pause ? 0 : fails, until: pause ? Date.now() + PAUSE : 0 }, place);
    return pause ? "pin_pause" : "pin_wrong";
  }

  // Calls `locked` once nobody has touched the page for five minutes.
  function watch(locked) {
    let touched = 0;
    const touch = () => {
      const found = person();
      if (found && Date.now() - touched > 5000) {
        touched = Date.now();
        keep(found);
      }
    };
    for (const kind of ["pointerdown", "keydown", "input", "scroll"])
      document.addEventListener(kind, touch, { capture: true, passive: true });
    const look = () => read() && !person() && (lock(), locked());
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pageshow", look);
  }

  return { person, lock, unlock, setPin, hasPin, isPin, isEasy, watch };
})();
