"""A visit that was made without a case, put into one: by its lead or secretary, with a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.findings import service as findings
from survey_app.findings.model import Finding
from survey_app.inspections.model.cases import Case, CaseState, Move
from survey_app.inspections.model.steps import By, may
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.service.cases.guards import LEAST_REASON, LONGEST
from survey_app.inspections.service.cases.lookups import case
from survey_app.inspections.service.cases.visiting import came_on, fits_case
from survey_app.inspections.store import cases as rows
from survey_app.inspections.store import visits as visit_rows
from survey_app.store import Database, Store

PUT_VISIT = "put_visit"
"""What the history of a case calls it: no step, the case stays where it stands."""


def puts_visits(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may put a visit that is there already into a case now."""
    return of.state is CaseState.ON_SITE and may(asker, of, By.DESK)


def loose_visits(db: Database, of: Case) -> list[tuple[Visit, Sequence[Finding]]]:
    """The visits of no case that are those of a case by place and day and that somebody of its team goes on,
    the earliest first; each with what it found by itself already, with which it cannot be put into one."""
    came = came_on(db, of)
    if came is None:
        return []
    near = visit_rows.of_people(db, of.team, (came - timedelta(1)).isoformat())
    found = (one for one in near if rows.case_of_visit(db, one.id) is None and fits_case(db, one, of))
    return [(one, findings.visit_findings(db, one.id)) for one in found]


def put_visit(
    store: Store, asker: Asker, reference: str, visit: str, reason: str, revision: int, now: datetime
) -> Case:
    """The case with that visit among its own.

    Raises NotFound, Refused, Conflict on a stale page or when it is not the time, Invalid with everything
    that is wrong, at 'visit' and 'note'.
    """

    def work(db: Database) -> Case:
        of = case(db, asker, reference)
        if not may(asker, of, By.DESK):
            raise Refused("case_step_not_yours", reference=of.reference)
        if of.revision != revision:
            raise Conflict("case_changed_meanwhile", reference=of.reference)
        if not puts_visits(asker, of):
            raise Conflict("case_not_now", reference=of.reference)
        if problems := _problems(db, of, visit, reason):
            raise Invalid(problems)
        state, moved = of.state.value, replace(of, revision=of.revision + 1)
        rows.tie(db, visit, of.id)
        rows.save(db, moved)
        data: dict[str, object] = {"visit": visit}
        move = Move(moved.revision, now, asker.username, PUT_VISIT, state, state, reason.strip(), data)
        rows.insert_move(db, of.id, move)
        return moved

    return store.write(work)


def _problems(db: Database, of: Case, visit: str, reason: str) -> list[Problem]:
    said = []
    if not LEAST_REASON <= len(reason.strip()) <= LONGEST:
        said.append(Problem("reason_length", "note", {"least": LEAST_REASON, "most": LONGEST}))
    found = next((found for one, found in loose_visits(db, of) if one.id == visit), None)
    if found is None:
        said.append(Problem("visit_not_loose", "visit", {"reference": of.reference}))
    elif found:
        # What was found is never changed: it would stand in the minutes and in no conclusion.
        references = ", ".join(one.reference for one in found)
        said.append(Problem("visit_found_by_itself", "visit", {"references": references}))
    return said
