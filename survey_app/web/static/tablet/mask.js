/* Black over parts of a picture: with a brush or by frames, by finger, mouse or keyboard, undone one by one. The
   picture beneath stays in memory alone; what leaves here is drawn anew with the black in it. */
"use strict";

const Mask = (() => {
  const { say, make, button } = Words;
  const BLACK = "#000";
  const QUALITY = 0.8;
  const STEPS = 40; // presses of an arrow key from one side to the other

  function paint(drawing, shape) {
    drawing.fillStyle = drawing.strokeStyle = BLACK;
    if (shape.kind === "frame") return drawing.fillRect(...boxOf(shape));
    drawing.lineWidth = shape.size;
    drawing.lineCap = drawing.lineJoin = "round";
    // A line of no length would not be drawn: where it begins there is a dot.
    drawing.beginPath();
    drawing.arc(...shape.points[0], shape.size / 2, 0, 2 * Math.PI);
    drawing.fill();
    drawing.beginPath();
    for (const point of shape.points) drawing.lineTo(...point);
    drawing.stroke();
    return undefined;
  }

  function boxOf({ points }) {
    const [[left, top], [right, bottom]] = [points[0], points.at(-1)];
    return [Math.min(left, right), Math.min(top, bottom), Math.abs(right - left), Math.abs(bottom - top)];
  }

  // The cross of the keyboard, light and dark so that it is seen on any picture.
  function cross(drawing, [x, y], size) {
    for (const [colour, width] of [["#fff", 7], ["#000", 3]]) {
      drawing.strokeStyle = colour;
      drawing.lineWidth = width;
      drawing.beginPath();
      drawing.arc(x, y, size / 2, 0, 2 * Math.PI);
      drawing.moveTo(x - size, y);
      drawing.lineTo(x + size, y);
      drawing.moveTo(x, y - size);
      drawing.lineTo(x, y + size);
      drawing.stroke();
    }
  }

  // A place to mask `picture`, a canvas: {element, blob(), clear()}.
  function over(picture) {
    const { width, height } = picture;
    const view = make("canvas", { width, height, className: "mask", tabIndex: 0, role: "application", "aria-label": say("mask_picture"), "aria-describedby": "mask-hint" });
    const drawing = view.getContext("2d");
    const shapes = [];
    let drawn = null; // the shape under the finger, or the frame that the keyboard began
    let cursor = null; // where the keyboard stands
    const tools = makeTools(width, undo);

    function redraw() {
      drawing.drawImage(picture, 0, 0);
      for (const shape of [...shapes, drawn].filter(Boolean)) paint(drawing, shape);
      if (cursor && document.activeElement === view) cross(drawing, cursor, Math.max(tools.size, 24));
      tools.told.textContent = say("masked_n", { n: shapes.length });
      tools.undo.disabled = !shapes.length;
    }

    function undo() {
      if (drawn) drawn = null;
      else shapes.pop();
      redraw();
      if (!shapes.length) view.focus();
    }

    const begun = (point) => ({ kind: tools.kind, size: tools.size, points: [point] });

    function finish() {
      if (drawn && (drawn.kind === "brush" || boxOf(drawn).slice(2).every((side) => side > 2))) shapes.push(drawn);
      drawn = null;
      redraw();
    }

    function pointOf(event) {
      const box = view.getBoundingClientRect();
      return [((event.clientX - box.left) * width) / box.width, ((event.clientY - box.top) * height) / box.height];
    }

    view.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      view.setPointerCapture(event.pointerId);
      cursor = null;
      drawn = begun(pointOf(event));
      redraw();
    });
    view.addEventListener("pointermove", (event) => {
      if (!drawn || !view.hasPointerCapture(event.pointerId)) return;
      drawn.points.push(pointOf(event));
      redraw();
    });
    view.addEventListener("pointerup", finish);
    view.addEventListener("pointercancel", finish);

    // Arrows move a cross, Enter or the space bar masks where it stands: a frame from one press to the next.
    function press(event) {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (way) move(way, event.shiftKey ? 5 * STEPS : STEPS);
      else if (event.key === "Enter" || event.key === " ") stamp();
      else if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
      else return;
      event.preventDefault();
    }

    function move([x, y], steps) {
      cursor ??= [width / 2, height / 2];
      const step = Math.max(width, height) / steps;
      cursor = [clamp(cursor[0] + x * step, width), clamp(cursor[1] + y * step, height)];
      if (drawn) drawn.points[1] = cursor;
      redraw();
    }

    function stamp() {
      cursor ??= [width / 2, height / 2];
      if (drawn) return finish();
      drawn = begun(cursor);
      if (drawn.kind === "brush") return finish();
      return redraw();
    }

    const clamp = (at, most) => Math.min(Math.max(at, 0), most);
    view.addEventListener("keydown", press);
    for (const kind of ["focus", "blur"]) view.addEventListener(kind, redraw);
    redraw();

    return {
      element: make("div", { className: "masking" }, view, tools.element),
      // The picture with all that is masked, as JPEG.
      blob() {
        const whole = make("canvas", { width, height });
        const masked = whole.getContext("2d");
        masked.drawImage(picture, 0, 0);
        for (const shape of shapes) paint(masked, shape);
        return new Promise((resolve, reject) =>
          whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", QUALITY),
        );
      },
      // Lets go of the pixels: nothing of them is to stay about.
      clear() {
        for (const canvas of [picture, view]) canvas.width = canvas.height = 0;
      },
    };
  }

  function makeTools(width, takeBack) {
    const least = Math.round(width / 80);
    const size = make("input", { type: "range", id: "mask-size", min: least, max: least * 16, value: least * 4, step: least });
    const told = make("p", { className: "hint", role: "status" });
    const kinds = ["brush", "frame"].map((kind, at) => {
      const choice = make("input", { type: "radio", name: "mask-kind", value: kind, id: `mask-${kind}`, checked: at === 0 });
      return make("label", { className: "option", for: choice.id }, choice, " ", say(`mask_${kind}`));
    });
    const back = button(say("mask_undo"), takeBack, "button secondary");
    const element = make(
      "div",
      { className: "mask-tools" },
      make("fieldset", { className: "mask-kinds" }, make("legend", {}, say("mask_with")), ...kinds),
      make("div", { className: "field" }, make("label", { for: "mask-size" }, say("mask_size")), size),
      back,
      told,
      make("p", { className: "hint", id: "mask-hint" }, say("mask_hint")),
    );
    return {
      element,
      told,
      undo: back,
      get kind() {
        return element.querySelector(":checked").value;
      },
      get size() {
        return Number(size.value);
      },
    };
  }

  return { over };
})();
