"""Looking findings up, as far as somebody reaches: one, a page of the register, all of it with its log."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from survey_app.accounts.model import Asker
from survey_app.errors import NotFound
from survey_app.findings.model import Event, Filters, Finding, Line, Order, Request, Severity, State, line
from survey_app.findings.store import figures, log
from survey_app.findings.store import findings as rows
from survey_app.store import Database

PAGE = 50
_AT_ONCE = 500  # findings whose logs are read together
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

    def count(self, states: Collection[State], severity: Severity | None = None) -> int:
        """How many are in one of ``states``, of ``severity`` or of all."""
        return sum(
            count
            for (grave, stands), count in self.totals.items()
            if stands in states and severity in (None, grave)
        )

    def of_severity(self, severity: Severity) -> int:
        """How many are of ``severity``."""
        return sum(count for (grave, _), count in self.totals.items() if grave is severity)


def sees(asker: Asker, found: Finding) -> bool:
    """Whether ``found`` is there for ``asker``: where they may read, and for a unit once it was told."""
    read = asker.reads(found.above) or asker.reads(found.owner_above)
    return read and (found.told or not asker.of_unit)


def finding(db: Database, asker: Asker, reference: str) -> Finding:
    """The finding called ``reference`` ('TT-2026-0001'). Raises NotFound, also for what they may not see."""
    parts = _REFERENCE.fullmatch(reference.strip())
    found = rows.find(db, int(parts[1]), int(parts[2])) if parts else None
    if found is None or not sees(asker, found):
        raise NotFound("no_such_finding", finding=reference[:40])
    return found


def visit_findings(db: Database, visit: str) -> list[Finding]:
    """All findings of one visit, by number, whoever asks."""
    return rows.of_visit(db, visit)


def of_case(db: Database, inspection: str, asker: Asker | None = None) -> list[Finding]:
    """The findings of one case, by number: all of them, or those that ``asker`` may see."""
    found = rows.of_case(db, inspection)
    return found if asker is None else [one for one in found if sees(asker, one)]


def parts_of(db: Database, asker: Asker, found: Finding) -> list[Finding]:
    """The parts it was divided into that ``asker`` may see, by number."""
    return [one for one in rows.parts_of(db, found.id) if sees(asker, one)]


def related(db: Database, asker: Asker, found: Finding) -> dict[str, Finding]:
    """What it repeats and what it is a part of, by id, where ``asker`` may see it."""
    there = rows.of_ids(db, [found.repeats, found.parent])
    return {id_: one for id_, one in there.items() if sees(asker, one)}


def events(db: Database, found: Finding) -> list[Event]:
    """What was done with the finding, the first first."""
    return log.events(db, found.id)


def requests(db: Database, found: Finding) -> list[Request]:
    """What was asked for about it, the first first: more time, or that it is opened again."""
    return log.requests(db, found.id)


def requests_waiting(db: Database, asker: Asker) -> list[tuple[Finding, Request]]:
    """What was asked for and nobody has decided, the oldest first, of findings that ``asker`` may see."""
    asked = log.waiting(db)
    there = rows.of_ids(db, [id_ for id_, _ in asked])
    return [(there[id_], request) for id_, request in asked if sees(asker, there[id_])]


def has_file(db: Database, found: Finding, name: str) -> bool:
    """Whether the photo or file called ``name`` belongs to the finding or to what was done with it."""
    return bool(name) and (name in found.photos or any(name in event.files for event in events(db, found)))


def photos_named(db: Database) -> set[str]:
    """The names of the photos and files of all findings and of what was done with them: they must stay."""
    return log.files_named(db)


def listing(
    db: Database, asker: Asker, filters: Filters, page: int = 1, order: Order = Order.NEWEST
) -> Listing:
    """One page of the findings meant; a page beyond the last gives the last."""
    counted = figures.totals(db, asker, filters)
    shown = max(1, min(page, _pages(sum(counted.values()))))
    found = rows.found(db, asker, filters, PAGE, (shown - 1) * PAGE, order)
    return Listing(tuple(found), counted, shown)


def lines(db: Database, found: Sequence[Finding]) -> list[Line]:
    """These findings as the register has them."""
    done = log.events_of(db, (one.id for one in found))
    return [line(one, done.get(one.id, [])) for one in found]


def totals(db: Database, asker: Asker, filters: Filters) -> dict[tuple[Severity, State], int]:
    """How many of the findings meant have each severity and state; none is left out."""
    return figures.totals(db, asker, filters)


def history(
    db: Database, asker: Asker, filters: Filters, order: Order = Order.NEWEST
) -> Iterator[tuple[Finding, list[Event]]]:
    """Every finding meant, in that order, with what was done with it."""
    every = rows.found(db, asker, filters, order=order)
    while some := list(islice(every, _AT_ONCE)):
        done = log.events_of(db, (one.id for one in some))
        yield from ((one, done.get(one.id, [])) for one in some)


def codes(db: Database, asker: Asker) -> list[str]:
    """Every finding code that was found where ``asker`` reaches, in order."""
    return rows.codes(db, asker)


def overdue(db: Database, asker: Asker, filters: Filters, today: date) -> int:
    """How many of the findings meant have not ended although their day has passed."""
    return figures.overdue(db, asker, filters, today)


def teams(db: Database, asker: Asker) -> list[str]:
    """Who led a team that found something where ``asker`` reaches, in order."""
    return rows.teams(db, asker)


def years(db: Database, asker: Asker) -> list[int]:
    """The years from the first in which something was found where ``asker`` reaches, the latest first."""
    ends = rows.years(db, asker)
    return [*range(ends[1], ends[0] - 1, -1)] if ends else []


def narrowed(filters: Filters) -> bool:
    """Whether ``filters`` leave anything out."""
    return filters != Filters()


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE))
