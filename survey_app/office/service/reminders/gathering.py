"""Gathering what is due: all of it, for mail, or what concerns one reader, for their list and calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from survey_app.accounts import service as accounts
from survey_app.accounts.model import OF_UNIT, Asker, Role
from survey_app.findings import service as findings
from survey_app.findings.model import Deadline, Filters, State
from survey_app.inspections.model import WITHOUT_VISIT, Case, CaseFilters, CaseState
from survey_app.inspections.service import cases
from survey_app.notices import ESCALATES, urgency
from survey_app.office.service.reminders.dues import Due, Kind, Part, is_spoken_for, part_of
from survey_app.store import Database

MOST: Final = 300
"""So much one reader is shown; the register has the rest."""

_ANYBODY: Final = Asker("", Role.ADMINISTRATOR)
_JUDGED: Final = frozenset({State.REPORTED, State.VERIFYING, State.RECHECKING})
# The team has not come yet, and may come.
_COMING: Final = (
    CaseState.APPROVED,
    CaseState.ANNOUNCED,
    CaseState.AWAITING_REPORT,
    CaseState.REPORT_RECEIVED,
)


def every_due(db: Database, today: date) -> Iterator[Due]:
    """Everything that is due, whoever it concerns."""
    speakers = _speakers(db, today)
    yield from _of_findings(db, findings.deadlines(db, today), findings.explanations(db, today), speakers)
    yield from _of_cases(_cases(db, _ANYBODY), today, speakers)


def dues_of(db: Database, asker: Asker, today: date) -> list[tuple[Due, Part]]:
    """What concerns ``asker``, the earliest day first, at most 300; what others have to do only once it is
    so late that it has come to who leads."""
    speakers = _speakers(db, today)
    narrowed = [findings.deadlines(db, today, asker, filters, MOST) for filters in _filters(db, asker, today)]
    explained = findings.explanations(db, today, asker) if _may_explain(asker) else ()
    there = chain(
        _of_findings(db, chain.from_iterable(narrowed), explained, speakers),
        _of_cases(_cases(db, asker), today, speakers),
    )
    late = today - timedelta(ESCALATES)
    found = {
        due.key: (due, part)
        for due in there
        if (part := part_of(asker, due)) and (part is Part.ACTS or due.due_on <= late)
    }
    return sorted(found.values(), key=lambda one: (one[0].due_on, one[0].key))[:MOST]


def count_by_urgency(dues: Iterable[tuple[Due, Part]], today: date) -> dict[str, int]:
    """How many of them are how near."""
    counts: dict[str, int] = {}
    for due, _ in dues:
        level = urgency(due.due_on, today).value
        counts[level] = counts.get(level, 0) + 1
    return counts


def _filters(db: Database, asker: Asker, today: date) -> list[Filters]:
    """Which findings can concern ``asker``: the database narrows, `part_of` decides."""
    if asker.of_unit:
        return [Filters(open=True)]
    filters = [Filters(open=True, team=asker.username)]
    if led := cases.led_by(db, asker.username):  # also those somebody else led before
        filters.append(Filters(open=True, cases=led))
    if asker.role is Role.LEADER:
        filters.append(Filters(open=True, due_before=today - timedelta(ESCALATES - 1)))
    elif asker.role is Role.VERIFIER:
        filters += [Filters(state=state) for state in sorted(_JUDGED)]
    elif asker.role is Role.SECRETARY:
        filters.append(Filters(open=True, source="external"))
    return filters


def _may_explain(asker: Asker) -> bool:
    return asker.role not in (Role.ANALYST, Role.VIEWER)


def _of_findings(
    db: Database, issued: Iterable[Deadline], asked: Iterable[Deadline], speakers: set[str]
) -> Iterator[Due]:
    for one in issued:
        kind = Kind.VERIFY if one.state in _JUDGED else Kind.REMEDY
        yield _due(kind, one.reference, one, speakers)
    of_cases: set[str] = set()
    for one in asked:
        # A case asks for all it found by one day: that is one thing to do.
        if not one.inspection:
            yield _due(Kind.EXPLAIN, one.reference, one, speakers)
        elif one.inspection not in of_cases and (of := cases.unguarded(db, one.inspection)):
            of_cases.add(one.inspection)
            yield _due(Kind.EXPLAIN_CASE, of.reference, one, speakers)


def _due(kind: Kind, reference: str, one: Deadline, speakers: set[str]) -> Due:
    spoken = is_spoken_for(one.owner_above, speakers)
    unit = one.owner or one.unit
    return Due(kind, reference, unit, one.due_on, one.owner_above, one.above, one.team, spoken)


def _cases(db: Database, asker: Asker) -> Iterator[Case]:
    for state in _COMING:
        yield from cases.cases(db, asker, CaseFilters(state=state))


def _of_cases(found: Iterable[Case], today: date, speakers: set[str]) -> Iterator[Due]:
    for of in found:
        for kind, day in _days(of, today):
            spoken = is_spoken_for(of.above, speakers)
            yield Due(kind, of.reference, of.unit, day, of.above, of.above, of.leader(), spoken, of)


def _days(of: Case, today: date) -> Sequence[tuple[Kind, date]]:
    """What is due in a case on which days."""
    days = []
    if of.kind not in WITHOUT_VISIT:
        days.append((Kind.VISIT, of.planned_on))
        if of.planned_on >= today and not of.inside:
            days.append((Kind.VISITED, of.planned_on))
    if of.state is CaseState.AWAITING_REPORT and of.report_due:
        days.append((Kind.SELF_REPORT, of.report_due))
    return days


def _speakers(db: Database, today: date) -> set[str]:
    """The units somebody speaks for today."""
    scopes = accounts.every_scope(db)
    return {
        scope.unit
        for person in accounts.people(db)
        if person.role in OF_UNIT and person.left_on is None
        for scope in scopes.get(person.username, ())
        if scope.holds(today)
    }
