"""Making a case and changing it while it is a draft; what is wrong with it is said all at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from uuid import UUID, uuid4

from survey_app.accounts import service as accounts
from survey_app.accounts.model import INSPECTING, Asker, Person, Role
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model.cases import (
    WITHOUT_VISIT,
    Case,
    CaseState,
    Kind,
    Member,
    NewCase,
    PlanState,
    Task,
)
from survey_app.inspections.model.references import lot_of
from survey_app.inspections.model.steps import By, may
from survey_app.inspections.service.cases.lookups import case
from survey_app.inspections.store import cases as rows
from survey_app.inspections.store import plans
from survey_app.places import service as places
from survey_app.places.model import UnitType, local_day
from survey_app.rounds import service as rounds
from survey_app.store import Database, Store
from wording import clean

MAKERS = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD, Role.SECRETARY})
"""Who makes plans and cases."""
LONGEST_TITLE = 200
_YEARS_OFF = 2  # how far back an inspection is entered for the record, and how far ahead one is planned


def make_case(store: Store, asker: Asker, new: NewCase, now: datetime, id_: UUID | None = None) -> Case:
    """The new case, a draft; the one there is when the same form is sent a second time under its ``id_``.

    Raises Invalid with every problem, each at the name of its field; Refused; Conflict when something else
    was made under that id.
    """
    return store.write(lambda db: make_within(db, asker, new, now, id_))


def make_within(db: Database, asker: Asker, new: NewCase, now: datetime, id_: UUID | None = None) -> Case:
    """`make_case` inside the caller's write."""
    check_maker(asker)
    if id_ and (there := rows.find(db, str(id_))):
        if there.made_by == asker.username and _says(there, new):
            return there
        raise Conflict("case_made_by_this_form")
    if problems := case_problems(db, asker, new, local_day(now)):
        raise Invalid(problems)
    year, own = new.planned_on.year, id_ or uuid4()
    made = Case(
        id=str(own),
        year=year,
        number=_number(db, new.kind, year, own),
        above=path_of(db, new.unit, new.planned_on),
        state=CaseState.DRAFT,
        revision=1,
        made_by=asker.username,
        made_at=now.replace(microsecond=0),
        **_said(new),  # type: ignore[arg-type]
    )
    rows.insert(db, made)
    return made


def change_case(
    store: Store, asker: Asker, reference: str, new: NewCase, revision: int, now: datetime
) -> Case:
    """The draft as ``new`` says it. Raises as `make_case`, NotFound, Conflict when it is another by now."""

    def work(db: Database) -> Case:
        found = case(db, asker, reference)
        if not may(asker, found, By.DESK):
            raise Refused("case_step_not_yours")
        if found.revision != revision or found.state is not CaseState.DRAFT:
            raise Conflict("case_changed_meanwhile", reference=found.reference)
        if problems := case_problems(db, asker, new, local_day(now)) + _kind_problems(found, new):
            raise Invalid(problems)
        above = path_of(db, new.unit, new.planned_on)
        changed = replace(found, above=above, revision=revision + 1, **_said(new))  # type: ignore[arg-type]
        rows.save(db, changed)
        rows.put_members(db, changed.id, changed.members)
        return changed

    return store.write(work)


def check_maker(asker: Asker) -> None:
    """Raise Refused unless ``asker`` makes plans and cases."""
    if asker.role not in MAKERS:
        raise Refused("case_made_by_others")


def case_problems(db: Database, asker: Asker, new: NewCase, today: date) -> list[Problem]:
    """What is wrong with a draft of that, each problem at its field."""
    found = []
    if abs(new.planned_on.year - today.year) > _YEARS_OFF:
        years = {"first": today.year - _YEARS_OFF, "last": today.year + _YEARS_OFF}
        found.append(Problem("case_day_far_off", "planned_on", years))
    if not new.title.strip() or len(new.title) > LONGEST_TITLE:
        found.append(Problem("case_title", "title", {"most": LONGEST_TITLE}))
    if new.period_first and new.period_last and new.period_last < new.period_first:
        found.append(Problem("period_ends_before_it_begins", "period_last"))
    if new.plan and (plan := plans.find(db, new.plan)):
        if plan.year != new.planned_on.year:
            found.append(Problem("case_day_outside_plan", "planned_on", {"year": plan.year}))
    elif new.plan:
        found.append(Problem("no_such_plan", "plan"))
    found += unit_problems(db, asker, new.unit, new.planned_on)
    found += _round_problems(db, new)
    return found + team_problems(db, new.members)


def unit_problems(db: Database, asker: Asker, unit: str, day: date) -> list[Problem]:
    """That there is no such unit on that day, none ``asker`` acts for, or a whole province."""
    try:
        above = path_of(db, unit, day)
    except NotFound:
        return [Problem("no_unit_on_that_day", "unit", {"unit": unit, "day": day})]
    if not asker.reaches(above):
        return [Problem("unit_beyond_reach", "unit", {"unit": unit})]
    stored = places.unit(db, unit, day)
    if stored.type is UnitType.PROVINCE:
        return [Problem("province_takes_no_visit", "unit", {"unit": stored.name_vi})]
    return []


def team_problems(db: Database, members: Iterable[Member]) -> list[Problem]:
    """Who cannot be in a team, and who stands there twice."""
    able = {person.username for person in able_people(db)}
    times = Counter(member.username for member in members)
    found = []
    if strangers := sorted(name for name in times if name not in able):
        values = {"names": _called(db, strangers)}
        found.append(Problem("nobody_inspects_by_that_name", "members", values))
    if twice := sorted(name for name, n in times.items() if n > 1):
        found.append(Problem("member_twice", "members", {"names": _called(db, twice)}))
    if sum(1 for member in members if member.task is Task.LEAD) > 1:
        found.append(Problem("several_leads", "members"))
    return found


def able_people(db: Database) -> list[Person]:
    """Who may be in a team, by user name."""
    able = INSPECTING | {Role.LEADER}
    return [one for one in accounts.people(db) if one.role in able and one.left_on is None]


def missing_for_approval(db: Database, of: Case, today: date) -> list[Problem]:
    """Everything a draft lacks before it can be approved."""
    found = [] if of.period_first and of.period_last else [Problem("case_has_no_period")]
    if not of.round and of.kind not in WITHOUT_VISIT:
        found.append(Problem("case_has_no_checklist"))
    if not of.self_report and of.kind in WITHOUT_VISIT:
        found.append(Problem("case_has_no_report_form"))
    if of.plan and (plan := plans.find(db, of.plan)) and plan.state is PlanState.DRAFT:
        found.append(Problem("case_plan_not_approved", values={"plan": plan.title}))
    day = max(of.planned_on, today)  # nobody goes there before it is approved
    try:
        path_of(db, of.unit, day)
    except NotFound:
        found.append(Problem("case_unit_gone", values={"unit": of.unit, "day": day}))
    return found + team_missing(db, of, today)


def team_missing(db: Database, of: Case, today: date) -> list[Problem]:
    """Everything the team of a case lacks, or has too much of, to be approved."""
    found = []
    leads = [one for one in of.members if one.task is Task.LEAD]
    if len(leads) != 1:
        found.append(Problem("case_needs_a_lead"))
    if len(of.members) - len(leads) < 2:
        found.append(Problem("case_needs_members", values={"least": 2}))
    found += team_problems(db, of.members)
    if inside := _of_the_unit(db, of, today):
        found.append(Problem("case_member_of_unit", values={"names": _called(db, inside)}))
    return found


def path_of(db: Database, unit: str, day: date) -> str:
    """The unit and all it stands under on that day, as '/01/C1/'. Raises NotFound."""
    return "/" + "".join(f"{place.code}/" for place in places.path(db, unit, day))


def _of_the_unit(db: Database, of: Case, today: date) -> list[str]:
    """Who of the team acts for nobody but the inspected unit: they would judge their own office."""
    if of.kind is Kind.SELF_INSPECTION:
        return []  # that is what it means
    found = []
    for one in accounts.people(db):
        if one.username not in of.team:
            continue
        units = accounts.asker(db, one.username, one.role, today).units
        if units and all(_stands_under(db, unit, of.unit, today) for unit in units):
            found.append(one.username)
    return found


def _stands_under(db: Database, unit: str, above: str, today: date) -> bool:
    try:
        return f"/{above}/" in path_of(db, unit, today)
    except NotFound:
        return unit == above


def _number(db: Database, kind: Kind, year: int, own: UUID) -> int:
    """The next running number; of a surprise a drawn one: no gap may tell that something is to come."""
    if kind is not Kind.UNANNOUNCED:
        return rows.last_number(db, year) + 1
    lots = (lot_of(own, taken) for taken in count())
    return next(lot for lot in lots if rows.find_numbered(db, year, lot) is None)


def _kind_problems(found: Case, new: NewCase) -> list[Problem]:
    """What it is called by tells whether it is a surprise, and stays."""
    same = (found.kind is Kind.UNANNOUNCED) == (new.kind is Kind.UNANNOUNCED)
    return [] if same else [Problem("case_kind_stays", "kind", {"reference": found.reference})]


def _round_problems(db: Database, new: NewCase) -> list[Problem]:
    if not new.round:
        return []
    wave = next((one for one in rounds.rounds(db) if one.code == new.round), None)
    if wave is None or not rounds.is_for_visits(db, wave):
        return [Problem("round_takes_no_visits", "round", {"round": new.round})]
    return []


def _called(db: Database, usernames: Iterable[str]) -> str:
    names = {person.username: person.name for person in accounts.people(db)}
    return ", ".join(names.get(username, username) for username in usernames)


def _says(there: Case, new: NewCase) -> bool:
    """Whether a case is what ``new`` says, whoever stands first in its team."""
    said = {name: getattr(there, name) for name in NewCase.__dataclass_fields__}
    wanted = _said(new)
    return {**said, "members": set(there.members)} == {**wanted, "members": set(new.members)}


def _said(new: NewCase) -> dict[str, object]:
    """The fields of a case that ``new`` says."""
    return {name: getattr(new, name) for name in NewCase.__dataclass_fields__} | {
        "title": clean(new.title).strip()
    }
