"""What was handed in for one item, before anybody knows what it means."""

import re
from collections.abc import Callable, Sequence

from forms.expressions import Answer
from wording import nfc

Given = str | Sequence[str]
Reader = Callable[[object], Answer | None]

LONGEST_TEXT = 2000
# Letters are composed before they are counted, four to one at most. Composing a long row of marks takes time
# by the square of its length: what cannot become an answer is not composed at all.
_LONGEST_GIVEN = 4 * LONGEST_TEXT
_MOST_PARTS = 200  # of a list that is kept as it was handed in
_EXACT = 10**16  # beyond it a whole number as text tells no more than the figure does
# A vertical tab, a form feed and NEL are how word processors and pages end a line.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class Unreadable(Exception):
    """Not an answer of this type: the code of the problem and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def written(given: str) -> str:
    """The text in composed letters, with one kind of line end and no blanks around it.

    Marks of writing direction, joiners and emoji stay. Raises Unreadable for what no file can hold: control
    characters, NUL among them, and halves of surrogate pairs; and for what is far too long for any answer.
    """
    if len(given) > _LONGEST_GIVEN:
        raise Unreadable("answer_too_long", most=LONGEST_TEXT, n=len(given))
    if not given.isprintable():
        given = _LINE_END.sub("\n", given)
        found = _UNWRITABLE.search(given)
        if found:
            raise Unreadable("answer_unwritable", sign=f"U+{ord(found[0]):04X}", at=found.start() + 1)
    return nfc(given).strip()


def clean(given: str) -> str:
    """The text as `written` has it, with � for what cannot be written; for what is kept but is no answer."""
    if not given.isprintable():
        given = _UNWRITABLE.sub("\ufffd", _LINE_END.sub("\n", given))
    return nfc(given).strip()


def as_handed_in(given: object) -> str | list[str]:
    """What was typed, fit to be kept: text or a list of texts, cleaned and cut at a length."""
    if isinstance(given, (list, tuple)):
        return [_shown(part) for part in given[:_MOST_PARTS]]
    return _shown(given)


def single(given: object) -> str:
    """The one text that was handed in, '' for none. Raises Unreadable for several and for no text at all."""
    if isinstance(given, (list, tuple)):
        if len(given) > 1:
            raise Unreadable("answer_single", n=len(given))
        given = given[0] if given else ""
    return text_of(given)


def several(given: object) -> list[str]:
    """The names that were handed in: a list, or one text with blanks between. Raises Unreadable."""
    parts = given if isinstance(given, (list, tuple)) else [given]
    return [name for part in parts for name in text_of(part).split()]


def text_of(given: object) -> str:
    """One value as text; a number as it would be typed. Raises Unreadable."""
    if given.__class__ is str:
        return written(given)
    if isinstance(given, str):
        return written(str(given))
    if isinstance(given, float) and given.is_integer() and abs(given) < _EXACT:
        return str(int(given))
    if isinstance(given, float) or (isinstance(given, int) and not isinstance(given, bool)):
        return _figure(given)
    raise Unreadable("answer_unreadable")


def _figure(given: float) -> str:
    try:
        return repr(given)
    except ValueError:  # thousands of digits
        raise Unreadable("answer_unreadable") from None


def _shown(given: object) -> str:
    try:
        said = given if isinstance(given, str) else str(given)
    except (ValueError, RecursionError):
        said = "…"
    return clean(said[: 2 * LONGEST_TEXT])[:LONGEST_TEXT]
