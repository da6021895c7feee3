/* A button that asks the device where it is and fills the fields of a place; typing them stays possible. */
"use strict";

SurveyForm.help('[data-kind="geopoint"]', addPlaceButton);

function addPlaceButton(question) {
  const words = SurveyForm.words;
  const fields = question.querySelectorAll("input");
  if (!navigator.geolocation || !fields.length || question.querySelector(".here")) return;
  const button = SurveyForm.button(words.geopoint_find, "secondary here");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  fields[0].closest("div, p, label").before(button, told);
  button.addEventListener("click", () => {
    told.textContent = words.geopoint_waiting;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        const { latitude, longitude, accuracy } = found.coords;
        const metres = Math.round(accuracy);
        [latitude.toFixed(6), longitude.toFixed(6), String(metres)].forEach((text, place) => {
          if (fields[place]) SurveyForm.fill(fields[place], text);
        });
        told.textContent = words.geopoint_found.replace("{metres}", metres);
      },
      () => {
        told.textContent = words.geopoint_failed;
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
}
