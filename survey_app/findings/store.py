"""SQL over the tables of findings and their events."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.findings.model import Event, Filters, Finding, Severity, State
from survey_app.store import Database

_COLUMNS = (
    "id, year, number, visit, item, unit, code, severity, statement, legal_basis, note, photos,"
    " finders, found_on, state, revision"
)
# The last event of a finding that stands as remedied is its remedy.
_REMEDIED_BY = (
    "coalesce((SELECT who FROM findings_event AS e WHERE e.finding = findings_finding.id"
    " AND e.revision = findings_finding.revision AND e.to_state = 'remedied'), '')"
)
_SELECT = f"SELECT {_COLUMNS}, {_REMEDIED_BY} FROM findings_finding"  # noqa: S608  # constants
_EVENT = "SELECT finding, revision, at, who, from_state, to_state, note, photo FROM findings_event"


def last_number(db: Database, year: int) -> int:
    """The highest number given in ``year``; 0 before the first."""
    query = "SELECT coalesce(max(number), 0) FROM findings_finding WHERE year = ?"
    return int(db.execute(query, [year]).fetchone()[0])


def insert(db: Database, new: Finding, above: str) -> None:
    """Store ``new``; ``above`` holds its unit and those above it, as '/01/C1/Q1/'."""
    db.execute(
        f"INSERT INTO findings_finding ({_COLUMNS}, above)"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(new.id, new.year, new.number, new.visit, new.item, new.unit, new.code, new.severity.value),
            *(_json(dict(new.statement)), new.legal_basis, new.note, _json(new.photos)),
            *(_json(new.finders), new.found_on.isoformat(), new.state.value, new.revision, above),
        ],
    )


def of_visit(db: Database, visit: str) -> list[Finding]:
    """The findings of one visit, by number."""
    rows = db.execute(f"{_SELECT} WHERE visit = ? ORDER BY year, number", [visit])
    return [_finding(row) for row in rows]


def find(db: Database, year: int, number: int) -> Finding | None:
    """The finding with this number of this year."""
    row = db.execute(f"{_SELECT} WHERE year = ? AND number = ?", [year, number]).fetchone()
    return _finding(row) if row else None


def found(db: Database, filters: Filters, most: int = -1, skip: int = 0) -> Iterator[Finding]:
    """The findings meant, the newest first, at most so many (-1: all)."""
    where, values = _where(filters)
    order = "ORDER BY found_on DESC, year DESC, number DESC"
    # The index alone says which; only those are opened.
    rows = db.execute(
        f"{_SELECT} WHERE rowid IN"  # noqa: S608
        f" (SELECT rowid FROM findings_finding {where} {order} LIMIT ? OFFSET ?) {order}",
        [*values, most, skip],
    )
    return map(_finding, rows)


def totals(db: Database, filters: Filters) -> dict[tuple[Severity, State], int]:
    """How many of the findings meant have each severity and state; none is left out."""
    where, values = _where(filters)
    rows = db.execute(
        f"SELECT severity, state, count(*) FROM findings_finding {where} GROUP BY state, severity",  # noqa: S608
        values,
    )
    return {(Severity(severity), State(state)): count for severity, state, count in rows}


def codes(db: Database) -> list[str]:
    """Every finding code that was found, in order."""
    return [row[0] for row in db.execute("SELECT DISTINCT code FROM findings_finding ORDER BY code")]


def insert_event(db: Database, finding: str, event: Event) -> None:
    """Store what was done with the finding of this id."""
    db.execute(
        "INSERT INTO findings_event (finding, revision, at, who, from_state, to_state, note, photo)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(finding, event.revision, event.at.isoformat(), event.who),
            *(event.start.value, event.end.value, event.note, event.photo),
        ],
    )


def move(db: Database, finding: str, state: State, revision: int) -> None:
    """Let the finding of this id stand in ``state`` after so many events."""
    db.execute(
        "UPDATE findings_finding SET state = ?, revision = ? WHERE id = ?", [state.value, revision, finding]
    )


def events(db: Database, finding: str) -> list[Event]:
    """What was done with the finding of this id, the first first."""
    rows = db.execute(f"{_EVENT} WHERE finding = ? ORDER BY revision", [finding])
    return [_event(row[1:]) for row in rows]


def every_event(db: Database) -> Iterator[tuple[str, Event]]:
    """The id of a finding and an event of it, for all findings, each finding's first first."""
    for row in db.execute(f"{_EVENT} ORDER BY finding, revision"):
        yield row[0], _event(row[1:])


def photos_named(db: Database) -> set[str]:
    """The names of the photos of all findings and events."""
    rows = db.execute(
        "SELECT value FROM findings_finding, json_each(photos) WHERE photos <> '[]'"
        " UNION SELECT photo FROM findings_event WHERE photo <> ''"
    )
    return {row[0] for row in rows}


def _where(filters: Filters) -> tuple[str, list[object]]:
    asked: list[tuple[str, object]] = [
        ("state = ?", filters.state),
        ("severity = ?", filters.severity),
        ("instr(above, ?) > 0", filters.unit and f"/{filters.unit}/"),
        ("code = ?", filters.code),
        ("found_on >= ?", filters.first and filters.first.isoformat()),
        ("found_on <= ?", filters.last and filters.last.isoformat()),
    ]
    meant = [(condition, value) for condition, value in asked if value]
    where = " AND ".join(condition for condition, _ in meant)
    return f"WHERE {where}" if where else "", [value for _, value in meant]


def _finding(row: Sequence[Any]) -> Finding:
    (id_, year, number, visit, item, unit, code, severity, statement, basis, note, photos, *rest) = row
    finders, found_on, state, revision, remedied_by = rest
    return Finding(
        *(id_, year, number, visit, item, unit, code, Severity(severity), json.loads(statement), basis, note),
        tuple(json.loads(photos)),
        tuple(json.loads(finders)),
        date.fromisoformat(found_on),
        State(state),
        revision,
        remedied_by,
    )


def _event(row: Sequence[Any]) -> Event:
    revision, at, who, start, end, note, photo = row
    return Event(revision, datetime.fromisoformat(at), who, State(start), State(end), note, photo)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
