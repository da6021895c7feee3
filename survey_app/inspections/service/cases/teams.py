"""Another team for a case that was approved: by whoever decides, with a reason, before it is signed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.inspections.model.cases import Case, CaseState, Member, Move
from survey_app.inspections.model.steps import BEFORE_SIGNED, By, may
from survey_app.inspections.service.cases import found
from survey_app.inspections.service.cases.guards import LEAST_REASON, LONGEST
from survey_app.inspections.service.cases.lookups import case
from survey_app.inspections.service.cases.making import team_missing
from survey_app.inspections.store import cases as rows
from survey_app.places.model import local_day
from survey_app.store import Database, Store

CHANGE_TEAM = "change_team"
"""What the history of a case calls it: no step, the case stays where it stands."""


def changes_team(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may give a case another team now."""
    return _decides(asker, of) and of.state in BEFORE_SIGNED - {CaseState.DRAFT}


def change_team(
    store: Store,
    asker: Asker,
    reference: str,
    members: Sequence[Member],
    reason: str,
    revision: int,
    now: datetime,
) -> Case:
    """The case with that team and no other; who leaves reaches no more of it than anybody else.

    Raises NotFound, Refused, Conflict on a stale page or when it is not the time, Invalid with everything
    that is wrong.
    """

    def work(db: Database) -> Case:
        of = case(db, asker, reference)
        if not _decides(asker, of):
            raise Refused("case_step_not_yours", reference=of.reference)
        if of.revision != revision:
            raise Conflict("case_changed_meanwhile", reference=of.reference)
        if not changes_team(asker, of):
            raise Conflict("case_not_now", reference=of.reference)
        changed = replace(of, members=tuple(members), revision=of.revision + 1)
        if problems := _problems(db, of, changed, reason, now):
            raise Invalid(problems)
        rows.save(db, changed)
        rows.put_members(db, of.id, members)
        rows.insert_move(db, of.id, _move(of, changed, asker.username, reason, now))
        if changed.leader() != of.leader():
            found.change_lead(db, of.id, changed.leader(), asker.username, now)
        return case(db, asker, of.id)

    return store.write(work)


def _decides(asker: Asker, of: Case) -> bool:
    return asker.role is Role.ADMINISTRATOR or may(asker, of, By.LEADER)


def _problems(db: Database, of: Case, changed: Case, reason: str, now: datetime) -> list[Problem]:
    said = []
    if not LEAST_REASON <= len(reason.strip()) <= LONGEST:
        said.append(Problem("reason_length", "note", {"least": LEAST_REASON, "most": LONGEST}))
    if set(changed.members) == set(of.members):
        said.append(Problem("team_unchanged", "members"))
    return said + team_missing(db, changed, local_day(now))


def _move(of: Case, changed: Case, who: str, reason: str, now: datetime) -> Move:
    data: dict[str, object] = {
        "left": sorted(set(of.team) - set(changed.team)),
        "joined": sorted(set(changed.team) - set(of.team)),
        "team": [[one.username, one.task.value] for one in changed.members],
    }
    state = of.state.value
    return Move(changed.revision, now, who, CHANGE_TEAM, state, state, reason.strip(), data)
