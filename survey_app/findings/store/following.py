"""SQL over what is due and has not ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from survey_app.accounts.model import Asker
from survey_app.findings.model import Filters, Severity
from survey_app.findings.store.findings import meant
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Due:
    """What is late, in short: who must see to it, since which day."""

    id: str
    owner: str
    severity: Severity
    due_on: date


def overdue(db: Database, asker: Asker, today: date) -> Iterator[Due]:
    """Everything whose day has passed where ``asker`` reaches, the gravest and then the oldest first."""
    where, values = meant(asker, Filters(open=True, due_before=today))
    rows = db.execute(
        "SELECT id, owner, severity, due_on FROM findings_finding"  # noqa: S608
        f" {where} ORDER BY severity, due_on, year, number",
        values,
    )
    for id_, owner, severity, due_on in rows:
        yield Due(id_, owner, Severity(severity), date.fromisoformat(due_on))
