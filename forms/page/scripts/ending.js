/* The button that goes on says that it sends, for as long as nothing follows the screen. What the button says is
   posted with it: the server sends nothing of somebody who was not told so. */
"use strict";

(() => {
  const { state, ahead } = SurveyForm;
  const button = document.querySelector("button[data-send]");
  if (!button || !ahead.length) return;
  const goOn = button.textContent;

  // Something wrong or still unanswered here keeps the screen from being the last.
  const isFaulty = (question) => {
    const { item, at } = question.dataset;
    return state.problems.has(SurveyJudge.address(item, Number(at)));
  };

  function settle() {
    const ends =
      ahead.every((name) => state.irrelevant.has(name)) &&
      ![...document.querySelectorAll("[data-item]:not([hidden])")].some(isFaulty);
    button.textContent = ends ? button.dataset.send : goOn;
    button.name = ends ? "send" : "";
    button.value = ends ? "1" : "";
  }

  document.addEventListener("reacted", settle);
  settle();
})();
