/* Whether a finger is on the page: what is drawn anew under one would lose its click. */
"use strict";

const Hands = (() => {
  const CLICK = 300; // milliseconds from lifting a finger until it surely was a click
  const LONGEST = 10000; // of a finger that may not be there any more: a list of choices swallows its lifting
  let until = 0; // when the last click surely is over

  // Ends once no finger is on the page.
  async function released() {
    while (performance.now() < until) await new Promise((done) => setTimeout(done, CLICK));
  }

  document.addEventListener("pointerdown", () => (until = performance.now() + LONGEST), true);
  for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => (until = performance.now() + CLICK), true);

  return { released };
})();
