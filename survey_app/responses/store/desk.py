"""Rows of the desk: its list, and what was done to responses."""

import json
from collections.abc import Iterable

from survey_app.responses.desk import Asked, Change, Exclusion, Line, Review, Revision
from survey_app.store import Database

_LINE = ", ".join(Line._fields)


def listed(db: Database, asked: Asked, skipped: int, most: int) -> list[Line]:
    """At most ``most`` responses of the list after the first ``skipped``, the newest day first."""
    where, values = _where(asked)
    # The index holds all a line needs but `changes`, which nobody reads in a list.
    columns = _LINE.replace("changes", "0")
    query = f"SELECT {columns} FROM responses_desk{where} ORDER BY day DESC, uuid LIMIT :most OFFSET :skipped"  # noqa: S608
    return [Line(*row) for row in db.execute(query, values | {"most": most, "skipped": skipped})]


def count(db: Database, asked: Asked) -> int:
    """How many responses the list has."""
    where, values = _where(asked)
    return int(db.execute(f"SELECT count(*) FROM responses_desk{where}", values).fetchone()[0])  # noqa: S608


def line(db: Database, uuid: str) -> Line | None:
    """The response of that id, or None when there is none that may be read."""
    row = db.execute(f"SELECT {_LINE} FROM responses_desk WHERE uuid = ?", [uuid]).fetchone()  # noqa: S608
    return Line(*row) if row else None


def facets(db: Database) -> tuple[list[str], list[str]]:
    """The rounds and the instruments of what may be read, by name."""
    query = """
        SELECT round, instrument FROM responses_desk WHERE (round, instrument) > (?, ?)
        ORDER BY round, instrument LIMIT 1
    """
    found: list[tuple[str, str]] = []
    # From one to the next by the index: a million responses are of a few rounds.
    while row := db.execute(query, found[-1] if found else ("", "")).fetchone():
        found.append(row)
    return sorted({round_ for round_, _ in found}), sorted({instrument for _, instrument in found})


def reviews(db: Database, uuid: str) -> list[Review]:
    """What reviewing came to, step by step."""
    query = f"SELECT {', '.join(Review._fields)} FROM responses_review WHERE uuid = ? ORDER BY number"  # noqa: S608
    return [Review(*row) for row in db.execute(query, [uuid])]


def revisions(db: Database, uuid: str) -> list[Revision]:
    """The corrections of a response, the oldest first."""
    query = f"SELECT {', '.join(Revision._fields)} FROM responses_revision WHERE uuid = ? ORDER BY number"  # noqa: S608
    return [Revision(*row) for row in db.execute(query, [uuid])]


def exclusions(db: Database, uuid: str) -> list[Exclusion]:
    """Each time a response was taken out of the figures or counted again, the oldest first."""
    query = f"SELECT {', '.join(Exclusion._fields)} FROM responses_exclusion WHERE uuid = ? ORDER BY number"  # noqa: S608
    return [Exclusion(*row) for row in db.execute(query, [uuid])]


def changes_of(db: Database, uuid: str) -> list[Change]:
    """The parts that corrections and exclusions of a response have in the ledger."""
    query = f"SELECT {', '.join(Change._fields)} FROM responses_change WHERE uuid = ? ORDER BY entry"  # noqa: S608
    return [Change(*row) for row in db.execute(query, [uuid])]


def add_review(db: Database, row: Review) -> None:
    """Keep a step of reviewing, to which the response has come."""
    db.execute(f"INSERT INTO responses_review VALUES ({_marks(row)})", row)  # noqa: S608
    _note(db, row.uuid, "state = :value", row.to_state)


def add_revision(db: Database, row: Revision) -> None:
    """Keep a correction: it is the newest revision now."""
    db.execute(f"INSERT INTO responses_revision VALUES ({_marks(row)})", row)  # noqa: S608
    _note(db, row.uuid, "revision = :value", row.number)


def add_revision_files(db: Database, uuid: str, names: Iterable[str]) -> None:
    """Keep that corrections of a response brought these files."""
    query = "INSERT INTO responses_revision_file (uuid, name) VALUES (?, ?) ON CONFLICT DO NOTHING"
    db.conn.executemany(query, ((uuid, name) for name in sorted(names)))


def add_exclusion(db: Database, row: Exclusion) -> None:
    """Keep that a response was taken out of the figures or is counted again."""
    db.execute(f"INSERT INTO responses_exclusion VALUES ({_marks(row)})", row)  # noqa: S608
    _note(db, row.uuid, "excluded = :value", row.excluded)


def add_change(db: Database, row: Change) -> None:
    """Keep the part of a correction or an exclusion in the ledger."""
    db.execute(f"INSERT INTO responses_change VALUES ({_marks(row)})", row)  # noqa: S608


def _note(db: Database, uuid: str, what: str, value: object) -> None:
    query = f"UPDATE responses_desk SET {what}, changes = changes + 1 WHERE uuid = :uuid"  # noqa: S608
    db.execute(query, {"uuid": uuid, "value": value})


def _marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" for _ in row)


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    """The condition for a list and its values."""
    parts: list[str] = []
    values: dict[str, object] = {}
    for name in ("round", "instrument", "state"):
        if getattr(asked, name):
            # The plus keeps the search in the order of the list, off the index of rounds.
            parts.append(f"+{name} = :{name}")
            values[name] = getattr(asked, name)
    for name, column in (("units", "unit"), ("ids", "uuid")):
        if getattr(asked, name) is not None:
            parts.append(f"{column} IN (SELECT value FROM json_each(:{name}))")  # noqa: S608  # constants
            values[name] = json.dumps(getattr(asked, name))
    if asked.first:
        parts.append("day >= :first")
    if asked.last:
        parts.append("day <= :last")
    if asked.start:  # of hexadecimal digits and dashes alone
        parts.append("uuid BETWEEN :start AND :start || 'g'")
    if asked.excluded:
        parts.append("excluded = 1")
    values |= {"first": asked.first, "last": asked.last, "start": asked.start}
    return f" WHERE {' AND '.join(parts)}" if parts else "", values
