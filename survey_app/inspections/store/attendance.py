"""The rows of attendance: who was to be there and was, counted in one place at one moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from survey_app.inspections.model.attendance import Count, NewCount
from survey_app.places.model import LOCAL_TIME
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
    said = [one.said for one in of_case(db, case) if one.stands]
    return [Counted(one.place, one.at, one.due, one.present, one.excused, one.unexcused) for one in said]


def of_case(db: Database, case: str) -> list[Count]:
    """All counts of a case, those withdrawn too, the earliest first."""
    rows = db.execute(
        "SELECT id, place, counted_at, due, present, excused, unexcused, note, by, at, withdrawn_by,"
        " withdrawn_at, reason FROM inspections_attendance WHERE inspection = ?"
        " ORDER BY counted_at, place, at, id",
        [case],
    )
    return [_count(row) for row in rows]


def insert(db: Database, case: str, new: Count) -> None:
    """Store ``new`` for a case; its moment as the clock at the counters showed it."""
    said = new.said
    db.execute(
        "INSERT INTO inspections_attendance (id, inspection, place, counted_at, due, present, excused,"
        " unexcused, note, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(new.id, case, said.place, said.at.astimezone(LOCAL_TIME).isoformat(timespec="seconds")),
            *(said.due, said.present, said.excused, said.unexcused, said.note),
            *(new.by, new.kept_at.isoformat(timespec="seconds")),
        ],
    )


def withdraw(db: Database, id_: str, by: str, reason: str, now: datetime) -> None:
    """Let a count stand no more; what it said stays."""
    db.execute(
        "UPDATE inspections_attendance SET withdrawn_by = ?, withdrawn_at = ?, reason = ? WHERE id = ?",
        [by, now.isoformat(timespec="seconds"), reason, id_],
    )


def _count(row: Sequence[Any]) -> Count:
    id_, place, at, due, present, excused, unexcused, note, by, kept_at, who, when, reason = row
    return Count(
        id=id_,
        said=NewCount(place, datetime.fromisoformat(at), due, present, excused, unexcused, note),
        by=by,
        kept_at=datetime.fromisoformat(kept_at),
        withdrawn_by=who or "",
        withdrawn_at=datetime.fromisoformat(when) if when else None,
        reason=reason,
    )
