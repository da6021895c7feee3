/* Handing over one section or all of one's own: a record is made of the draft and waits in the outbox. Whatever is
   still wrong is said once; it keeps nobody from handing over. */
"use strict";

const Handing = (() => {
  const { say, make, button } = Words;
  let about = null; // {draft, sectionOf, flush}

  const place = () => document.getElementById("handing");

  // The sections that have faults or gaps, each with its first such question.
  function faulty(numbers) {
    if (typeof SurveyForm === "undefined") return [];
    return numbers.map((number) => [number, SurveyForm.tellAll(Sections.screen(number))]).filter(([, question]) => question);
  }

  function ask(numbers) {
    const found = faulty(numbers);
    if (!found.length) return hand(numbers);
    const [[number, question]] = found;
    const look = () => {
      close();
      Sections.show(number);
      question.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    };
    const text = make("p", {}, say("still_missing", { sections: found.map(([one]) => one).join(", ") }));
    const anyway = button(say("hand_anyway"), () => hand(numbers), "button secondary");
    const first = button(say("look_at_first"), look);
    place().replaceChildren(make("div", { className: "notice", role: "alert" }, text, make("div", { className: "actions" }, first, anyway)));
    first.focus();
    return undefined;
  }

  const close = () => place().replaceChildren();

  // Sections of others in which something was answered here go along, but not as finished.
  function strays(numbers) {
    const touched = new Set(Object.keys(about.draft.touched).map(about.sectionOf));
    const open = (number) => !about.draft.sections[number] || changedSince(number);
    return Sections.asked().filter((number) => touched.has(number) && !numbers.includes(number) && !Sections.isMine(number) && open(number));
  }

  const changedSince = (number) =>
    Object.keys(about.draft.touched).some((address) => about.sectionOf(address) === number && Drafts.isOpen(about.draft, address));

  async function hand(numbers) {
    close();
    await about.flush();
    const loose = strays(numbers);
    try {
      await Drafts.queue(about.draft, numbers, true, about.sectionOf, Words.language);
      if (loose.length) await Drafts.queue(about.draft, loose, false, about.sectionOf, Words.language);
    } catch (fault) {
      place().replaceChildren(make("p", { className: "notice wrong-bar", role: "alert" }, say("not_kept", { reason: Words.why(fault) })));
      return;
    }
    place().replaceChildren(make("p", { className: "done", role: "status" }, say("handed_over", { sections: numbers.join(", ") })));
    document.dispatchEvent(new CustomEvent("handed-over", { detail: { sections: numbers } }));
    Sections.draw();
    Sender.tell();
    await Status.askForSync();
    Status.send(true).catch((fault) => console.error(fault));
  }

  function start(facts) {
    about = facts;
    document.getElementById("hand-section").addEventListener("click", () => ask([Sections.here]));
    document.getElementById("hand-all").addEventListener("click", () => ask(Sections.asked().filter(Sections.isMine)));
    document.addEventListener("section-shown", close);
  }

  return { start };
})();
