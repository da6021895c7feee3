"""SQL that counts findings and lists what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from survey_app.accounts.model import Asker
from survey_app.findings.model import Deadline, Filters, Severity, State
from survey_app.findings.store.findings import ENDED, meant
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Counted:
    """What the figures need of a finding; ``days`` from its issue to its end."""

    owner: str
    code: str
    team: str
    severity: Severity
    state: State
    due_on: date | None
    ended_on: date | None
    days: int | None
    failures: int
    repeats: bool


def totals(db: Database, asker: Asker, filters: Filters) -> dict[tuple[Severity, State], int]:
    """How many of the findings meant have each severity and state; none is left out."""
    where, values = meant(asker, filters)
    rows = db.execute(
        f"SELECT severity, state, count(*) FROM findings_finding {where} GROUP BY severity, state",  # noqa: S608
        values,
    )
    return {(Severity(severity), State(state)): count for severity, state, count in rows}


def overdue(db: Database, asker: Asker, filters: Filters, today: date) -> int:
    """How many of the findings meant have not ended although their day has passed."""
    where, values = meant(asker, filters)
    late = f"due_on <> '' AND due_on < ? AND state NOT IN ({ENDED})"
    query = f"SELECT count(*) FROM findings_finding {f'{where} AND' if where else 'WHERE'} {late}"  # noqa: S608
    return int(db.execute(query, [*values, today.isoformat()]).fetchone()[0])


def counted(db: Database, asker: Asker, filters: Filters) -> Iterator[Counted]:
    """What the figures need of the findings meant, in no order."""
    where, values = meant(asker, filters)
    rows = db.execute(
        "SELECT owner, code, team, severity, state, due_on, ended_on,"  # noqa: S608
        f" iif(issued_on = '', found_on, issued_on), failures, repeats <> '' FROM findings_finding {where}",
        values,
    )
    for owner, code, team, severity, state, due_on, ended_on, began, failures, repeats in rows:
        due, ended = _day(due_on), _day(ended_on)
        days = (ended - date.fromisoformat(began)).days if ended else None
        kinds = Severity(severity), State(state)
        yield Counted(owner, code, team, *kinds, due, ended, days, failures, bool(repeats))


def deadlines(db: Database, today: date) -> Iterator[Deadline]:
    """Everything issued that has not ended, by day."""
    rows = db.execute(
        "SELECT year, number, unit, owner_above, due_on, state, severity, team, authority, owner, above"  # noqa: S608
        f" FROM findings_finding WHERE state NOT IN ({ENDED}) AND due_on <> ''"
        " ORDER BY due_on, year, number"
    )
    for year, number, unit, owner_above, due_on, state, severity, *rest in rows:
        reference, day = f"TT-{year}-{number:04d}", date.fromisoformat(due_on)
        kinds = State(state), Severity(severity)
        team, authority, owner, above = rest
        yield Deadline(
            *(reference, unit, owner_above, day, *kinds, team, authority, owner, above), (day - today).days
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
