// A checklist with changes is not left unasked.
"use strict";

const form = document.querySelector("form.checklist");
let changed = "unsaved" in form.dataset; // after a refusal what was typed stands here alone

form.addEventListener("input", () => {
  changed = true;
});

form.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed = false; // too_much.js, heard before, may hold it back
});

window.addEventListener("beforeunload", (event) => {
  if (changed) {
    event.preventDefault();
    event.returnValue = true; // older tablets
  }
});
