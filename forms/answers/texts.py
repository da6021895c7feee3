"""Answers that are kept as they were typed: texts, barcodes, the tick of an acknowledgement."""

from forms.answers.given import LONGEST_TEXT, Unreadable, single
from forms.expressions import Answer

ACKNOWLEDGED = "OK"


def read_text(given: object) -> Answer | None:
    """A text of bounded length."""
    text = single(given)
    if len(text) > LONGEST_TEXT:
        raise Unreadable("answer_too_long", most=LONGEST_TEXT, n=len(text))
    return text or None


def read_acknowledgement(given: object) -> Answer | None:
    """'OK' for a tick, nothing for none."""
    text = single(given)
    if text and text.upper() != ACKNOWLEDGED:
        raise Unreadable("answer_acknowledge", given=text[:60])
    return ACKNOWLEDGED if text else None
