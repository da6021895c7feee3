/* The fields of a question: what stands in them as it would be posted, and what scripts write into them. The
   twin of forms/page/posted.py. */
"use strict";

const SurveyFields = (() => {
  const KEPT = `${"0".repeat(64)}.`; // stands for the name the server will give to a file that was chosen
  const UNSAID = "…";

  const nameOf = (question) => question.id.slice(2);

  function controls(question) {
    const name = nameOf(question);
    return [...question.querySelectorAll("input, select, textarea")].filter(
      (control) => control.name === name || (control.name.startsWith(`${name}-`) && !control.name.endsWith("-was")),
    );
  }

  const sent = (control) => !["radio", "checkbox"].includes(control.type) || control.checked;
  const part = (question, found, key) =>
    found.find((control) => control.name === `${nameOf(question)}-${key}`)?.value ?? "";

  // What a question would post, as the judge is handed it; undefined for nothing.
  function read(question, item, before) {
    const found = controls(question);
    if (item.type === "geopoint" && part)
      return place(["lat", "lon", "acc"].map((key) => part(question, found, key)));
    if (item.type === "rank") return order(found, item.names);
    const file = found.find((control) => control.type === "file");
    if (file) return readFile(file, found, before);
    const values = found.filter(sent).map((control) => control.value);
    return item.type === "select_multiple" || values.length > 1 ? values : values[0];
  }

  function readFile(file, found, before) {
    if (file.files.length) return KEPT;
    return found.some((control) => control.name.endsWith("-remove") && control.checked) ? "" : before;
  }

  function place(parts) {
    const figures = parts.map((text) => text.replace(/\s/g, ""));
    if (!figures.some(Boolean)) return "";
    const [latitude, longitude, accuracy] = figures.map((figure) => figure || UNSAID);
    return (accuracy === UNSAID ? [latitude, longitude] : [latitude, longitude, "0", accuracy]).join(" ");
  }

  function order(found, names) {
    const taken = [];
    names.forEach((name, at) => {
      const position = Number(found.find((control) => control.name.endsWith(`-p${at + 1}`))?.value);
      if (position >= 1 && position <= names.length) taken[position - 1] ??= name;
    });
    return Array.from(taken, (name) => name ?? "");
  }

  // Writes an answer into the fields of a question, or into the hidden field called `name`.
  function write(question, name, text) {
    own(question);
    const found = question ? controls(question) : [...document.getElementsByName(name)];
    for (const control of found)
      if (["radio", "checkbox"].includes(control.type))
        control.checked = text.split(" ").includes(control.value);
      else if (control.type !== "file") control.value = text;
  }

  // From here on what stands in the question is somebody's own, no longer what was calculated.
  function own(question) {
    question?.querySelector("[name$='-was']")?.remove();
  }

  // Leaves only the choices `allowed`; says whether one that was chosen had to go.
  function narrow(question, allowed) {
    let gone = false;
    for (const option of question.querySelectorAll("[data-choice]")) {
      option.hidden = !allowed.has(option.dataset.choice);
      if (option.matches("option")) option.disabled = option.hidden;
      if (!option.hidden) continue;
      const chosen = option.matches("option")
        ? option.selected && option
        : option.querySelector(":checked:not([value=''])");
      if (!chosen) continue;
      gone = true;
      if (chosen.matches("option")) chosen.closest("select").value = "";
      else chosen.checked = false;
    }
    return gone;
  }

  // Says `text` beside the question, or takes away what was said when it is ''.
  function mark(question, text, words) {
    const id = `${nameOf(question)}-error`;
    let told = document.getElementById(id);
    if (!text && !told) return;
    const holder = question.matches("[role=radiogroup], fieldset")
      ? question
      : controls(question)[0] || question;
    const described = (holder.getAttribute("aria-describedby") || "")
      .split(" ")
      .filter((one) => one && one !== id);
    if (!text) told.remove();
    else {
      if (!told) {
        told = Object.assign(document.createElement("p"), { id, className: "error" });
        const before = question.querySelector(".hint") || question.querySelector("legend, label");
        if (before) (before.closest("h1, h2, h3") || before).after(told);
        else question.append(told);
      }
      const mark = Object.assign(document.createElement("strong"), { textContent: words.error_mark });
      told.replaceChildren(mark, ` ${text}`);
      described.push(id);
    }
    set(holder, "aria-describedby", described.join(" "));
    if (!holder.matches("fieldset:not([role=radiogroup])")) set(holder, "aria-invalid", text && "true");
  }

  function set(element, name, value) {
    if (value) element.setAttribute(name, value);
    else element.removeAttribute(name);
  }

  return { read, write, own, narrow, mark, nameOf };
})();
