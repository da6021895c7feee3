"""JSON that somebody else made, read field by field: what is not as it must be is noted, not raised."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime

from survey_app.errors import Problem
from wording import nfc

_MOST = 50  # problems are named; more help nobody
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Answer = str | list[str]


class Shape:
    """An object of JSON at a place; every reader gives something of its type, and notes what was wrong."""

    def __init__(self, content: object, place: str = "", problems: list[Problem] | None = None) -> None:
        self.problems: list[Problem] = [] if problems is None else problems
        self._place = place
        if not isinstance(content, dict):
            self.wrong("", "record_wants_object")
        self._content: Mapping[str, object] = content if isinstance(content, dict) else {}

    def wrong(self, name: str, code: str, **values: object) -> None:
        """Note that what stands under ``name`` is not what is wanted; the first note of a place stays."""
        place = self._under(name)
        if len(self.problems) < _MOST and place not in {one.place for one in self.problems}:
            self.problems.append(Problem(code, place, {"field": place[:120] or "{}", **values}))

    def has(self, name: str) -> bool:
        """Whether something but null stands under ``name``."""
        return self._content.get(name) is not None

    def text(self, name: str) -> str:
        """A text with something in it."""
        found = self._content.get(name)
        if not isinstance(found, str) or not found:
            self.wrong(name, "record_wants_text")
            return ""
        return mended(found)

    def text_or_blank(self, name: str) -> str:
        """A text; nothing is blank."""
        return self.text(name) if self._content.get(name) not in (None, "") else ""

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        found = self._content.get(name)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.wrong(name, "record_wants_texts")
            return []
        return [mended(one) for one in found]

    def truth(self, name: str) -> bool:
        """True or false."""
        found = self._content.get(name)
        if not isinstance(found, bool):
            self.wrong(name, "record_wants_truth")
        return found is True

    def number(self, name: str) -> float:
        """A number."""
        found = self._content.get(name)
        if not _is_number(found):
            self.wrong(name, "record_wants_number")
            return 0
        return found  # type: ignore[return-value]

    def number_or_none(self, name: str) -> float | None:
        """A number, or None where there is none."""
        return self.number(name) if self.has(name) else None

    def numbers(self, name: str) -> list[float]:
        """A list of whole numbers from 1."""
        found = self._content.get(name)
        if not isinstance(found, list) or not all(type(one) is int and 1 <= one < 10_000 for one in found):
            self.wrong(name, "record_wants_numbers")
            return []
        return found

    def day(self, name: str) -> date:
        """A day."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            self.wrong(name, "record_wants_day")
            return _NEVER.date()

    def moment(self, name: str) -> datetime:
        """An instant: one that does not say how far from UTC it is, is in UTC."""
        try:
            found = datetime.fromisoformat(self.text(name))
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.wrong(name, "record_wants_moment")
            return _NEVER

    def moment_or_none(self, name: str) -> datetime | None:
        """An instant, or None where there is none."""
        return self.moment(name) if self.has(name) else None

    def inside(self, name: str) -> "Shape":
        """The object under ``name``."""
        return Shape(self._content.get(name), self._under(name), self.problems)

    def inside_or_none(self, name: str) -> "Shape | None":
        """The object under ``name``, or None where there is none."""
        return self.inside(name) if self.has(name) else None

    def insides(self, name: str) -> "dict[str, Shape]":
        """The objects in the object under ``name``."""
        outer = self.inside(name)
        return {key: outer.inside(key) for key in outer._content}

    def answers(self, name: str) -> dict[str, Answer]:
        """Address -> a text or a list of texts; what looks the same in Unicode is the same."""
        outer = self.inside(name)
        found: dict[str, Answer] = {}
        for place, given in outer._content.items():
            if isinstance(given, str):
                found[mended(place)] = mended(given)
            elif isinstance(given, list) and all(isinstance(one, str) for one in given):
                found[mended(place)] = [mended(one) for one in given]
            else:
                outer.wrong(place, "record_wants_answer")
        return found

    def _under(self, name: str) -> str:
        return ".".join(part for part in (self._place, mended(name)) if part)


def mended(text: str) -> str:
    """``text`` with composed letters; half of a letter, which cannot be stored, is marked as lost."""
    return nfc(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _is_number(found: object) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return math.isfinite(found) and abs(found) < 2**53
