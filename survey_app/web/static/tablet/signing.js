/* What stands beside the answers of a visit: photos of the signed paper, and signatures drawn on the tablet. They
   belong to no question: their addresses begin with "_". */
"use strict";

const Signing = (() => {
  const { say, make, button } = Words;
  const PAPER = "_signed_paper";
  const SIGNATURE = "_signature";
  const MOST = 20; // of each
  const [WIDTH, HEIGHT] = [900, 360];

  const files = (kind) =>
    Object.entries(Drafts.current.files)
      .filter(([address]) => address.startsWith(`${kind}[`))
      .sort(([one], [other]) => numberOf(one) - numberOf(other));
  const numberOf = (address) => Number(/\[(\d+)\]$/.exec(address)[1]);

  // The next free address of a kind; what is gone leaves its number to nobody.
  function next(kind) {
    const last = Math.max(0, Drafts.current.lastOf?.[kind] || 0, ...files(kind).map(([address]) => numberOf(address)));
    Drafts.current.lastOf = { ...Drafts.current.lastOf, [kind]: last + 1 };
    return `${kind}[${last + 1}]`;
  }

  // A field to draw on: {element, blob()}; blob() gives null while nothing is drawn.
  function pad() {
    const label = make("p", { className: "label", id: "pad-label" }, say("signature_pad"));
    const canvas = make("canvas", { width: WIDTH, height: HEIGHT, className: "signature framed", role: "img", "aria-labelledby": "pad-label" });
    const drawing = canvas.getContext("2d");
    let drawn = false;
    const blank = () => {
      drawing.fillStyle = "#fff";
      drawing.fillRect(0, 0, WIDTH, HEIGHT);
      drawing.lineWidth = 4;
      drawing.lineCap = drawing.lineJoin = "round";
      drawn = false;
      again.hidden = true;
    };
    const again = button(say("signature_clear"), () => blank(), "button secondary");
    const pointOf = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
    };
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      drawing.beginPath();
      drawing.moveTo(...pointOf(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      drawing.lineTo(...pointOf(event));
      drawing.stroke();
      drawn = true;
      again.hidden = false;
    });
    blank();
    const element = make("div", {}, label, canvas, again);
    return { element, blob: () => (drawn ? new Promise((resolve) => canvas.toBlob(resolve, "image/png")) : null) };
  }

  function field(id, words, required) {
    const input = make("input", { id, maxLength: 120, autocomplete: "off", "aria-required": String(required) });
    return [input, make("div", { className: "field" }, make("label", { for: id }, words), input)];
  }

  // Asks for a name and a signature, and keeps both.
  async function sign() {
    const [name, nameField] = field("signer-name", say("signer_name"), true);
    const [office, officeField] = field("signer-office", say("signer_office"), false);
    const told = make("p", { className: "message", role: "alert" });
    const drawn = pad();
    const parts = [make("p", { className: "hint" }, say("signature_note")), told, nameField, officeField, drawn.element];
    await Dialogs.ask(say("signature_add"), parts, say("signature_keep"), async () => {
      const blob = await drawn.blob();
      told.textContent = !name.value.trim() ? say("signer_name_missing") : blob ? "" : say("signature_missing");
      if (told.textContent) return undefined;
      const caption = [name, office].map((one) => one.value.trim()).filter(Boolean).join(", ");
      const made = { blob, type: "image/png", taken_at: new Date().toISOString(), caption, place: null };
      return Photos.keep(next(SIGNATURE), made).catch((fault) => {
        told.textContent = say("photo_not_kept", { reason: Words.why(fault) });
      });
    });
  }

  // A photo of paper that was signed; of what was printed here last its code is the caption.
  async function photograph(file) {
    const code = Drafts.current.printed;
    await Camera.take(file, say("signed_paper"), (made) => Photos.keep(next(PAPER), made), code ? say("signed_paper_of", { code }) : "");
  }

  // A list of what is kept of a kind; each can be taken away until it was handed over.
  async function list(kind, after) {
    const items = files(kind).map(async ([address, file]) => {
      const remove = async () => {
        await Photos.keep(address, null);
        await after();
      };
      const parts = await Photos.picture(file, say(kind === PAPER ? "signed_paper" : "signature"));
      const end = file.sent ? make("span", { className: "quiet" }, say("beside_handed")) : Dialogs.sure(say("photo_remove"), say("photo_remove_sure"), say("photo_remove_now"), remove);
      return make("li", { className: "photo-kept" }, ...parts, await Photos.refusal(file.digest), end);
    });
    return make("ul", { className: "records" }, ...(await Promise.all(items)));
  }

  return { PAPER, SIGNATURE, MOST, files, sign, photograph, list };
})();
