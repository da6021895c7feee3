"""SQL over the tables of rounds and collectors."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from survey_app.rounds.model import Chosen, Collector, Mode, Reach, Round
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


def find_round_like(db: Database, code: str) -> Round | None:
    """The round whose code differs from ``code`` in capitals at most."""
    row = db.execute(f"{_ROUND} WHERE code = ? COLLATE NOCASE", [code]).fetchone()
    return _round(row) if row else None


def every_round(db: Database) -> list[Round]:
    """All rounds, the earliest first."""
    return [_round(row) for row in db.execute(f"{_ROUND} ORDER BY starts_on, code")]


def set_last_day(db: Database, code: str, day: date) -> None:
    """Let the round called ``code`` end on ``day``."""
    db.execute("UPDATE rounds_round SET ends_on = ? WHERE code = ?", [day.isoformat(), code])


def set_first_day(db: Database, code: str, day: date) -> None:
    """Let the round called ``code`` begin on ``day``."""
    db.execute("UPDATE rounds_round SET starts_on = ? WHERE code = ?", [day.isoformat(), code])


def delete_round(db: Database, code: str) -> None:
    """Remove the round called ``code``; nothing may refer to it."""
    db.execute("DELETE FROM rounds_round WHERE code = ?", [code])


def has_codes(db: Database, round_: str) -> bool:
    """Whether a round ever had a code."""
    query = "SELECT EXISTS (SELECT 1 FROM rounds_collector WHERE round = ?)"
    return bool(db.execute(query, [round_]).fetchone()[0])


def reach(db: Database) -> dict[str, Reach]:
    """The open codes and their units of each round that has any code."""
    rows = db.execute(
        "SELECT round, count(*), count(DISTINCT counter) FROM rounds_collector"
        " WHERE closed_on IS NULL GROUP BY round"
    )
    return {round_: Reach(codes, units) for round_, codes, units in rows}


def insert_collectors(db: Database, new: Iterable[Collector]) -> None:
    """Store all of ``new``; their codes must be free."""
    db.conn.executemany(
        "INSERT INTO rounds_collector (code, round, counter, mode, opened_on) VALUES (?, ?, ?, ?, ?)",
        ((c.code, c.round.code, c.counter, c.mode.value, c.opened_on.isoformat()) for c in new),
    )


def taken_codes(db: Database, codes: Iterable[str]) -> set[str]:
    """Those of ``codes`` that a collector has."""
    query = "SELECT code FROM rounds_collector WHERE code IN (SELECT value FROM json_each(?))"
    return {row[0] for row in db.execute(query, [json.dumps(list(codes))])}


def find_collector(db: Database, code: str) -> Collector | None:
    """The collector with the normalised ``code``, with its round, in one query."""
    row = db.execute(f"{_COLLECTOR} WHERE c.code = ?", [code]).fetchone()
    return _collector(row) if row else None


def every_collector(db: Database) -> list[Collector]:
    """All collectors by round, counter and code."""
    return [_collector(row) for row in db.execute(f"{_COLLECTOR} ORDER BY c.round, c.counter, c.code")]


def open_counters(db: Database, round_: str) -> set[str]:
    """The units that have an open code in a round."""
    rows = db.execute(
        "SELECT DISTINCT counter FROM rounds_collector WHERE round = ? AND closed_on IS NULL", [round_]
    )
    return {row[0] for row in rows}


def counters_with_open(db: Database, round_: str, mode: Mode) -> set[str]:
    """The units that have an open code of ``mode`` in a round."""
    rows = db.execute(
        "SELECT counter FROM rounds_collector WHERE round = ? AND mode = ? AND closed_on IS NULL",
        [round_, mode.value],
    )
    return {row[0] for row in rows}


def count_collectors(db: Database, round_: str, counters: Sequence[str] | None, chosen: Chosen) -> int:
    """How many codes of a round are at ``counters`` (None: anywhere) and in the chosen state."""
    where, values = _filter(round_, counters, chosen)
    return int(db.execute(f"SELECT count(*) FROM rounds_collector c WHERE {where}", values).fetchone()[0])  # noqa: S608


def some_collectors(
    db: Database, round_: str, counters: Sequence[str] | None, chosen: Chosen, limit: int, offset: int
) -> list[Collector]:
    """Those codes by unit and code, ``limit`` of them from ``offset``."""
    where, values = _filter(round_, counters, chosen)
    query = f"{_COLLECTOR} WHERE {where} ORDER BY c.counter, c.code LIMIT ? OFFSET ?"
    return [_collector(row) for row in db.execute(query, [*values, limit, offset])]


def _filter(round_: str, counters: Sequence[str] | None, chosen: Chosen) -> tuple[str, list[str]]:
    where, values = "c.round = ?", [round_]
    if counters is not None:
        where += " AND c.counter IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(counters))
    if chosen is not Chosen.ALL:
        where += f" AND c.closed_on IS {'NOT ' if chosen is Chosen.CLOSED else ''}NULL"
    return where, values


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
