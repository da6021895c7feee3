/* The button that goes on says that it sends, for as long as nothing follows the screen. What the button says is
   posted with it: the server sends nothing of somebody who was not told so. */
"use strict";

(() => {
  const button = document.querySelector("button[data-send]");
  if (!button) return;
  const goOn = button.textContent;

  function settle(ends) {
    button.textContent = ends ? button.dataset.send : goOn;
    button.name = ends ? "send" : "";
    button.value = ends ? "1" : "";
  }

  // Where nothing else on the screen reacts, the page says which answers end the form.
  function listed() {
    const { fields, ends } = JSON.parse(document.querySelector(".form-logic").textContent);
    const look = () => {
      const given = new FormData(button.form);
      settle(ends.includes(fields.map((field) => given.get(field) || "").join(" ")));
    };
    document.addEventListener("change", look);
    window.addEventListener("pageshow", look); // a browser that goes back fills in what was chosen
    look();
  }

  function judged() {
    const { state, ahead } = SurveyForm;
    if (!ahead.length) return;
    // Something wrong or still unanswered here keeps the screen from being the last.
    const isFaulty = (question) => {
      const { item, at } = question.dataset;
      return state.problems.has(SurveyJudge.address(item, Number(at)));
    };
    const look = () =>
      settle(
        ahead.every((name) => state.irrelevant.has(name)) &&
          ![...document.querySelectorAll("[data-item]:not([hidden])")].some(isFaulty),
      );
    document.addEventListener("reacted", look);
    look();
  }

  if (typeof SurveyForm === "undefined") listed();
  else judged();
})();
