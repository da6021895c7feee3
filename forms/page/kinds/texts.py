"""Texts: one line or several; a code of bars is typed when nothing reads it."""

from forms.answers import LONGEST_TEXT
from forms.items import ItemType
from forms.page.around import Around, Asked, Drawn

_ROWS, _MOST_ROWS = 4, 20


def draw_text(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """A field for a text, with the keyboard it needs."""
    words = asked.appearance
    rows = asked.item.parameters.get("rows", "")
    if asked.item.type is ItemType.TEXT and ("multiline" in words or rows):
        lines = min(max(int(rows), 2), _MOST_ROWS) if rows.isdecimal() else _ROWS
        return Drawn("long_text", own={"rows": lines, "longest": LONGEST_TEXT})
    keyboard = "numeric" if "numbers" in words else ""
    return Drawn("text", own={"inputmode": keyboard, "longest": LONGEST_TEXT})
