// A line is saved as soon as it was changed, and shows what the server made of it; without this script the
// button at the end saves the page.
"use strict";

const translating = document.querySelector("form.translating");
const waiting = new Map(); // by number of the line: one after the other, so that marks stay right
const unsaved = new Set();

function fieldsOf(line, sound) {
  const fields = new FormData();
  fields.append("csrf_token", translating.elements.csrf_token.value);
  for (const input of line.querySelectorAll("input, textarea")) {
    const left = (input.type === "checkbox" && !input.checked) || input.type === "file";
    if (!left) {
      fields.append(input.name, input.value);
    } else if (input.type === "file" && !sound && input.files[0]) {
      fields.append(input.name, input.files[0]);
    }
  }
  if (sound) {
    fields.append(`sound-${line.dataset.number}`, sound, "recording");
  }
  return fields;
}

function put(line, answer) {
  const made = document.createElement("template");
  made.innerHTML = answer.stand;
  const last = line.querySelector(".stand");
  const held = last.contains(document.activeElement);
  last.replaceWith(made.content.firstElementChild);
  if (held) {
    line.querySelector(".record, textarea").focus();
  }
  for (const [name, ticked] of [["reviewed", answer.reviewed], ["heard", answer.heard]]) {
    const box = line.querySelector(`[name=${name}-${answer.number}]`);
    if (box) {
      box.checked = ticked;
    }
  }
}

async function send(line, sound, removed) {
  const said = line.querySelector(".said");
  said.textContent = translating.dataset.saving;
  const text = line.querySelector("textarea")?.value;
  const fields = fieldsOf(line, sound);
  if (removed) {
    fields.append("remove", line.dataset.number);
  }
  try {
    const request = { method: "POST", body: fields, headers: { Accept: "application/json" } };
    const reply = await fetch(window.location.href, request);
    if (reply.redirected || (reply.status !== 200 && reply.status !== 422)) {
      throw new Error(String(reply.status));
    }
    const [answer] = await reply.json();
    put(line, answer);
    for (const sent of line.querySelectorAll("[type=file]")) {
      sent.value = "";
    }
    line.classList.toggle("wrong", reply.status === 422);
    said.textContent = reply.status === 200 ? translating.dataset.saved : "";
    if (reply.status === 200 && line.querySelector("textarea")?.value === text) {
      unsaved.delete(line);
    }
    return reply.status === 200;
  } catch {
    said.textContent = translating.dataset.failed;
    return false;
  }
}

// What recording.js calls, and every change; says whether it was taken.
function saveLine(line, sound = null, removed = false) {
  const before = waiting.get(line.dataset.number) ?? Promise.resolve();
  const now = before.then(() => send(line, sound, removed));
  waiting.set(line.dataset.number, now);
  return now;
}

if (translating) {
  translating.addEventListener("input", (event) => {
    unsaved.add(event.target.closest(".line"));
    if (event.target.matches("textarea")) {
      const tick = event.target.closest(".line").querySelector("[name^=reviewed]");
      tick.checked = false; // the tick was for the words before
    }
  });
  translating.addEventListener("change", (event) => saveLine(event.target.closest(".line")));
  translating.addEventListener("click", (event) => {
    if (event.target.closest("[name=remove]")) {
      event.preventDefault();
      saveLine(event.target.closest(".line"), null, true);
    }
  });
  translating.addEventListener("submit", () => unsaved.clear());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) {
      event.preventDefault();
      event.returnValue = true; // older browsers
    }
  });
}
