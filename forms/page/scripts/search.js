/* A field above a long list that leaves only the choices whose words hold what was typed, accents or not. */
"use strict";

SurveyForm.help('[data-kind^="select"]', addSearch);

function addSearch(question) {
  const options = [...question.querySelectorAll(".options .option")];
  if (options.length < 8 || question.querySelector("input[type=search]")) return;
  const words = SurveyForm.words;
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  field.setAttribute("aria-label", words.search);
  field.placeholder = words.search;
  field.addEventListener("input", () => {
    const sought = plainLetters(field.value);
    for (const option of options) {
      const kept = option.querySelector("input").checked;
      option.classList.toggle("unfound", !kept && !plainLetters(option.textContent).includes(sought));
    }
  });
  // What is typed here is no answer.
  for (const kind of ["input", "change"]) field.addEventListener(kind, (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  question.querySelector(".options").before(field);
}

function plainLetters(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .trim();
}
