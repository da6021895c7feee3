"""Plans of a year: made, filled from a table, changed, signed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model.cases import ENDS, Case, CaseFilters, NewCase, NewPlan, Plan, PlanState
from survey_app.inspections.service.cases.basis import digest_of
from survey_app.inspections.service.cases.making import (
    LONGEST_TITLE,
    case_problems,
    check_maker,
    make_within,
    path_of,
)
from survey_app.inspections.store import cases as case_rows
from survey_app.inspections.store import plans as rows
from survey_app.places.model import local_day
from survey_app.store import Database, Store
from wording import fold

_YEARS = range(2000, 2101)
_LISTED = 200


def make_plan(store: Store, asker: Asker, new: NewPlan, now: datetime) -> Plan:
    """The new plan, a draft. Raises Invalid with every problem, Refused."""
    check_maker(asker)
    _check(new)
    moment = now.replace(microsecond=0)
    made = Plan(str(uuid4()), new.year, new.title.strip(), PlanState.DRAFT, 1, asker.username, moment)
    store.write(lambda db: rows.insert(db, made))
    return made


def change_plan(store: Store, asker: Asker, plan_: str, new: NewPlan, revision: int) -> Plan:
    """The draft with another year or title. Raises as `make_plan`, Conflict when it was signed or changed."""
    check_maker(asker)
    _check(new)

    def work(db: Database) -> Plan:
        found = _unchanged(db, plan_, revision)
        if new.year != found.year and case_rows.has_cases(db, found.id):
            raise Invalid([Problem("plan_has_cases", "year")])
        changed = replace(found, year=new.year, title=new.title.strip(), revision=revision + 1)
        rows.save(db, changed)
        return changed

    return store.write(work)


def approve_plan(
    store: Store,
    asker: Asker,
    plan_: str,
    number: str,
    signed_on: date,
    revision: int,
    made_from: str,
    now: datetime,
) -> Plan:
    """The plan, signed. Raises Refused unless a leader asks, Conflict when it changed, Invalid with all.

    ``made_from`` is the `digest_of` its cases as they saw them, which come and go without its revision. Among
    the problems is every unit that will not be there on the day it is to be inspected.
    """
    if asker.role is not Role.LEADER:
        raise Refused("plan_approved_by_leader")

    def work(db: Database) -> Plan:
        found = _unchanged(db, plan_, revision)
        if made_from != digest_of(case_rows.listed(db, asker, CaseFilters(plan=found.id))):
            raise Conflict("plan_cases_changed_meanwhile", title=found.title)
        problems = [] if number.strip() else [Problem("decision_number_missing", "number")]
        if signed_on > local_day(now):
            problems.append(Problem("decision_day_in_future", "signed_on"))
        if problems := problems + units_gone(db, asker, found):
            raise Invalid(problems)
        approved = replace(
            found,
            state=PlanState.APPROVED,
            number=number.strip(),
            signed_on=signed_on,
            approved_by=asker.username,
            approved_at=now.replace(microsecond=0),
            revision=revision + 1,
        )
        rows.save(db, approved)
        return approved

    return store.write(work)


def import_cases(
    store: Store,
    asker: Asker,
    plan_: str,
    rows_: Sequence[tuple[str, NewCase]],
    now: datetime,
    unread: Sequence[Problem] = (),
) -> list[Case]:
    """The cases of a table as drafts of a plan: all of them or none.

    ``rows_`` are each where it stands and what it says; ``unread`` is what could not be read in them. Raises
    Invalid with every problem of every row, in their order; Conflict when the plan was signed meanwhile.
    """
    check_maker(asker)

    def work(db: Database) -> list[Case]:
        found = plan(db, plan_)
        if found.state is PlanState.APPROVED:
            raise Conflict("plan_changed_meanwhile", title=found.title)
        # Of a case that is secret from them, nobody learns from a refusal.
        seen = case_rows.listed(db, asker, CaseFilters(plan=found.id))
        taken = {(one.unit, one.planned_on): one.reference for one in seen}
        problems = list(unread)
        for place, new in rows_:
            wrong = case_problems(db, asker, new, local_day(now))
            if known := taken.get((new.unit, new.planned_on)):
                wrong.append(Problem("plan_has_this_case", "unit", {"unit": new.unit, "reference": known}))
            problems += [replace(one, place=place) for one in wrong]
        if problems:
            problems.sort(key=_row)
            raise Invalid(problems[:_LISTED], more=max(0, len(problems) - _LISTED))
        return [make_within(db, asker, new, now) for _, new in rows_]

    return store.write(work)


def same_decision(db: Database, of: Plan, number: str, signed_on: date) -> Plan | None:
    """Another plan that was signed under that number in that year, or None."""
    return next(
        (
            one
            for one in rows.listed(db)
            if one.id != of.id
            and one.signed_on
            and one.signed_on.year == signed_on.year
            and fold("".join(one.number.split())) == fold("".join(number.split()))
        ),
        None,
    )


def units_gone(db: Database, asker: Asker, of: Plan) -> list[Problem]:
    """Each case of a plan that ``asker`` may see and whose unit is not there on its day, by reference."""
    found = []
    for one in reversed(case_rows.listed(db, asker, CaseFilters(plan=of.id))):
        if one.state in ENDS:
            continue
        try:
            path_of(db, one.unit, one.planned_on)
        except NotFound:
            values = {"reference": one.reference, "unit": one.unit, "day": one.planned_on}
            found.append(Problem("plan_unit_gone", values=values))
    return found


def plans(db: Database) -> list[Plan]:
    """Every plan, the latest year first."""
    return rows.listed(db)


def plan(db: Database, id_: str) -> Plan:
    """The plan with that id. Raises NotFound."""
    try:
        found = rows.find(db, str(UUID(id_)))
    except ValueError:
        found = None
    if found is None:
        raise NotFound("no_such_plan")
    return found


def _unchanged(db: Database, id_: str, revision: int) -> Plan:
    found = plan(db, id_)
    if found.revision != revision or found.state is PlanState.APPROVED:
        raise Conflict("plan_changed_meanwhile", title=found.title)
    return found


def _row(problem: Problem) -> int:
    """The row a problem of a table is of, from 'file:row'."""
    return int(problem.place.rpartition(":")[2])


def _check(new: NewPlan) -> None:
    problems = []
    if new.year not in _YEARS:
        problems.append(Problem("plan_year", "year", {"first": _YEARS[0], "last": _YEARS[-1]}))
    if not new.title.strip() or len(new.title) > LONGEST_TITLE:
        problems.append(Problem("case_title", "title", {"most": LONGEST_TITLE}))
    if problems:
        raise Invalid(problems)
