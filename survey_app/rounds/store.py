"""SQL over the tables of rounds and collectors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from survey_app.rounds.model import Collector, Mode, Round
from survey_app.store import Database

_ROUND = "SELECT code, instrument, version, starts_on, ends_on FROM rounds_round"
_COLLECTOR = (
    "SELECT r.code, r.instrument, r.version, r.starts_on, r.ends_on,"
    " c.code, c.counter, c.mode, c.opened_on, c.closed_on"
    " FROM rounds_collector c JOIN rounds_round r ON r.code = c.round"
)


def insert_round(db: Database, new: Round) -> None:
    """Store ``new``; its code must be free."""
    db.execute(
        "INSERT INTO rounds_round (code, instrument, version, starts_on, ends_on) VALUES (?, ?, ?, ?, ?)",
        [new.code, new.instrument, new.version, new.starts_on.isoformat(), new.ends_on.isoformat()],
    )


def find_round(db: Database, code: str) -> Round | None:
    """The round called ``code``."""
    row = db.execute(f"{_ROUND} WHERE code = ?", [code]).fetchone()
    return _round(row) if row else None


def every_round(db: Database) -> list[Round]:
    """All rounds, the earliest first."""
    return [_round(row) for row in db.execute(f"{_ROUND} ORDER BY starts_on, code")]


def insert_collector(db: Database, new: Collector) -> None:
    """Store ``new``; its code must be free."""
    db.execute(
        "INSERT INTO rounds_collector (code, round, counter, mode, opened_on) VALUES (?, ?, ?, ?, ?)",
        [new.code, new.round.code, new.counter, new.mode.value, new.opened_on.isoformat()],
    )


def find_collector(db: Database, code: str) -> Collector | None:
    """The collector with the normalised ``code``, with its round, in one query."""
    row = db.execute(f"{_COLLECTOR} WHERE c.code = ?", [code]).fetchone()
    return _collector(row) if row else None


def every_collector(db: Database) -> list[Collector]:
    """All collectors by round, counter and code."""
    return [_collector(row) for row in db.execute(f"{_COLLECTOR} ORDER BY c.round, c.counter, c.code")]


def close_collector(db: Database, code: str, day: date) -> None:
    """Let the collector take nothing from now on; the first closing counts."""
    db.execute(
        "UPDATE rounds_collector SET closed_on = ? WHERE code = ? AND closed_on IS NULL",
        [day.isoformat(), code],
    )


def _round(row: Sequence[Any]) -> Round:
    code, instrument, version, starts_on, ends_on = row
    return Round(code, instrument, version, date.fromisoformat(starts_on), date.fromisoformat(ends_on))


def _collector(row: Sequence[Any]) -> Collector:
    code, counter, mode, opened_on, closed_on = row[5:]
    return Collector(
        code,
        _round(row[:5]),
        counter,
        Mode(mode),
        date.fromisoformat(opened_on),
        date.fromisoformat(closed_on) if closed_on else None,
    )
