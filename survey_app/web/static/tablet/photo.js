/* Questions answered by a file: a picture is masked before it is kept, whatever else is kept as it is. What is
   kept stands beside its question, where it can be taken anew or taken away. */
"use strict";

const Photos = (() => {
  const { say, make, button } = Words;
  const FILES = ["image", "signature", "audio", "video", "file"];
  const MOST = { video: 50, other: 20 }; // megabytes the office takes
  const UNKNOWN = "application/octet-stream";
  const held = new WeakMap(); // question -> what is kept for it, null for nothing
  const addresses = []; // of pictures shown, let go when the page is left

  const addressOf = ({ dataset: { item, at } }) => (at === "0" ? item : `${item}[${at}]`);
  const inputOf = (question) => question.querySelector("input[type=file]");
  const labelOf = (question) => question.querySelector("label, legend, .label")?.textContent.trim() || question.dataset.item;

  // Puts `blob` among the photos of this tablet; hands back what a draft says of it.
  async function store({ blob, type, taken_at, caption, place }) {
    const digest = await TabletStore.digest(blob);
    await TabletStore.write(["photos"], async (change) => {
      const photos = change.objectStore("photos");
      if (!(await photos.get(digest))) await photos.put({ digest, blob, type, state: "kept" });
    });
    return { digest, bytes: blob.size, type, taken_at, caption, place };
  }

  // Lets go of a picture that answers nothing any more and was never handed over.
  async function drop(digest) {
    const drafts = await TabletStore.all("drafts");
    if (drafts.some((draft) => Object.values(draft.files).some((file) => file.digest === digest))) return;
    const photo = await TabletStore.get("photos", digest);
    if (["kept", "refused"].includes(photo?.state)) await TabletStore.remove("photos", digest);
  }

  // Keeps `made` ({blob, type, ...}) at an address, null for nothing; what stood there goes.
  async function keep(address, made, question) {
    const before = Drafts.current.files[address];
    const file = made && { ...(await store(made)), question };
    await Drafts.putFile(address, file);
    if (before && before.digest !== file?.digest) await drop(before.digest);
    return file;
  }

  // Keeps a chosen file for its question, once it is masked; null when somebody would rather not.
  async function take(question, file) {
    const drawn = !(file.lastModified > 0) || file.name === "signature.png";
    const plain = { blob: file, type: file.type || UNKNOWN, taken_at: new Date().toISOString(), caption: "", place: null };
    if (question.dataset.kind === "signature" && drawn) return keepFor(question, plain);
    if (["image", "signature"].includes(question.dataset.kind) || file.type.startsWith("image/"))
      return Camera.take(file, labelOf(question), (made) => keepFor(question, made), held.get(question)?.caption);
    const most = MOST[question.dataset.kind] || MOST.other;
    if (file.size > most * 2 ** 20) throw new Words.Told(say("file_too_large", { most }));
    return keepFor(question, plain);
  }

  const keepFor = (question, made) => keep(addressOf(question), made, labelOf(question));

  // A chosen file goes past the form's own scripts: what they hear of is what was kept.
  async function chosen(event) {
    const question = event.target.closest?.("[data-item]");
    if (!question || event.target !== inputOf(question) || event.target.dataset.told) return;
    event.stopImmediatePropagation();
    const [file] = event.target.files;
    event.target.value = "";
    complain(question, "");
    try {
      if (!file && !held.get(question)) return;
      const made = file ? await take(question, file) : await keep(addressOf(question), null);
      if (file && !made) return;
      await set(question, made);
    } catch (fault) {
      complain(question, fault.name === "InvalidStateError" ? say("photo_unreadable") : say("photo_not_kept", { reason: Words.why(fault) }));
    }
  }

  // `file` is what is kept for a question now.
  async function set(question, file) {
    held.set(question, file);
    tell(question);
    await show(question);
  }

  // The form's scripts see a file in the field, or the tick that takes one away.
  function tell(question) {
    const input = inputOf(question);
    const file = held.get(question);
    question.querySelector("[data-gone]")?.remove();
    const chosen = new DataTransfer();
    if (file) chosen.items.add(new File([], file.caption || labelOf(question), { type: file.type }));
    else input.after(make("input", { type: "checkbox", name: `${input.name}-remove`, checked: true, hidden: true, "data-gone": "" }));
    input.files = chosen.files;
    input.dataset.told = "yes";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    delete input.dataset.told;
  }

  const placeOf = (question, className) => question.querySelector(`:scope > .${className}`);

  function complain(question, text) {
    let told = placeOf(question, "photo-told");
    if (!told) {
      told = make("p", { className: "photo-told message", role: "alert" });
      inputOf(question).before(told);
    }
    told.textContent = text;
  }

  // What is kept of a question, or that the office has it.
  async function show(question) {
    placeOf(question, "photo-kept")?.remove();
    const file = held.get(question);
    const known = Drafts.current.answers[addressOf(question)];
    if (!file && !known) return;
    const remove = async () => {
      try {
        await keep(addressOf(question), null);
        await set(question, null);
        inputOf(question).focus();
      } catch (fault) {
        complain(question, say("photo_not_kept", { reason: Words.why(fault) }));
        await show(question);
      }
    };
    const parts = file ? await picture(file, labelOf(question)) : [make("p", {}, say("photo_at_office"))];
    const removal = Dialogs.sure(say("photo_remove"), say("photo_remove_sure"), say("photo_remove_now"), remove);
    const refused = file && (await refusal(file.digest));
    placeOf(question, "photo-kept")?.remove(); // drawn meanwhile
    inputOf(question).before(make("div", { className: "photo-kept" }, ...parts, refused, removal));
  }

  // That the office does not take a file, and why; "" of one it may.
  async function refusal(digest) {
    if (!(await TabletStore.keys("photos", "state", "refused")).includes(digest)) return "";
    const { reason } = await TabletStore.get("photos", digest);
    return make("p", { className: "message refused", role: "alert" }, say("photo_refused_here", { reason }));
  }

  // Marks what was refused since it was shown.
  async function look() {
    const refused = new Set(await TabletStore.keys("photos", "state", "refused"));
    if (!refused.size) return;
    for (const question of document.querySelectorAll("form.checklist [data-item]"))
      if (refused.has(held.get(question)?.digest) && !question.querySelector(".refused")) await show(question);
  }

  // A small picture of what is kept, and what is known of it.
  async function picture(file, label) {
    const kept = await TabletStore.get("photos", file.digest);
    const about = [file.caption, Words.moment(file.taken_at), file.place ? say("place_found", { n: Math.round(file.place.accuracy) }) : ""];
    const said = make("p", {}, about.filter(Boolean).join(" · "));
    if (!kept) return [make("p", {}, say("photo_at_office")), said];
    if (!file.type.startsWith("image/")) return [make("p", {}, say("file_kept", { size: (kept.blob.size / 1e6).toFixed(1) })), said];
    const src = URL.createObjectURL(kept.blob);
    addresses.push(src);
    return [make("img", { src, alt: say("photo_of", { label }) }), said];
  }

  // Entries that move up take their files along; those of entries that are gone go with them.
  async function follow() {
    const draft = Drafts.current;
    const wanted = {};
    for (const question of document.querySelectorAll("form.checklist [data-item]"))
      if (held.get(question) && question.dataset.at !== "0") wanted[addressOf(question)] = held.get(question);
    const stands = Object.keys(draft.files).filter((address) => /^[^_].*\[\d+\]$/.test(address));
    const gone = stands.filter((address) => !wanted[address]).map((address) => [address, null]);
    const moved = Object.entries(wanted).filter(([address, file]) => draft.files[address]?.digest !== file.digest);
    // All at once: a draft saved in between would have lost one.
    await Promise.all([...gone, ...moved].map(([address, file]) => Drafts.putFile(address, file)));
  }

  async function attach(question) {
    const input = inputOf(question);
    if (!input || !FILES.includes(question.dataset.kind) || held.has(question)) return;
    held.set(question, Drafts.current.files[addressOf(question)] || null);
    if (question.dataset.kind === "image" || question.dataset.kind === "signature") {
      input.removeAttribute("capture");
      const open = () => {
        input.setAttribute("capture", "environment");
        input.click();
        input.removeAttribute("capture");
      };
      input.after(button(say("photo_open_camera"), open, "button secondary camera"));
    }
    await show(question);
  }

  function start() {
    const all = (root) => root.querySelectorAll("[data-item]").forEach((question) => attach(question));
    document.addEventListener("change", chosen, true);
    document.addEventListener("occurrence", ({ target }) => {
      all(target);
      follow();
    });
    document.addEventListener("click", ({ target }) => {
      if (target.closest?.("[name^='r'][name$='-remove']")) setTimeout(follow);
    });
    document.addEventListener("reacted", () => setTimeout(follow));
    new BroadcastChannel("tablet").addEventListener("message", () => look().catch((fault) => console.error(fault)));
    window.addEventListener("pagehide", () => addresses.splice(0).forEach((address) => URL.revokeObjectURL(address)));
    all(document);
  }

  document.addEventListener("draft-open", start, { once: true });
  return { keep, picture, refusal };
})();
