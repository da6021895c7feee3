/* A question in front of the page, which is closed by an answer, by leaving it, or by Escape; and one in the place
   of the button that asks it. */
"use strict";

const Dialogs = (() => {
  const { say, make, button } = Words;

  // Shows `parts` under `title`. Hands back what `answer` gives once it gives something, or null when the
  // dialog was left.
  function ask(title, parts, words, answer) {
    return new Promise((resolve) => {
      const heading = make("h2", { id: "dialog-title", tabIndex: -1 }, title);
      const dialog = make("dialog", { className: "asking", "aria-labelledby": "dialog-title" });
      let given = null;
      const keep = button(words, async () => {
        keep.disabled = true;
        const found = await answer();
        keep.disabled = false;
        if (found === undefined) return;
        given = found;
        dialog.close();
      });
      const leave = button(say("dialog_leave"), () => dialog.close(), "button secondary");
      dialog.append(heading, ...parts, make("div", { className: "actions" }, keep, leave));
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(given);
      });
      document.body.append(dialog);
      dialog.showModal();
      heading.focus();
    });
  }

  // A button that asks `question` in its own place before it does `act`.
  function sure(words, question, yes, act) {
    const place = make("div", { className: "actions" });
    const first = button(words, () => asking(), "button secondary");
    function asking() {
      const stay = button(say("keep_record"), keep, "button secondary");
      place.classList.add("deciding");
      place.replaceChildren(make("p", {}, question), button(yes, doing, "button danger"), stay);
      stay.focus();
    }
    function keep() {
      place.classList.remove("deciding");
      place.replaceChildren(first);
      first.focus();
    }
    function doing() {
      place.classList.remove("deciding");
      return act();
    }
    place.append(first);
    return place;
  }

  return { ask, sure };
})();
