"""Attendance: who was to be there and was, counted in one place at one moment; what may be said, and sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from survey_app.errors import Problem

LONGEST_PLACE, LONGEST_NOTE = 200, 2000
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class NewCount:
    """What somebody counted; the parts must make what was due."""

    place: str
    at: datetime
    due: int
    present: int
    excused: int
    unexcused: int
    note: str = ""

    @property
    def parts(self) -> int:
        return self.present + self.excused + self.unexcused


@dataclass(frozen=True, slots=True)
class Count:
    """A count that was kept; one that was withdrawn says by whom, when and why."""

    id: str
    said: NewCount
    by: str
    kept_at: datetime
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    reason: str = ""

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the counts that stand; ``share`` of those due who were present, None before any was."""

    due: int
    present: int
    excused: int
    unexcused: int

    @property
    def share(self) -> float | None:
        return self.present / self.due if self.due else None


def totals(counts: Iterable[Count]) -> Totals:
    """The sums of those of ``counts`` that stand; somebody counted twice is in them twice."""
    said = [one.said for one in counts if one.stands]
    return Totals(
        sum(one.due for one in said),
        sum(one.present for one in said),
        sum(one.excused for one in said),
        sum(one.unexcused for one in said),
    )


def count_problems(new: NewCount) -> list[Problem]:
    """What is wrong with the words and numbers of a count, each at the name of its field."""
    found = []
    if not 0 < len(new.place.strip()) <= LONGEST_PLACE:
        found.append(Problem("attendance_place", "place", {"most": LONGEST_PLACE}))
    if len(new.note) > LONGEST_NOTE:
        found.append(Problem("attendance_note", "note", {"most": LONGEST_NOTE}))
    for name, least in (("due", 1), ("present", 0), ("excused", 0), ("unexcused", 0)):
        if not least <= getattr(new, name) <= MOST_PEOPLE:
            found.append(Problem("attendance_number", name, {"least": least, "most": MOST_PEOPLE}))
    if new.due != new.parts:
        values = {name: getattr(new, name) for name in ("due", "present", "excused", "unexcused")}
        found.append(Problem("attendance_sum", "due", {**values, "sum": new.parts}))
    return found
