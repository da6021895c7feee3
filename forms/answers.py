"""One reader per item type: from what was typed to the answer that is kept.

A reader takes anything and hands back the answer, or None for a blank. It raises Unreadable, never anything
else, for what is no answer of its type; `check` makes a problem of that.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite

from forms.expressions import Answer
from forms.items import ItemType
from wording import nfc

Given = str | Sequence[str]
Reader = Callable[[object], Answer | None]

LONGEST_TEXT = 2000
LARGEST_INTEGER = 2**53 - 1  # the largest whole number every JSON reader holds exactly
LARGEST_DECIMAL = 1e15
_INTEGER = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,20}([.,]\d{0,20})?|[.,]\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII)
_DATE_IN_FIGURES = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})", re.ASCII)
_PICTURE = re.compile(r"[0-9a-f]{64}\.jpg", re.ASCII)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Unreadable(Exception):
    """Not an answer of this type: the code of the problem and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def clean(given: str) -> str:
    """The text in composed letters, one kind of line end, no control characters, no blanks around it."""
    if not given.isprintable():
        given = _UNWRITABLE.sub("", given.replace("\r\n", "\n").replace("\r", "\n"))
    return nfc(given).strip()


def as_handed_in(given: object) -> str | list[str]:
    """What was typed, fit to be kept: text or a list of texts, cleaned and cut at a length."""
    if isinstance(given, (list, tuple)):
        return [clean(str(part))[:LONGEST_TEXT] for part in given[:200]]
    return clean(str(given))[:LONGEST_TEXT]


def one_of(names: Mapping[str, int]) -> Reader:
    """A reader of one choice among `names`."""

    def read(given: object) -> Answer | None:
        text = _single(given)
        if text and text not in names:
            raise Unreadable("answer_choice", given=text[:60])
        return text or None

    return read


def several_of(names: Mapping[str, int]) -> Reader:
    """A reader of any number of choices: a list, or names with blanks between; kept in the list's order."""

    def read(given: object) -> Answer | None:
        parts = given if isinstance(given, (list, tuple)) else [given]
        chosen = {name for part in parts for name in clean(_text(part)).split()}
        unknown = sorted(chosen - names.keys())
        if unknown:
            raise Unreadable("answer_choice", given=unknown[0][:60])
        return sorted(chosen, key=names.__getitem__) or None

    return read


def read_text(given: object) -> Answer | None:
    """A text of bounded length."""
    text = _single(given)
    if len(text) > LONGEST_TEXT:
        raise Unreadable("answer_too_long", most=LONGEST_TEXT, n=len(text))
    return text or None


def read_integer(given: object) -> Answer | None:
    """A whole number."""
    text = _single(given)
    if not text:
        return None
    if not _INTEGER.fullmatch(text):
        raise Unreadable("answer_integer", given=text[:60])
    figure = int(text)
    if abs(figure) > LARGEST_INTEGER:
        raise Unreadable("answer_number_large", given=text)
    return figure


def read_decimal(given: object) -> Answer | None:
    """A number with a decimal point or a decimal comma."""
    text = _single(given)
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise Unreadable("answer_decimal", given=text[:60])
    figure = float(text.replace(",", "."))
    if not isfinite(figure) or abs(figure) > LARGEST_DECIMAL:
        raise Unreadable("answer_number_large", given=text)
    return figure + 0.0  # no -0.0: equal answers are written alike


def read_date(given: object) -> Answer | None:
    """A day, kept as 2026-11-22; 22/11/2026 is taken too."""
    text = _single(given)
    if not text:
        return None
    found = _DATE.fullmatch(text) or _DATE_IN_FIGURES.fullmatch(text)
    try:
        return date(*(int(found[part]) for part in "ymd")).isoformat() if found else _no_date(text)
    except ValueError:
        return _no_date(text)


def read_picture(given: object) -> Answer | None:
    """The name a picture is kept under: its content's sha-256 and '.jpg'."""
    text = _single(given)
    if text and not _PICTURE.fullmatch(text):
        raise Unreadable("answer_picture")
    return text or None


READERS: Mapping[ItemType, Reader] = {
    ItemType.TEXT: read_text,
    ItemType.INTEGER: read_integer,
    ItemType.DECIMAL: read_decimal,
    ItemType.DATE: read_date,
    ItemType.IMAGE: read_picture,
}


def _no_date(text: str) -> str:
    raise Unreadable("answer_date", given=text[:60])


def _text(given: object) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return repr(given)
    raise Unreadable("answer_unreadable")


def _single(given: object) -> str:
    if isinstance(given, (list, tuple)):
        if len(given) > 1:
            raise Unreadable("answer_single", n=len(given))
        given = given[0] if given else ""
    return clean(_text(given))
