/* Buttons that move a choice of an order up and down; the positions to choose stay beside them. */
"use strict";

SurveyForm.help('[data-kind="rank"]', addArrows);

function addArrows(question) {
  const list = question.querySelector(".rank");
  if (!list || list.querySelector(".move")) return;
  const rows = [...list.children];
  const shown = () => rows.filter((row) => !row.hidden);
  const fieldOf = (row) => row.querySelector("select");
  for (const row of rows)
    for (const [step, words] of [
      [-1, SurveyForm.words.rank_up],
      [1, SurveyForm.words.rank_down],
    ]) {
      const button = SurveyForm.button(step < 0 ? "↑" : "↓", "secondary move");
      button.setAttribute(
        "aria-label",
        words.replace("{choice}", row.querySelector("label").textContent.trim()),
      );
      button.addEventListener("click", () => {
        move(row, step);
        button.focus(); // a row that is moved loses it
      });
      row.append(button);
    }

  // The order as it stands: choices with a position first, the others as they are listed.
  function ordered() {
    const place = (row) => Number(fieldOf(row).value) || Infinity;
    return shown().sort((one, other) => place(one) - place(other) || rows.indexOf(one) - rows.indexOf(other));
  }

  function move(row, step) {
    const order = ordered();
    const from = order.indexOf(row);
    const to = Math.min(Math.max(from + step, 0), order.length - 1);
    order.splice(to, 0, ...order.splice(from, 1));
    order.forEach((each, place) => {
      fieldOf(each).value = String(place + 1);
      list.append(each);
    });
    SurveyForm.fill(fieldOf(row), String(to + 1));
    SurveyForm.say(SurveyForm.words.rank_now, to + 1);
  }
}
