"""SVG from small parts: escaped elements, blocks of known height, and the picture that stacks them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from analysis.charts.lettering import NARROWEST, text_width, wrap

INK, QUIET, RULE, PAPER = "#1f1f1f", "#595959", "#767676", "#ffffff"
LETTER, SMALL = 14, 12
LINE = 18

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a picture: SVG drawn from y = 0 downwards, and the pixels it takes."""

    body: str
    height: float


def words(text: str) -> str:
    """``text`` escaped for SVG, without the control characters XML cannot hold."""
    return escape(_NOT_XML.sub("", text))


def element(name: str, /, *content: str, **attributes: str | float) -> str:
    """One element. ``content`` is finished SVG; ``font_size=12`` is written ``font-size="12"``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def at(place: float) -> str:
    """A horizontal place or length as the percentage SVG reads; ``place`` 50 is the middle."""
    return f"{place:.3f}".rstrip("0").rstrip(".") + "%"


def lettering(text: str, x: str, y: float, **attributes: str | float) -> str:
    """One line of text with its baseline at ``y``."""
    return element("text", words(text), **{"x": x, "y": y, "fill": INK, **attributes})


def paragraph(
    text: str,
    width: float = NARROWEST,
    size: float = LETTER,
    fill: str = INK,
    *,
    first: float | None = None,
) -> Block:
    """``text`` from the left edge in lines of at most ``width`` pixels, the first of at most ``first``."""
    lines = wrap(text, size, width, first)
    spans = (element("tspan", words(line), x=0, dy=LINE if i else 0) for i, line in enumerate(lines))
    # A space between the lines keeps the words apart for whoever copies the text or has it read aloud.
    body = element("text", " ".join(spans), x=0, y=LETTER, font_size=size, fill=fill)
    return Block(body, LINE * len(lines))


def heading(label: str, figure: str) -> Block:
    """A row's name at the left and its figure at the right of the first line."""
    name = paragraph(label, first=NARROWEST - text_width(figure, SMALL) - 12)
    right = lettering(figure, "100%", LETTER, text_anchor="end", font_size=SMALL, fill=QUIET)
    return Block(name.body + right, name.height)


def legend(entries: Sequence[tuple[str, str]]) -> Block:
    """Swatches with their words, (SVG within 16 x 14 pixels, words), flowing over as many lines as needed."""
    parts, x, y = [], 0.0, 0.0
    for swatch, text in entries:
        label = paragraph(text, NARROWEST - 22, SMALL)
        width = 22 + text_width(text, SMALL) + 14
        if x and x + width - 14 > NARROWEST:
            x, y = 0.0, y + LINE + 2
        beside = element("g", label.body, transform=f"translate({x + 22:.1f} {y:g})")
        parts.append(element("g", swatch, transform=f"translate({x:.1f} {y + 2:g})") + beside)
        x, y = x + width, y + label.height - LINE
    return Block(element("g", *parts, class_="legend"), y + LINE) if parts else Block("", 0)


def stack(blocks: Iterable[Block]) -> Block:
    """The blocks below each other."""
    parts, y = [], 0.0
    for block in blocks:
        if block.body:
            parts.append(element("g", block.body, transform=f"translate(0 {y:g})"))
        y += block.height
    return Block("".join(parts), y)


def gap(height: float) -> Block:
    """Empty room."""
    return Block("", height)


def picture(kind: str, blocks: Iterable[Block], *, title: str, description: str) -> str:
    """The finished SVG text, as wide as its place in the page and as high as its blocks.

    Ids come from the content, so equal input gives equal text and two charts on a page do not collide.
    """
    drawn, name, told = stack(blocks), words(title), words(description)
    mark = "c" + sha256(f"{kind}\0{name}\0{told}\0{drawn.body}".encode()).hexdigest()[:10]
    return element(
        "svg",
        element("title", name, id=f"{mark}-t"),
        element("desc", told, id=f"{mark}-d"),
        element("rect", width="100%", height="100%", fill=PAPER),
        drawn.body,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart-{kind}",
        role="img",
        aria_labelledby=f"{mark}-t {mark}-d",
        width="100%",
        height=f"{drawn.height + 4:g}",
        font_family="system-ui, sans-serif",
        font_size=LETTER,
    )


def _attribute(value: str | float) -> str:
    return words(value) if isinstance(value, str) else f"{value:g}"
