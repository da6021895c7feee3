"""Numbers and days that people send, in the figures 0 to 9: Python reads those of every script."""

import re

from wtforms import DateField as AnyDateField
from wtforms import IntegerField as AnyIntegerField

# No count, year or page has more figures, and the database holds them all.
_WHOLE = re.compile(r"[0-9]{1,9}")
_SIGNED = re.compile(r"[+-]?[0-9]{1,9}")


def whole(text: str) -> int:
    """The number that ``text`` writes in at most nine figures 0 to 9 and nothing else. Raises ValueError."""
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def whole_or(other: int, text: str | None) -> int:
    """The number that ``text`` writes, as `whole` reads it, or ``other``."""
    try:
        return whole(text or "")
    except ValueError:
        return other


class IntegerField(AnyIntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number in figures 0 to 9, with a sign or none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was sent. Raises ValueError, with words, for what is no such number."""
        super().process_formdata([text if _SIGNED.fullmatch(text.strip()) else "" for text in valuelist])


class DateField(AnyDateField):  # type: ignore[misc]
    """A day in figures 0 to 9."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was sent. Raises ValueError, with words, for what is no such day."""
        super().process_formdata([text if text.isascii() else "" for text in valuelist])
