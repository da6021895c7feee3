// Files that are too much together are not sent: without this script the server says so, and what was typed
// is there again only by going back.
"use strict";

const megabyte = 2 ** 20;

for (const form of document.querySelectorAll("form[data-most-megabytes]")) {
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const bytes = files.reduce((sum, file) => sum + file.size, megabyte);
    const told = document.getElementById("too-much");
    told.hidden = bytes <= Number(form.dataset.mostMegabytes) * megabyte;
    if (!told.hidden) {
      event.preventDefault();
      told.focus();
    }
  });
}
