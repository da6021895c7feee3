"""SQL over the table of schemes, and when visits were scored."""

from datetime import date, datetime

from survey_app.inspections import schemes
from survey_app.inspections.model.scores import Scheme
from survey_app.store import Database


def every(db: Database) -> list[Scheme]:
    """The schemes an office made, by number."""
    rows = db.execute("SELECT number, valid_from, content, by, at FROM inspections_scheme ORDER BY number")
    return [
        Scheme(
            number,
            schemes.read(content),
            date.fromisoformat(valid_from),
            by,
            datetime.fromisoformat(at),
        )
        for number, valid_from, content, by, at in rows.fetchall()
    ]


def insert(db: Database, new: Scheme) -> None:
    """Store ``new``."""
    at = new.made_at.isoformat(timespec="microseconds") if new.made_at else ""
    db.execute(
        "INSERT INTO inspections_scheme (number, valid_from, name, content, by, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [new.number, new.valid_from.isoformat(), new.name, schemes.written(new.said), new.made_by, at],
    )


def last_scored_day(db: Database) -> date | None:
    """The last day of a visit that was handed in, None before there is one."""
    row = db.execute("SELECT max(day) FROM inspections_visit WHERE state = 'submitted'").fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None
