"""SQL that lists what is due: recommendations not remedied yet, explanations not given yet."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from survey_app.accounts.model import Asker
from survey_app.findings.model import Deadline, Filters, Severity, State
from survey_app.findings.store.findings import ENDED, LED_SINCE, meant
from survey_app.store import Database

# Who leads now is who must see to it.
_COLUMNS: Final = (
    f"year, number, unit, owner_above, state, severity, coalesce(nullif({LED_SINCE}, ''), team), authority,"
    " owner, above, inspection, due_on"
)
# When the unit was asked last, and whether it has said something since.
_ASKED: Final = (
    "SELECT data ->> 'due_on' FROM findings_event WHERE finding = findings_finding.id AND step = 'ask'"
    " ORDER BY revision DESC LIMIT 1"
)
_ANSWERED: Final = (
    "EXISTS (SELECT 1 FROM findings_event WHERE finding = findings_finding.id AND step = 'explain')"
)


def deadlines(
    db: Database, asker: Asker, filters: Filters, today: date, most: int = -1
) -> Iterator[Deadline]:
    """What was issued and has not ended of the findings meant that ``asker`` reaches, by day, so many."""
    where, values = meant(asker, filters)
    query = (
        f"SELECT {_COLUMNS} FROM findings_finding"  # noqa: S608
        f" {f'{where} AND' if where else 'WHERE'} state NOT IN ({ENDED}) AND due_on <> ''"
        " ORDER BY due_on, year, number LIMIT ?"
    )
    return (_deadline(row, today) for row in db.execute(query, [*values, most]))


def explanations(db: Database, asker: Asker, filters: Filters, today: date) -> Iterator[Deadline]:
    """By when the unit is to explain what it has not explained yet, of the same, by number."""
    where, values = meant(asker, filters)
    columns = _COLUMNS.removesuffix("due_on")
    query = (
        f"SELECT * FROM (SELECT {columns} ({_ASKED}) AS asked FROM findings_finding"  # noqa: S608
        f" {f'{where} AND' if where else 'WHERE'} state = 'explaining' AND NOT {_ANSWERED})"
        " WHERE asked <> '' ORDER BY year, number"
    )
    return (_deadline(row, today) for row in db.execute(query, values))


def explain_by(db: Database, finding: str) -> date | None:
    """By when the unit is to explain the finding of this id; None once it has, or where no day was set."""
    row = db.execute(
        f"SELECT ({_ASKED}) FROM findings_finding WHERE id = ? AND NOT {_ANSWERED}",  # noqa: S608
        [finding],
    ).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None


def _deadline(row: tuple[object, ...], today: date) -> Deadline:
    year, number, unit, owner_above, state, severity, team, authority, owner, above, inspection, due_on = row
    day = date.fromisoformat(str(due_on))
    return Deadline(
        reference=f"TT-{year}-{number:04d}",
        unit=str(unit),
        owner_above=str(owner_above),
        due_on=day,
        state=State(str(state)),
        severity=Severity(str(severity)),
        team=str(team),
        authority=str(authority),
        owner=str(owner),
        above=str(above),
        days_left=(day - today).days,
        inspection=str(inspection),
    )
