"""How wide a text will be when nobody can measure it yet, and where to break it.

The reader's font is unknown on the server, so the estimate takes the advance widths of DejaVu Sans, the
widest of the usual interface fonts: in a narrower one the text has room to spare, in none is it cut.
"""

import re
import unicodedata

NARROWEST = 288
"""Pixels a chart can count on: a 320 px screen less the page's margins."""

_SPACES = re.compile("[ \t\r\n]+")
_EM = {
    **dict.fromkeys("iIjl'|", 0.30),
    **dict.fromkeys("f .,:;/-·", 0.36),
    **dict.fromkeys("rt()[]\u00a0", 0.42),
    **dict.fromkeys("=<>+~", 0.84),
    **dict.fromkeys("ƠƯ", 0.92),
    **dict.fromkeys("mwMW%@…—←→", 1.0),
}
_LETTER, _CAPITAL, _OTHER, _WIDE = 0.64, 0.80, 0.90, 1.0


def text_width(text: str, size: float) -> float:
    """Pixels ``text`` takes at most, in letters of ``size`` pixels; marks on letters take none."""
    return size * sum(_em(c) for c in unicodedata.normalize("NFC", text))


def wrap(text: str, size: float, width: float, first: float | None = None) -> list[str]:
    """The lines of ``text`` that fit in ``width`` pixels each, the first in ``first`` when that is given.

    A word too long for a line is cut in pieces; figures joined by no-break spaces stay together. At least
    one line, empty for an empty text.
    """
    narrow = width if first is None else min(first, width)
    lines = [""]
    for word in _SPACES.split(text):
        for piece in _pieces(word, size, narrow):
            longer = f"{lines[-1]} {piece}".lstrip()
            if text_width(longer, size) <= (narrow if len(lines) == 1 else width):
                lines[-1] = longer
            elif lines[-1]:
                lines.append(piece)
            else:
                lines[-1] = piece
    return lines


def _pieces(word: str, size: float, width: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if character in _EM:
        return _EM[character]
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    bare = unicodedata.normalize("NFD", character)[0]
    if bare in _EM:
        return _EM[bare]
    if bare.isupper():
        return _CAPITAL
    return _LETTER if bare.isalnum() else _OTHER
