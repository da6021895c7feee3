"""SQL that counts findings and lists what is due."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from survey_app.accounts.model import Asker
from survey_app.findings.model import Filters, Severity, State
from survey_app.findings.store.findings import ENDED, meant
from survey_app.store import Database


class Counted(NamedTuple):
    """What the figures need of some findings: how many there are, how many of them each thing holds of, the
    median of days from issue to close of those closed (None of none)."""

    total: int = 0
    open: int = 0
    late: int = 0
    open_n1: int = 0
    closed: int = 0
    closed_due: int = 0
    in_time: int = 0
    first_time: int = 0
    repeats: int = 0
    median_days: float | None = None


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


def counted(
    db: Database, asker: Asker, filters: Filters, today: date, by: Literal["owner", "code", "team", "''"]
) -> dict[str, Counted]:
    """What the figures need of the findings meant, without what was withdrawn, by owner, code or team in
    their order; by ``''`` all under one name, or nothing of none."""
    # Counted by SQLite, which lets other requests run meanwhile: a register holds many.
    where, values = meant(asker, filters)
    rows = db.execute(
        f"WITH one AS (SELECT {by} AS name, due_on, ended_on, severity, failures, repeats,"  # noqa: S608
        f" state NOT IN ({ENDED}) AS open, state = 'closed' AS closed, iif(state = 'closed',"
        "  CAST(julianday(ended_on) - julianday(iif(issued_on = '', found_on, issued_on)) AS INTEGER), NULL)"
        "  AS days"
        f" FROM findings_finding {f'{where} AND' if where else 'WHERE'} state <> 'withdrawn'),"
        " ranked AS (SELECT name, days, row_number() OVER (PARTITION BY name ORDER BY days) AS rank,"
        "  count(*) OVER (PARTITION BY name) AS many FROM one WHERE days IS NOT NULL),"
        " middle AS (SELECT name, avg(days) AS days FROM ranked"
        "  WHERE rank IN ((many + 1) / 2, (many + 2) / 2) GROUP BY name)"
        # As a join: asked for one name at a time it would be worked out anew for each of thousands of units.
        " SELECT one.name, count(*), sum(open), sum(open AND due_on BETWEEN '0' AND ?),"
        " sum(open AND severity = 'N1'), sum(closed), sum(closed AND due_on <> ''),"
        " sum(closed AND ended_on <= due_on), sum(closed AND failures = 0), sum(repeats <> ''),"
        " max(middle.days)"
        " FROM one LEFT JOIN middle ON middle.name = one.name GROUP BY one.name ORDER BY one.name",
        [*values, (today - timedelta(1)).isoformat()],
    )
    return {name: Counted(*counts) for name, *counts in rows}
