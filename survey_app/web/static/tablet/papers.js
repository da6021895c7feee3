/* The part below the form: prints of the filled form and of the minutes, photos of signed paper, signatures. */
"use strict";

const Papers = (() => {
  const { say, make, button } = Words;
  const place = () => document.getElementById("beside");
  let told = null;
  let asked = 0; // how often it was to be drawn: only what was read last is

  // Runs `work`, then draws the part anew; what goes wrong is said where it was asked for.
  const doing = (work) => async (...given) => {
    told.textContent = "";
    try {
      await work(...given);
      await draw();
    } catch (fault) {
      const unreadable = fault.name === "InvalidStateError";
      told.textContent = unreadable ? say("photo_unreadable") : say("photo_not_kept", { reason: Words.why(fault) });
    }
  };

  const unsent = () => Object.entries(Drafts.current.files).filter(([address, file]) => address.startsWith("_") && !file.sent);

  async function draw() {
    const turn = (asked += 1);
    const shown = await parts();
    await Hands.released();
    if (turn !== asked) return;
    place().replaceChildren(make("section", { className: "papers", "aria-labelledby": "papers-title" }, ...shown.filter(Boolean)));
  }

  async function parts() {
    told = make("p", { className: "message", role: "alert" });
    const input = make("input", { type: "file", accept: "image/*", id: "signed-paper" });
    const camera = Camera.opener(input, doing(Signing.photograph));
    const full = (kind) => Signing.files(kind).length >= Signing.MOST;
    return [
      make("h2", { id: "papers-title" }, say("papers_title")),
      told,
      ...(await Lots.shown(Drafts.current.visit)),
      make("div", { className: "actions" }, button(say("print_checklist"), doing(Print.checklist)), button(say("print_minutes"), doing(Minutes.ask))),
      make("h3", {}, say("signed_papers")),
      make("p", { className: "hint" }, say("signed_papers_hint")),
      await Signing.list(Signing.PAPER, draw),
      full(Signing.PAPER) ? "" : make("div", { className: "field" }, make("label", { for: "signed-paper" }, say("signed_paper_take")), input, camera),
      make("h3", {}, say("signatures")),
      make("p", { className: "hint" }, say("signature_note")),
      await Signing.list(Signing.SIGNATURE, draw),
      full(Signing.SIGNATURE) ? "" : button(say("signature_add"), doing(Signing.sign), "button secondary"),
      unsent().length ? hand() : "",
    ];
  }

  // What was added after the sections were handed over goes by itself.
  function hand() {
    const send = doing(async () => {
      await Fill.flush();
      await Drafts.queue(Drafts.current, [], false, () => 0, Words.language);
      Sender.tell();
      await Status.askForSync();
      Status.send(true).catch((fault) => console.error(fault));
    });
    return make("div", { className: "notice" }, make("p", {}, say("beside_waits")), button(say("beside_hand"), send, "button secondary"));
  }

  document.addEventListener("draft-open", draw, { once: true });
  document.addEventListener("handed-over", draw);
  return { draw };
})();
