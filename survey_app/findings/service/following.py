"""What is late and whose, for who leads; what is asked of a unit, for the unit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from survey_app.accounts.model import Asker
from survey_app.findings.model import (
    FOLLOWED,
    RULES,
    Event,
    Filters,
    Finding,
    Order,
    Request,
    Severity,
    State,
    Step,
)
from survey_app.findings.service.steps import steps_for
from survey_app.findings.store import figures, following, log
from survey_app.findings.store import findings as rows
from survey_app.store import Database

# A leader reads a screen, not a book: the register has the rest.
_MOST_UNITS: Final = 30
_EACH: Final = 3
_MOST_WORK: Final = 300
# What a unit does next, by where a finding stands.
_NEXT: Final = {
    State.EXPLAINING: Step.EXPLAIN,
    State.ISSUED: Step.ACKNOWLEDGE,
    State.ACKNOWLEDGED: Step.PLAN,
    State.PLANNED: Step.REPORT,
    State.REMEDYING: Step.REPORT,
}


@dataclass(frozen=True, slots=True)
class Late:
    """What a unit is late with: how much, how much of it N1, since when, and the gravest and oldest of it."""

    owner: str
    count: int
    grave: int
    since: date
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """The units that are late: those with N1 first, then the longest waiting; ``more`` are not listed."""

    units: tuple[Late, ...]
    count: int
    grave: int
    more: int


@dataclass(frozen=True, slots=True)
class Work:
    """A finding as its unit has it to do: the next step (None: the office is to act), what that needs, the
    step it came by, what was asked for; ``explain_by`` is until when the team waits for an explanation."""

    finding: Finding
    step: Step | None
    needs: tuple[str, ...]
    last: Event | None
    request: Request | None
    may_ask: bool
    explain_by: date | None = None


def late_by_unit(db: Database, asker: Asker, today: date) -> Overdue:
    """What is overdue where ``asker`` reaches, by who must see to it."""
    by_owner: dict[str, list[following.Due]] = defaultdict(list)
    for due in following.overdue(db, asker, today):
        by_owner[due.owner].append(due)
    late = sorted(by_owner.items(), key=lambda item: _urgency(item[1]))
    shown = late[:_MOST_UNITS]
    there = rows.of_ids(db, [due.id for _, dues in shown for due in dues[:_EACH]])
    return Overdue(
        tuple(_late(owner, dues, there) for owner, dues in shown),
        sum(map(len, by_owner.values())),
        sum(_grave(dues) for dues in by_owner.values()),
        len(late) - len(shown),
    )


def work_of(db: Database, asker: Asker, today: date) -> list[Work]:
    """What has not ended of the units ``asker`` acts for, what is due first first: at most 300."""
    found = list(rows.found(db, asker, Filters(open=True), _MOST_WORK, order=Order.DUE))
    done = log.events_of(db, (one.id for one in found))
    return [_work(db, asker, one, done.get(one.id, []), today) for one in found]


def work_left_out(db: Database, asker: Asker, shown: int) -> int:
    """How many of those findings `work_of` leaves out where it shows so many."""
    return sum(figures.totals(db, asker, Filters(open=True)).values()) - shown


def work_late(db: Database, asker: Asker, today: date) -> int:
    """How many findings of the units ``asker`` acts for have not ended although their day has passed."""
    return figures.overdue(db, asker, Filters(open=True), today)


def _work(db: Database, asker: Asker, found: Finding, events: list[Event], today: date) -> Work:
    steps = steps_for(db, asker, found, today)
    last = events[-1] if events else None
    answered = found.state is State.EXPLAINING and last is not None and last.step is Step.EXPLAIN
    wanted = _NEXT.get(found.state)
    step = wanted if wanted in steps and not answered else None
    return Work(
        found,
        step,
        tuple(need.value for need in RULES[step].needs) if step else (),
        last,
        log.open_request(db, found.id) if found.state in FOLLOWED else None,
        Step.ASK_EXTENSION in steps,
        _explain_by(events) if step is Step.EXPLAIN else None,
    )


def _explain_by(events: list[Event]) -> date | None:
    asked = [event.data.get("due_on") for event in events if event.step is Step.ASK]
    return date.fromisoformat(asked[-1]) if asked and asked[-1] else None


def _late(owner: str, dues: list[following.Due], there: dict[str, Finding]) -> Late:
    shown = tuple(there[due.id] for due in dues[:_EACH])
    return Late(owner, len(dues), _grave(dues), min(due.due_on for due in dues), shown)


def _urgency(dues: list[following.Due]) -> tuple[bool, date]:
    return not _grave(dues), min(due.due_on for due in dues)


def _grave(dues: list[following.Due]) -> int:
    return sum(due.severity is Severity.N1 for due in dues)
