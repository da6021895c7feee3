/* The way into a tablet: let in by a code of the office, a name chosen, proved once, opened by a PIN. */
"use strict";

const Entry = (() => {
  const { say, make, button } = Words;

  // A labelled field; `more` are properties of the input.
  function field(name, label, more = {}, hint = "") {
    const about = hint ? { "aria-describedby": `${name}-hint` } : {};
    return make(
      "div",
      { className: "field" },
      make("label", { for: name }, label),
      hint && make("p", { className: "hint", id: `${name}-hint` }, hint),
      make("input", { id: name, name, autocomplete: "off", ...about, ...more }),
    );
  }

  // A form whose answer `send` takes, and the form with it; what it hands back is said above the fields.
  function form(parts, words, send) {
    const told = make("p", { className: "message", role: "alert" });
    const submit = make("button", { className: "button" }, words);
    const made = make("form", { className: "narrow" }, told, ...parts, make("p", {}, submit));
    made.noValidate = true;
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      told.textContent = "";
      const wrong = await send(Object.fromEntries(new FormData(made)), made).catch((fault) => {
        if (fault instanceof Door.Unreached) return say("no_line");
        throw fault;
      });
      submit.disabled = false;
      told.textContent = wrong || "";
      if (wrong) made.querySelector("input")?.focus();
    });
    return made;
  }

  // Lets this tablet in; `code` stands in the address the office showed.
  function enrol(code) {
    const parts = [
      field("code", say("code"), { value: code, autocapitalize: "characters", spellcheck: false }, say("code_hint")),
    ];
    const send = async ({ code: typed }) => {
      if (!typed.trim()) return say("code_missing");
      const { status, body } = await Door.ask("POST", "/api/v1/devices", Door.asJson({ code: typed.trim() }));
      if (status !== 201 || !body?.token) return body?.message || say("office_fails");
      await TabletStore.write(["settings"], async (change) => {
        for (const [key, value] of [["token", body.token], ["device", body.name], ["trouble", ""]])
          await change.objectStore("settings").put(value, key);
      });
      await navigator.storage?.persist?.();
      await Pack.ask();
      Shell.go("");
      Shell.fetchForms();
      return "";
    };
    return [make("p", { className: "lead" }, say("enrol_lead")), form(parts, say("enrol"), send)];
  }

  // The names of those who inspect: whoever has a PIN on this tablet first.
  async function names() {
    const pack = await Pack.read();
    const people = await Promise.all((pack?.people || []).map(async (one) => ({ ...one, known: await Lock.hasPin(one.username) })));
    people.sort((one, other) => other.known - one.known || one.name.localeCompare(other.name, "vi"));
    const list = make("ul", { className: "choices" }, ...people.map((one) => make("li", {}, button(one.name, () => Shell.show(() => open(one)), "choice"))));
    const search = field("person-search", say("search_name"), { type: "search" });
    search.querySelector("input").addEventListener("input", ({ target }) => {
      for (const [at, item] of [...list.children].entries())
        item.hidden = !Words.plain(people[at].name).includes(Words.plain(target.value));
    });
    if (!people.length) return [make("p", {}, say("no_people")), button(say("ask_office"), Shell.renew)];
    return [people.length > 8 ? search : "", list];
  }

  async function open(who) {
    const again = button(say("other_person"), () => Shell.go(""), "button secondary");
    if (!(await Lock.hasPin(who.username))) return [say("prove_title", { name: who.name }), prove(who), again];
    const send = async ({ pin }) => {
      const wrong = await Lock.unlock(who, pin.trim());
      if (wrong) return say(wrong);
      Shell.opened();
      return "";
    };
    const forgotten = button(say("pin_forgotten"), () => Shell.show(async () => [say("pin_new_title", { name: who.name }), prove(who, "pin_new_hint"), again]), "link");
    return [say("pin_title", { name: who.name }), form([pinField("pin", say("pin"))], say("unlock"), send), make("p", {}, forgotten), again];
  }

  const pinField = (name, label, hint = "") => field(name, label, { type: "password", inputMode: "numeric", maxLength: 6, pattern: "[0-9]*" }, hint);

  function prove(who, hint = "prove_hint") {
    const parts = [field("password", say("password"), { type: "password", autocomplete: "current-password" }, say(hint))];
    return form(parts, say("prove"), async ({ password }, made) => {
      if (!password) return say("password_missing");
      const path = `/api/v1/people/${encodeURIComponent(who.username)}`;
      const { status, body } = await Door.ask("POST", path, Door.asJson({ password }));
      if (status !== 204) return body?.message || say("office_fails");
      // Their visits come along from now on; without a line they come with the next call.
      await Pack.refresh().catch(() => {});
      await Pack.ask(); // the visits of who is known on the tablet come along
      // Somebody else may be at the tablet by now.
      if (made.isConnected) Shell.show(async () => [say("choose_pin_title"), choosePin(who)]);
      return "";
    });
  }

  function choosePin(who) {
    const parts = [pinField("pin", say("new_pin"), say("pin_hint")), pinField("again", say("pin_again"))];
    return form(parts, say("keep_pin"), async ({ pin, again }) => {
      if (!Lock.isPin(pin)) return say("pin_six");
      if (Lock.isEasy(pin)) return say("pin_easy");
      if (pin !== again) return say("pin_differs");
      await Lock.setPin(who, pin);
      Shell.opened();
      return "";
    });
  }

  return { enrol, names, open, field, form };
})();
