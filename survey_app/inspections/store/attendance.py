"""The rows of attendance: who was to be there and was, counted in one place at one moment."""

from datetime import datetime
from typing import NamedTuple

from survey_app.store import Database


class Counted(NamedTuple):
    """One count of a case; its parts make what was due."""

    place: str
    at: datetime
    due: int
    present: int
    excused: int
    unexcused: int


def counted(db: Database, case: str) -> list[Counted]:
    """The counts of a case that stand, the earliest first."""
    rows = db.execute(
        "SELECT place, counted_at, due, present, excused, unexcused FROM inspections_attendance"
        " WHERE inspection = ? AND withdrawn_at IS NULL ORDER BY counted_at, place",
        [case],
    )
    return [Counted(place, datetime.fromisoformat(at), *numbers) for place, at, *numbers in rows]
