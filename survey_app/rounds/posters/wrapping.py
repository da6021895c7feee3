"""Text that never leaves its box: wrapped, made smaller, at last cut."""

from collections.abc import Callable

# Width of a text in letters of one point, in the unit of the boxes.
Measure = Callable[[str], float]
_STEP = 0.5
_MILLIMETRES = 25.4 / 72
_LEADING = 1.22


def line_height(size: float) -> float:
    """How many millimetres a line of letters of ``size`` points takes."""
    return size * _MILLIMETRES * _LEADING


def fit(
    text: str, width: float, height: float, largest: float, least: float, measure: Measure
) -> tuple[float, list[str]]:
    """The size in points and the lines of ``text`` that fit ``width`` x ``height`` millimetres.

    The largest size that fits; at ``least`` long words are broken and what does not fit ends in '…'.
    """
    size = largest
    while size > least:
        lines = _wrap(text, width / size, measure, broken=False)
        if lines is not None and len(lines) * line_height(size) <= height:
            return size, lines
        size = max(least, size - _STEP)
    lines = _wrap(text, width / least, measure, broken=True) or []
    most = max(1, int(height / line_height(least) + 1e-6))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width / least, measure)]
    return least, lines


def _wrap(text: str, width: float, measure: Measure, *, broken: bool) -> list[str] | None:
    """``text`` in lines, or None when a word is wider than a line and may not be ``broken``."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) <= width:
            lines[-1] = longer
        elif measure(word) <= width:
            lines.append(word)
        elif broken:
            pieces = _pieces(word, width, measure)
            lines += pieces if lines[-1] else []
            lines = lines if lines[0] else pieces
        else:
            return None
    return [line for line in lines if line]


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, width: float, measure: Measure) -> str:
    while line and measure(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"
