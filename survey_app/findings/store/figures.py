"""SQL that counts findings and lists what is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from survey_app.accounts.model import Asker
from survey_app.findings.model import Deadline, Filters, Severity, State
from survey_app.findings.store.findings import ENDED, meant
from survey_app.store import Database


class Counted(NamedTuple):
    """What the figures need of a finding: whose it is, what holds of it (1, 0), days from issue to close."""

    owner: str
    code: str
    team: str
    open: int
    late: int
    open_n1: int
    closed: int
    closed_due: int
    in_time: int
    first_time: int
    repeats: int
    days: int | None


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


def counted(db: Database, asker: Asker, filters: Filters, today: date) -> list[Counted]:
    """What the figures need of the findings meant, without what was withdrawn, in no order."""
    where, values = meant(asker, filters)
    rows = db.execute(
        f"SELECT owner, code, team, state NOT IN ({ENDED}),"  # noqa: S608
        f" state NOT IN ({ENDED}) AND due_on BETWEEN '0' AND ?,"
        f" state NOT IN ({ENDED}) AND severity = 'N1', state = 'closed',"
        " state = 'closed' AND due_on <> '', state = 'closed' AND ended_on <= due_on,"
        " state = 'closed' AND failures = 0, repeats <> '',"
        " iif(state = 'closed',"
        "  CAST(julianday(ended_on) - julianday(iif(issued_on = '', found_on, issued_on)) AS INTEGER), NULL)"
        f" FROM findings_finding {f'{where} AND' if where else 'WHERE'} state <> 'withdrawn'",
        [(today - timedelta(1)).isoformat(), *values],
    )
    return list(map(Counted._make, rows))


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
