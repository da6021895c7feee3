"""Which case a visit belongs to: the one it is made for, or the one its maker is on site with."""

from datetime import date

from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.cases import Case, CaseState
from survey_app.inspections.model.steps import By, CaseStep, fits, may
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.service.cases.lookups import case
from survey_app.inspections.service.cases.making import path_of
from survey_app.inspections.store import cases as rows
from survey_app.places.model import local_day
from survey_app.store import Database


def tie(db: Database, visit: Visit, reference: str, today: date) -> Case | None:
    """The case a new visit now belongs to, or None; call it inside the write that makes the visit.

    Without a ``reference`` it is the one whose team its maker is on site with at that unit; or else the one
    that comes there next: a team without a network checks in only afterwards. There must be exactly one.
    Raises Invalid at 'case' when the visit cannot be one of the case named, NotFound when that is not its
    maker's to know of.
    """
    if reference:
        found = [_named(db, visit, reference, today)]
    else:
        near = [one for one in rows.before_minutes_with(db, visit.made_by) if fits_case(db, visit, one)]
        found = [one for one in near if one.state is CaseState.ON_SITE] or near
    if len(found) != 1:
        return None
    rows.tie(db, visit.id, found[0].id)
    return found[0]


def tied(db: Database, visit: str) -> tuple[str, str]:
    """Id of the case a visit belongs to and who leads its team, for what it finds; two '' for none.

    None is also one that was cancelled: it is never concluded, so what is found is issued by itself.
    """
    found = rows.case_of_visit(db, visit)
    if found is None or found.state is CaseState.CANCELLED:
        return "", ""
    return found.id, found.leader()


def takes_visits(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may make visits for a case now."""
    return of.state is CaseState.ON_SITE and may(asker, of, By.TEAM)


def _named(db: Database, visit: Visit, reference: str, today: date) -> Case:
    role = accounts.person(db, visit.made_by).role
    asker = accounts.asker(db, visit.made_by, role, today)
    found = case(db, asker, reference)
    if not takes_visits(asker, found):
        raise Invalid([Problem("case_takes_no_visits", "case", {"reference": found.reference})])
    if not fits_case(db, visit, found):
        raise Invalid([Problem("visit_not_of_case", "unit", {"reference": found.reference})])
    return found


def fits_case(db: Database, visit: Visit, of: Case) -> bool:
    """Whether a visit goes to the unit of a case or below it, on a day since its team came or may come."""
    if of.state is not CaseState.ON_SITE and not fits(of, CaseStep.BEGIN):
        return False
    since = came_on(db, of) or of.decision_on
    in_time = since is not None and visit.day >= since
    return in_time and f"/{of.unit}/" in path_of(db, visit.unit, visit.day)


def came_on(db: Database, of: Case) -> date | None:
    """The day its team came, as it told with its check-in or else as that was written down; None before."""
    for move in reversed(rows.moves(db, of.id)):
        if move.step == CaseStep.BEGIN:
            try:
                return date.fromisoformat(str(move.data.get("time", ""))[:10])
            except ValueError:
                return local_day(move.at)
    return None
