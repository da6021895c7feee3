// Records a text read aloud and sends it; a recording that could not be sent waits until it is sent again.
"use strict";

const longest = 5 * 60 * 1000; // milliseconds
const bitsPerSecond = 32000;
// What every telephone plays comes first.
const kinds = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
let running = null; // one at a time

function name(button, state) {
  button.classList.toggle("running", state === "stop");
  button.firstElementChild.textContent = button.dataset[state];
}

async function start(button) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const kind = kinds.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: bitsPerSecond });
  const parts = [];
  const timer = setTimeout(() => recorder.stop(), longest);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    clearTimeout(timer);
    stream.getTracks().forEach((track) => track.stop());
    running = null;
    finish(button, new Blob(parts, { type: recorder.mimeType }));
  });
  recorder.start();
  running = { button, recorder };
  name(button, "stop");
}

async function finish(button, sound) {
  name(button, "record");
  const taken = await saveLine(button.closest(".line"), sound);
  button.held = taken ? null : sound;
  name(button, taken ? "record" : "again");
}

async function press(button) {
  if (running) {
    const mine = running.button === button;
    running.recorder.stop();
    if (mine) {
      return;
    }
  }
  if (button.held) {
    await finish(button, button.held);
    return;
  }
  try {
    await start(button);
  } catch {
    button.closest(".line").querySelector(".said").textContent = translating.dataset.denied;
  }
}

if (navigator.mediaDevices && window.MediaRecorder) {
  for (const button of document.querySelectorAll(".record")) {
    button.hidden = false;
    button.addEventListener("click", () => press(button));
  }
} else if (document.querySelector(".record")) {
  document.getElementById("no-microphone").hidden = false; // not over plain http, not in an old browser
}
