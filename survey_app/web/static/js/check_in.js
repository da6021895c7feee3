/* Where and when a team checks in, as its device knows it. Without this the person types both. */
"use strict";
(() => {
  const form = document.querySelector("form.check-in");
  const time = form && form.querySelector("[name=time]");
  if (time && !time.value) {
    const now = new Date();
    time.value = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }
  const line = form && form.querySelector(".locate");
  if (!line || !navigator.geolocation || !window.isSecureContext) return;
  line.hidden = false;
  const said = line.querySelector("[role=status]");
  line.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(5);
        form.elements.longitude.value = coords.longitude.toFixed(5);
        form.elements.accuracy.value = String(Math.round(coords.accuracy));
        said.textContent = said.dataset.found;
      },
      () => { said.textContent = said.dataset.failed; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
})();
