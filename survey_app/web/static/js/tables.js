// A table that is pasted from Word or Excel keeps its cells: the clipboard's own table is written as lines
// with tabs. Without this script the clipboard's text is taken, in which Word breaks cells of several lines.
"use strict";

const looks = /<style[\s\S]*?<\/style>|\sstyle=("[^"]*"|'[^']*')/gi; // the page's own policy forbids them
const box = document.getElementById("table");

function textOf(node) {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("style, script").forEach((each) => each.remove());
  copy.querySelectorAll("br").forEach((each) => each.replaceWith("\u0001"));
  copy.querySelectorAll("p, div, li").forEach((each) => each.append("\u0001"));
  const words = copy.textContent.replace(/\s+/g, " ").split("\u0001");
  return words.map((line) => line.trim()).filter(Boolean).join("\n");
}

function spanned(cell, side) {
  return Math.min(Math.max(Number(cell.getAttribute(side)) || 1, 1), 100);
}

function rowsOf(table) {
  const covered = []; // by column: how many rows below a merged cell still covers
  return [...table.rows].map((row) => {
    const cells = [];
    const skip = () => {
      while (covered[cells.length] > 0) {
        covered[cells.length] -= 1;
        cells.push("");
      }
    };
    for (const cell of row.cells) {
      skip();
      const text = textOf(cell);
      const deep = spanned(cell, "rowspan") - 1;
      for (let wide = 0; wide < spanned(cell, "colspan"); wide += 1) {
        covered[cells.length] = deep;
        cells.push(wide ? "" : text);
      }
    }
    skip();
    return cells;
  });
}

// What stands beside the tables comes along as rows of one cell.
function linesOf(node) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeName === "TABLE") {
      return rowsOf(child);
    }
    if (child.nodeType === Node.ELEMENT_NODE && child.querySelector("table")) {
      return linesOf(child);
    }
    const shown = child.nodeType === Node.ELEMENT_NODE && !["STYLE", "SCRIPT"].includes(child.nodeName);
    const text = shown ? textOf(child) : "";
    return text ? [[text]] : [];
  });
}

function quoted(cell) {
  return /["\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

box.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html");
  const page = new DOMParser().parseFromString(html.replace(looks, ""), "text/html");
  if (page.querySelector("table")) {
    event.preventDefault();
    const lines = linesOf(page.body).map((cells) => cells.map(quoted).join("\t"));
    box.setRangeText(`${lines.join("\n")}\n`, box.selectionStart, box.selectionEnd, "end");
  }
});
