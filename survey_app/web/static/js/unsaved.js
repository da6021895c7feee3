// A checklist with changes is not left unasked, and photos that are too much together are not sent:
// without this script the server says so, but what was typed is gone.
"use strict";

const form = document.querySelector("form.checklist");
const megabyte = 2 ** 20;
let changed = "unsaved" in form.dataset; // after a refusal what was typed stands here alone

function sentBytes() {
  const inputs = [...form.querySelectorAll("input[type=file]")];
  return inputs.flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, megabyte);
}

form.addEventListener("input", () => {
  changed = true;
});

form.addEventListener("submit", (event) => {
  const told = document.getElementById("too-much");
  told.hidden = sentBytes() <= Number(form.dataset.mostMegabytes) * megabyte;
  if (told.hidden) {
    changed = false;
  } else {
    event.preventDefault();
    told.focus();
  }
});

window.addEventListener("beforeunload", (event) => {
  if (changed) {
    event.preventDefault();
    event.returnValue = true; // older tablets
  }
});
