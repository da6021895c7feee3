"""SQL over the tables of incidents and of what was done with each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from survey_app.inspections.model.incidents import Event, Incident, IncidentKind, IncidentState
from survey_app.store import Database

_COLUMNS = (
    "id, inspection, unit, kind, happened_on, place, officer, told, state, outcome, revision, by, at,"
    " decided_by, decided_at"
)


class Row(NamedTuple):
    """An incident as it is stored; the path of its unit and who leads its case are looked up elsewhere."""

    id: str
    inspection: str
    unit: str
    kind: IncidentKind
    happened_on: date
    place: str
    officer: str
    told: str
    state: IncidentState
    outcome: str
    revision: int
    by: str
    at: datetime
    decided_by: str
    decided_at: datetime | None


def insert(db: Database, new: Incident) -> None:
    """Store ``new``."""
    db.execute(
        "INSERT INTO inspections_incident (id, inspection, unit, kind, happened_on, place, officer, told,"
        " state, revision, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(new.id, new.inspection or None, new.unit, new.kind.value, new.happened_on.isoformat()),
            *(new.place, new.officer, new.told, new.state.value, new.revision, new.by, _text(new.at)),
        ],
    )


def save(db: Database, of: Incident) -> None:
    """Keep how far an incident is and what came of it."""
    db.execute(
        "UPDATE inspections_incident SET state = ?, revision = ?, outcome = ?, decided_by = ?, decided_at = ?"
        " WHERE id = ?",
        [
            *(of.state.value, of.revision, of.outcome, of.decided_by or None),
            *(_text(of.decided_at) if of.decided_at else None, of.id),
        ],
    )


def find(db: Database, id_: str) -> Row | None:
    """The incident with that id, whoever asks."""
    row = db.execute(f"SELECT {_COLUMNS} FROM inspections_incident WHERE id = ?", [id_]).fetchone()  # noqa: S608
    return _row(row) if row else None


def every(db: Database) -> list[Row]:
    """All incidents, whoever asks, the latest day first."""
    query = f"SELECT {_COLUMNS} FROM inspections_incident ORDER BY happened_on DESC, at DESC, id"  # noqa: S608
    return [_row(row) for row in db.execute(query).fetchall()]


def insert_event(db: Database, incident: str, event: Event) -> None:
    """Store that something was done with an incident."""
    db.execute(
        "INSERT INTO inspections_incident_event (incident, number, at, who, what, note) SELECT ?,"
        " coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM inspections_incident_event WHERE incident = ?",
        [incident, _text(event.at), event.who, event.what, event.note, incident],
    )


def events(db: Database, incident: str) -> list[Event]:
    """What was done with an incident, the first first."""
    query = "SELECT at, who, what, note FROM inspections_incident_event WHERE incident = ? ORDER BY number"
    return [
        Event(datetime.fromisoformat(at), who, what, note)
        for at, who, what, note in db.execute(query, [incident]).fetchall()
    ]


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _row(row: Sequence[Any]) -> Row:
    id_, inspection, unit, kind, day, place, officer, told, state, outcome, revision, by, at, who, when = row
    return Row(
        *(id_, inspection or "", unit, IncidentKind(kind), date.fromisoformat(day), place, officer, told),
        *(IncidentState(state), outcome, revision, by, datetime.fromisoformat(at), who or ""),
        datetime.fromisoformat(when) if when else None,
    )
