/* A photo from the moment it was taken until it is kept: turned the way it was held, made smaller, its time, place
   and caption noted, masked. Only what came out of that reaches the disk; what the camera wrote into it does not. */
"use strict";

const Camera = (() => {
  const { say, make, button } = Words;
  const LONGEST = 1600; // pixels
  const JUST_NOW = 5 * 60 * 1000; // a picture older than this was not taken here
  const PATIENCE = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };
  const MOST_LETTERS = 300;

  // `file` as a canvas of at most 1600 pixels; rejects what is no picture this browser can read.
  async function read(file) {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
    const canvas = make("canvas", { width, height });
    const drawing = canvas.getContext("2d");
    drawing.imageSmoothingQuality = "high";
    drawing.fillStyle = "#fff"; // what lets the ground through is drawn on white
    drawing.fillRect(0, 0, width, height);
    drawing.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return canvas;
  }

  // When it was taken, as the tablet's clock says; a picture out of the album brings its own time.
  function momentOf(file) {
    const now = Date.now();
    return new Date(file.lastModified > 0 && file.lastModified < now ? file.lastModified : now);
  }

  // The place as far as somebody lets it be known: asked for once, never waited for.
  function placing(taken) {
    const told = make("p", { className: "hint", role: "status" });
    const found = { told, place: null };
    if (Date.now() - taken > JUST_NOW || !navigator.geolocation) told.textContent = say("place_none");
    else {
      told.textContent = say("place_looking");
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude, accuracy } }) => {
          found.place = { latitude, longitude, accuracy };
          told.textContent = say("place_found", { n: Math.round(accuracy) });
        },
        () => (told.textContent = say("place_none")),
        PATIENCE,
      );
    }
    return found;
  }

  // Lets somebody mask `file` and say what it shows; `keep` is handed {blob, type, taken_at, caption, place}. Hands
  // back what `keep` does, or null when they would rather not; where keeping fails the masked picture stays in front
  // of them. Rejects what cannot be read.
  async function take(file, title, keep, caption = "") {
    const mask = Mask.over(await read(file));
    const taken = momentOf(file);
    const where = placing(taken);
    const made = (said) => keep({ ...said, type: "image/jpeg", taken_at: taken.toISOString() });
    return ask(mask, title, caption, where, taken, made).finally(mask.clear);
  }

  function ask(mask, title, caption, where, taken, keep) {
    const said = make("input", { id: "photo-caption", maxLength: MOST_LETTERS, value: caption, autocomplete: "off" });
    const with_ = make("input", { type: "checkbox", id: "photo-place", checked: true });
    const told = make("p", { className: "message", role: "alert" });
    const parts = [
      make("p", { className: "hint" }, say("mask_why")),
      mask.element,
      make("div", { className: "field" }, make("label", { for: "photo-caption" }, say("photo_caption")), said),
      make("p", { className: "hint" }, say("photo_taken_at", { at: Words.moment(taken.toISOString()) })),
      make("label", { className: "option", for: "photo-place" }, with_, " ", say("photo_place")),
      where.told,
      told,
    ];
    return Dialogs.ask(title, parts, say("photo_keep"), async () => {
      try {
        return await keep({ blob: await mask.blob(), caption: said.value.trim(), place: with_.checked ? where.place : null });
      } catch (fault) {
        told.textContent = say("photo_not_kept", { reason: Words.why(fault) });
        return undefined;
      }
    });
  }

  // A field for photos and a button that opens the camera; `taken` is handed each file that was chosen.
  function opener(input, taken) {
    const open = () => {
      input.setAttribute("capture", "environment");
      input.click();
      input.removeAttribute("capture");
    };
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (file) await taken(file);
    });
    return button(say("photo_open_camera"), open, "button secondary camera");
  }

  return { take, opener };
})();
