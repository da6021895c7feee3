"""SQL over what was done with findings, and what was asked for."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.findings.model import Event, Kind, Request, State, Step
from survey_app.store import Database

_EVENT_COLUMNS = "finding, revision, at, who, step, from_state, to_state, note, files, data"
_EVENT = f"SELECT {_EVENT_COLUMNS} FROM findings_event"  # noqa: S608  # constants
_REQUEST = (
    "SELECT number, kind, asked_by, asked_at, reason, until, granted, decided_by, decided_at, answer"
    " FROM findings_request"
)


def insert_event(db: Database, finding: str, event: Event) -> None:
    """Store what was done with the finding of this id."""
    db.execute(
        f"INSERT INTO findings_event ({_EVENT_COLUMNS})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(finding, event.revision, event.at.isoformat(), event.who, event.step.value),
            *(event.start.value, event.end.value, event.note, _json([*event.files]), _json(dict(event.data))),
        ],
    )


def events(db: Database, finding: str) -> list[Event]:
    """What was done with the finding of this id, the first first."""
    rows = db.execute(f"{_EVENT} WHERE finding = ? ORDER BY revision", [finding])
    return [_event(row[1:]) for row in rows]


def events_of(db: Database, findings: Iterable[str]) -> dict[str, list[Event]]:
    """What was done with the findings of these ids, by id, each one's first first."""
    rows = db.execute(
        f"{_EVENT} WHERE finding IN (SELECT value FROM json_each(?)) ORDER BY finding, revision",  # noqa: S608
        [_json([*findings])],
    )
    done: dict[str, list[Event]] = {}
    for row in rows:
        done.setdefault(row[0], []).append(_event(row[1:]))
    return done


def files_named(db: Database) -> set[str]:
    """The names of the photos and files of all findings and events."""
    rows = db.execute(
        "SELECT value FROM findings_finding, json_each(photos) WHERE photos <> '[]'"
        " UNION SELECT value FROM findings_event, json_each(files) WHERE files <> '[]'"
    )
    return {row[0] for row in rows}


def requests(db: Database, finding: str) -> list[Request]:
    """What was asked for about the finding of this id, the first first."""
    rows = db.execute(f"{_REQUEST} WHERE finding = ? ORDER BY number", [finding])
    return [_request(row) for row in rows]


def open_request(db: Database, finding: str) -> Request | None:
    """What was asked for about the finding of this id and nobody has decided."""
    row = db.execute(f"{_REQUEST} WHERE finding = ? AND granted IS NULL", [finding]).fetchone()
    return _request(row) if row else None


def waiting(db: Database) -> list[tuple[str, Request]]:
    """The id of a finding and what was asked for about it, where nobody has decided; the oldest first."""
    query = _REQUEST.replace("SELECT ", "SELECT finding, ", 1)
    rows = db.execute(f"{query} WHERE granted IS NULL ORDER BY asked_at, finding")
    return [(row[0], _request(row[1:])) for row in rows]


def insert_request(db: Database, finding: str, new: Request) -> None:
    """Store what was asked for about the finding of this id."""
    db.execute(
        "INSERT INTO findings_request (finding, number, kind, asked_by, asked_at, reason, until, granted,"
        " decided_by, decided_at, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(finding, new.number, new.kind.value, new.asked_by, new.asked_at.isoformat(), new.reason),
            *(new.until.isoformat() if new.until else "", new.granted, new.decided_by or None),
            *(new.decided_at.isoformat() if new.decided_at else None, new.answer),
        ],
    )


def decide_request(db: Database, finding: str, granted: bool, who: str, at: datetime, answer: str) -> None:
    """Keep how the request that waits was decided; nothing happens where none does."""
    db.execute(
        "UPDATE findings_request SET granted = ?, decided_by = ?, decided_at = ?, answer = ?"
        " WHERE finding = ? AND granted IS NULL",
        [granted, who, at.isoformat(), answer, finding],
    )


def _event(row: Sequence[Any]) -> Event:
    revision, at, who, step, start, end, note, files, data = row
    return Event(
        *(revision, datetime.fromisoformat(at), who, Step(step), State(start), State(end), note),
        tuple(json.loads(files)),
        json.loads(data),
    )


def _request(row: Sequence[Any]) -> Request:
    number, kind, asked_by, asked_at, reason, until, granted, decided_by, decided_at, answer = row
    return Request(
        *(number, Kind(kind), asked_by, datetime.fromisoformat(asked_at), reason),
        date.fromisoformat(until) if until else None,
        None if granted is None else bool(granted),
        decided_by or "",
        datetime.fromisoformat(decided_at) if decided_at else None,
        answer,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
