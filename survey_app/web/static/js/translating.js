// A line is saved as soon as it was changed, and shows what the server made of it; without this script the
// button at the end saves the page.
"use strict";

const translating = document.querySelector("form.translating");
const waiting = new Map(); // by number of the line: one after the other, so that marks stay right
const unsaved = new Set(); // lines

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
  const focused = last.contains(document.activeElement);
  last.replaceWith(made.content.firstElementChild);
  if (focused) {
    line.querySelector(".record, textarea").focus();
  }
  for (const [name, ticked] of [["reviewed", answer.reviewed], ["heard", answer.heard]]) {
    const box = line.querySelector(`[name=${name}-${answer.number}]`);
    if (box) {
      box.checked = ticked;
    }
  }
}

async function post(line, sound, removed) {
  const fields = fieldsOf(line, sound);
  if (removed) {
    fields.append("remove", line.dataset.number);
  }
  const request = { method: "POST", body: fields, headers: { Accept: "application/json" } };
  return fetch(window.location.href, request);
}

function isTaken(reply) {
  return !reply.redirected && (reply.status === 200 || reply.status === 422);
}

// Whether somebody is signed in, by now perhaps anew in another tab: then the page has another token.
async function renew() {
  const reply = await fetch(window.location.href);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const token = page.querySelector("[name=csrf_token]");
  if (reply.redirected || !reply.ok || !token) {
    return false;
  }
  translating.elements.csrf_token.value = token.value;
  return true;
}

function show(line, answer, good) {
  put(line, answer.lines[0]);
  const progress = document.createElement("template");
  progress.innerHTML = answer.progress;
  document.getElementById("progress").replaceWith(progress.content.firstElementChild);
  for (const sent of line.querySelectorAll("[type=file]")) {
    sent.value = "";
  }
  line.classList.toggle("wrong", !good);
  line.querySelector(".said").textContent = good ? translating.dataset.saved : "";
}

async function send(line, sound, removed) {
  const [said, again] = [line.querySelector(".said"), line.querySelector(".again")];
  said.textContent = translating.dataset.saving;
  const text = line.querySelector("textarea")?.value;
  unsaved.add(line);
  try {
    let reply = await post(line, sound, removed);
    if (!isTaken(reply) && !(await renew())) {
      said.replaceChildren(document.getElementById("signed-out").content.cloneNode(true));
      again.hidden = false;
      return false;
    }
    reply = isTaken(reply) ? reply : await post(line, sound, removed);
    if (!isTaken(reply)) {
      throw new Error(String(reply.status));
    }
    const [good, answer] = [reply.status === 200, await reply.json()];
    show(line, answer, good);
    again.hidden = answer.lines[0].kept;
    if (answer.lines[0].kept && line.querySelector("textarea")?.value === text) {
      unsaved.delete(line);
    }
    return good;
  } catch {
    said.textContent = translating.dataset.failed;
    again.hidden = false;
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
    if (event.target.closest(".again")) {
      const line = event.target.closest(".line");
      const recorder = line.querySelector(".record");
      if (recorder?.held) {
        recorder.click(); // sends the line with the recording that waits
      } else {
        saveLine(line);
      }
    }
  });
  translating.addEventListener("submit", () => unsaved.clear());
  window.addEventListener("beforeunload", (event) => {
    const held = [...document.querySelectorAll(".record")].some((button) => button.held);
    if (unsaved.size || held) {
      event.preventDefault();
      event.returnValue = true; // older browsers
    }
  });
}
