/* A slider beside the field of a range, with the number shown; the field stays and says the same. A slider has
   a position from the start, an answer only once it was moved. */
"use strict";

SurveyForm.help('[data-kind="range"]', addSlider);

function addSlider(question) {
  const field = question.querySelector("input[data-start]");
  if (!field || question.querySelector("input[type=range]")) return;
  const slider = document.createElement("input");
  const { start, end, step } = field.dataset;
  // A slider only goes upwards.
  Object.assign(slider, { type: "range", min: Math.min(start, end), max: Math.max(start, end), step });
  slider.setAttribute("aria-label", question.querySelector("label, legend").textContent.trim());
  slider.value = field.value.replace(",", ".") || slider.min;
  slider.classList.toggle("blank", !field.value);
  slider.addEventListener("input", () => {
    slider.classList.remove("blank");
    SurveyForm.fill(field, slider.value);
  });
  field.addEventListener("input", () => {
    slider.classList.toggle("blank", !field.value);
    slider.value = field.value.replace(",", ".") || slider.min;
  });
  field.before(slider);
}
