"""Attendance of a case: counted by its team on site, withdrawn rather than changed, closed by the minutes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model.attendance import Count, NewCount, count_problems
from survey_app.inspections.model.cases import Case, CaseState
from survey_app.inspections.model.steps import By, may
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.service import cases
from survey_app.inspections.service.cases.guards import LEAST_REASON, LONGEST
from survey_app.inspections.service.judging import progress
from survey_app.inspections.store import attendance as rows
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database, Store

# The item of the shipped checklists that asks for attendance.
ITEM = "D01"
_NUMBERS = ("due", "present", "excused", "unexcused")
_OPEN = frozenset({CaseState.ON_SITE, CaseState.MINUTES})


@dataclass(frozen=True, slots=True)
class Noted:
    """What a visit's checklist says of attendance; ``at`` is None where it has no time."""

    visit: Visit
    at: datetime | None
    due: int
    present: int
    excused: int
    unexcused: int


def counts(db: Database, of: Case) -> list[Count]:
    """All counts of a case, those withdrawn too, the earliest first."""
    return rows.of_case(db, of.id)


def count(db: Database, of: Case, id_: str) -> Count:
    """One count of a case. Raises NotFound."""
    found = next((one for one in rows.of_case(db, of.id) if one.id == id_), None)
    if found is None:
        raise NotFound("no_such_count")
    return found


def takes_counts(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may add and withdraw counts now: its team, on site until the minutes are signed."""
    return of.state in _OPEN and may(asker, of, By.TEAM)


def add(store: Store, asker: Asker, reference: str, new: NewCount, now: datetime) -> Count:
    """The count, kept. Raises NotFound, Refused, Conflict before and after its time, Invalid with all."""

    def work(db: Database) -> Count:
        of = _open(db, asker, reference)
        if problems := [*count_problems(new), *_moment_problems(db, of, new, now)]:
            raise Invalid(problems)
        kept = Count(str(uuid4()), new, asker.username, now)
        rows.insert(db, of.id, kept)
        return kept

    return store.write(work)


def withdraw(store: Store, asker: Asker, reference: str, id_: str, reason: str, now: datetime) -> None:
    """Let a count stand no more, with a reason. Raises as `add`; Conflict also when it was withdrawn."""

    def work(db: Database) -> None:
        of = _open(db, asker, reference)
        found = count(db, of, id_)
        if not found.stands:
            raise Conflict("count_withdrawn_before", at_place=found.said.place)
        if not LEAST_REASON <= len(reason.strip()) <= LONGEST:
            raise Invalid([Problem("reason_length", "reason", {"least": LEAST_REASON, "most": LONGEST})])
        rows.withdraw(db, id_, asker.username, reason.strip(), now)

    store.write(work)


def noted(db: Database, of: Case) -> list[Noted]:
    """What the checklists of a case say of attendance and no standing count of that day says yet."""
    known = {
        (local_day(one.said.at), one.said.due, one.said.present, one.said.excused, one.said.unexcused)
        for one in rows.of_case(db, of.id)
        if one.stands
    }
    found = filter(None, (_noted(db, visit) for visit in cases.visits_of(db, of)))
    return [
        one for one in found if (one.visit.day, one.due, one.present, one.excused, one.unexcused) not in known
    ]


def _noted(db: Database, visit: Visit) -> Noted | None:
    far = progress(db, visit)
    answers = far.checked.answers if far else {}
    numbers = [answers.get(f"{ITEM}_{name}") for name in _NUMBERS]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) < len(_NUMBERS):
        return None
    return Noted(visit, _moment_of(visit, answers.get(f"{ITEM}_time")), *whole)


def _moment_of(visit: Visit, time: object) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{visit.day.isoformat()}T{time}").replace(tzinfo=LOCAL_TIME)
    except ValueError:
        return None


def _open(db: Database, asker: Asker, reference: str) -> Case:
    of = cases.case(db, asker, reference)
    if not may(asker, of, By.TEAM):
        raise Refused("attendance_by_team", reference=of.reference)
    if not takes_counts(asker, of):
        raise Conflict("attendance_not_now", reference=of.reference)
    return of


def _moment_problems(db: Database, of: Case, new: NewCount, now: datetime) -> list[Problem]:
    """That it was counted before the team came, is still to come, or was counted there and then already."""
    found = []
    came = cases.came_on(db, of)
    if new.at > now:
        found.append(Problem("attendance_in_future", "at"))
    elif came and local_day(new.at) < came:
        found.append(Problem("attendance_too_early", "at", {"day": came}))
    place = new.place.strip().casefold()
    for one in rows.counted(db, of.id):
        if one.at == new.at and one.place.casefold() == place:
            found.append(Problem("attendance_twice", "place", {"at_place": one.place}))
    return found
