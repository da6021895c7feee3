"""SQL over the tables of findings and their events."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from survey_app.findings.model import Finding, Severity, State
from survey_app.store import Database

COLUMNS = (
    "id, year, number, visit, item, unit, code, severity, statement, legal_basis, note, photos,"
    " found_by, found_on, state, revision"
)


def last_number(db: Database, year: int) -> int:
    """The highest number given in ``year``; 0 before the first."""
    query = "SELECT coalesce(max(number), 0) FROM findings_finding WHERE year = ?"
    return int(db.execute(query, [year]).fetchone()[0])


def insert(db: Database, new: Finding, above: str) -> None:
    """Store ``new``; ``above`` holds its unit and those above it, as '/01/C1/Q1/'."""
    db.execute(
        f"INSERT INTO findings_finding ({COLUMNS}, above)"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(new.id, new.year, new.number, new.visit, new.item, new.unit, new.code, new.severity.value),
            *(_json(dict(new.statement)), new.legal_basis, new.note, _json(new.photos)),
            *(new.found_by, new.found_on.isoformat(), new.state.value, new.revision, above),
        ],
    )


def of_visit(db: Database, visit: str) -> list[Finding]:
    """The findings of one visit, by number."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM findings_finding WHERE visit = ? ORDER BY year, number",  # noqa: S608
        [visit],
    )
    return [finding(row) for row in rows]


def finding(row: Sequence[Any]) -> Finding:
    """The finding in a row of `COLUMNS`."""
    (id_, year, number, visit, item, unit, code, severity, statement, basis, note, photos, *rest) = row
    found_by, found_on, state, revision = rest
    return Finding(
        *(id_, year, number, visit, item, unit, code, Severity(severity), json.loads(statement), basis, note),
        tuple(json.loads(photos)),
        found_by,
        date.fromisoformat(found_on),
        State(state),
        revision,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
