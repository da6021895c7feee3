"""Looking findings up: one, those of a visit, a page of the register, all of it with its history."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from survey_app.errors import NotFound
from survey_app.findings import store as rows
from survey_app.findings.model import Event, Filters, Finding, Severity, State
from survey_app.store import Database

PAGE = 50
_REFERENCE = re.compile(r"TT-(\d{4})-(\d{4,9})", re.I | re.A)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the findings that are meant, the newest first, and how many there are of each kind in all."""

    findings: tuple[Finding, ...]
    totals: Mapping[tuple[Severity, State], int]
    page: int

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @property
    def pages(self) -> int:
        return _pages(self.total)

    def of_state(self, state: State) -> int:
        """How many are in ``state``."""
        return sum(count for (_, stands), count in self.totals.items() if stands is state)

    def of_severity(self, severity: Severity) -> int:
        """How many are of ``severity``."""
        return sum(count for (grave, _), count in self.totals.items() if grave is severity)


def finding(db: Database, reference: str) -> Finding:
    """The finding called ``reference`` ('TT-2026-0001'). Raises NotFound."""
    parts = _REFERENCE.fullmatch(reference.strip())
    found = rows.find(db, int(parts[1]), int(parts[2])) if parts else None
    if found is None:
        raise NotFound("no_such_finding", finding=reference[:40])
    return found


def visit_findings(db: Database, visit: str) -> list[Finding]:
    """The findings of one visit, by number."""
    return rows.of_visit(db, visit)


def events(db: Database, found: Finding) -> list[Event]:
    """What was done with the finding, the first first."""
    return rows.events(db, found.id)


def has_photo(db: Database, found: Finding, name: str) -> bool:
    """Whether the photo called ``name`` belongs to the finding or to what was done with it."""
    return bool(name) and (name in found.photos or any(event.photo == name for event in events(db, found)))


def photos_named(db: Database) -> set[str]:
    """The names of the photos of all findings and of what was done with them: their files must stay."""
    return rows.photos_named(db)


def listing(db: Database, filters: Filters, page: int = 1) -> Listing:
    """One page of the findings meant; a page beyond the last gives the last."""
    totals = rows.totals(db, filters)
    shown = max(1, min(page, _pages(sum(totals.values()))))
    found = rows.found(db, filters, PAGE, (shown - 1) * PAGE)
    return Listing(tuple(found), totals, shown)


def history(db: Database, filters: Filters) -> Iterator[tuple[Finding, list[Event]]]:
    """Every finding meant, the newest first, with what was done with it."""
    done = {
        id_: [event for _, event in steps]
        for id_, steps in groupby(rows.every_event(db), key=lambda step: step[0])
    }
    for found in rows.found(db, filters):
        yield found, done.get(found.id, [])


def codes(db: Database) -> list[str]:
    """Every finding code that was found, in order."""
    return rows.codes(db)


def narrowed(filters: Filters) -> bool:
    """Whether ``filters`` leave anything out."""
    return filters != Filters()


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))
