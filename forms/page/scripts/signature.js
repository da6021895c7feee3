/* A field to sign on with finger, pen or mouse; what was drawn goes into the file field, which stays for those
   who take a photo of a signature on paper instead. */
"use strict";

SurveyForm.help('[data-kind="signature"]', addPad);

function addPad(question) {
  const words = SurveyForm.words;
  const input = question.querySelector("input[type=file]");
  if (!input || question.querySelector("canvas")) return;
  const pad = document.createElement("canvas");
  pad.width = 600;
  pad.height = 240;
  pad.className = "signature";
  pad.setAttribute("role", "img");
  pad.setAttribute("aria-label", words.signature_pad);
  const clear = SurveyForm.button(words.signature_clear, "secondary");
  const drawing = pad.getContext("2d");
  let signed = false;
  input.before(pad, clear);
  blank();

  function blank() {
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, pad.width, pad.height);
    drawing.lineWidth = 3;
    drawing.lineCap = drawing.lineJoin = "round";
    signed = false;
  }

  function point(event) {
    const box = pad.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * pad.width) / box.width,
      ((event.clientY - box.top) * pad.height) / box.height,
    ];
  }

  function keep(files) {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    drawing.beginPath();
    drawing.moveTo(...point(event));
    event.preventDefault();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    drawing.lineTo(...point(event));
    drawing.stroke();
    signed = true;
  });
  pad.addEventListener("pointerup", () => {
    if (signed) pad.toBlob((blob) => keep([new File([blob], "signature.png", { type: "image/png" })]));
  });
  clear.addEventListener("click", () => {
    blank();
    keep([]);
  });
}
