"""The steps a case takes: from which state to which, by whom, and what must be said with it. All as data."""

from dataclasses import dataclass
from enum import StrEnum

from survey_app.accounts.model import Asker, Role
from survey_app.inspections.model.cases import Case, CaseState, Kind, Task


class CaseStep(StrEnum):
    """What can be done with a case."""

    APPROVE = "approve"
    ANNOUNCE = "announce"
    AWAIT_REPORT = "await_report"
    RECEIVE_REPORT = "receive_report"
    RETURN_REPORT = "return_report"
    BEGIN = "begin"
    DRAW_UP = "draw_up"
    SIGN = "sign"
    ASK_EXPLANATIONS = "ask_explanations"
    CONCLUDE = "conclude"
    FOLLOW = "follow"
    RECHECK = "recheck"
    RECHECK_DONE = "recheck_done"
    END = "end"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"


class By(StrEnum):
    """Who takes a step."""

    LEADER = "leader"
    """who decides for the office"""
    DESK = "desk"
    """the case's lead, deputy and secretary; team leads and secretaries of the office; administrators"""
    LEAD = "lead"
    """the case's lead and deputy; administrators"""
    TEAM = "team"
    """anybody in the team; administrators"""
    UNIT_HEAD = "unit_head"
    """who heads the inspected unit"""
    NOBODY = "nobody"
    """it comes by itself with another step"""


class Needs(StrEnum):
    """What must be said with a step."""

    NOTE = "note"
    NUMBER = "number"
    DAY = "day"
    DUE = "due"
    PLACE = "place"
    SIGNATURES = "signatures"
    RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True, slots=True)
class Way:
    """One step: the states it may start from, where it ends ('' is where a suspended case stood)."""

    starts: frozenset[CaseState]
    end: CaseState | None
    by: By
    needs: tuple[Needs, ...] = ()


_S = CaseState
_DESK = frozenset({Role.TEAM_LEAD, Role.SECRETARY})
_LEADING = frozenset({Task.LEAD, Task.DEPUTY})
BEFORE_SIGNED = frozenset(
    {
        _S.DRAFT,
        _S.APPROVED,
        _S.ANNOUNCED,
        _S.AWAITING_REPORT,
        _S.REPORT_RECEIVED,
        _S.ON_SITE,
        _S.MINUTES,
    }
)


def _way(starts: CaseState, end: CaseState, by: By, *needs: Needs) -> Way:
    return Way(frozenset({starts}), end, by, needs)


WAYS: dict[CaseStep, Way] = {
    CaseStep.APPROVE: _way(_S.DRAFT, _S.APPROVED, By.LEADER, Needs.NUMBER, Needs.DAY),
    CaseStep.ANNOUNCE: _way(_S.APPROVED, _S.ANNOUNCED, By.DESK),
    CaseStep.AWAIT_REPORT: _way(_S.ANNOUNCED, _S.AWAITING_REPORT, By.DESK, Needs.DUE),
    CaseStep.RECEIVE_REPORT: _way(_S.AWAITING_REPORT, _S.REPORT_RECEIVED, By.UNIT_HEAD),
    CaseStep.RETURN_REPORT: _way(_S.REPORT_RECEIVED, _S.AWAITING_REPORT, By.LEAD, Needs.NOTE),
    CaseStep.BEGIN: Way(
        frozenset({_S.APPROVED, _S.ANNOUNCED, _S.AWAITING_REPORT, _S.REPORT_RECEIVED}),
        _S.ON_SITE,
        By.TEAM,
        (Needs.PLACE,),
    ),
    CaseStep.DRAW_UP: _way(_S.ON_SITE, _S.MINUTES, By.DESK),
    CaseStep.SIGN: _way(_S.MINUTES, _S.SIGNED, By.DESK, Needs.SIGNATURES),
    CaseStep.ASK_EXPLANATIONS: _way(_S.SIGNED, _S.EXPLAINING, By.DESK, Needs.DUE),
    CaseStep.CONCLUDE: Way(
        frozenset({_S.SIGNED, _S.EXPLAINING}),
        _S.CONCLUDED,
        By.LEADER,
        (Needs.NUMBER, Needs.DAY, Needs.RECOMMENDATIONS),
    ),
    CaseStep.FOLLOW: _way(_S.CONCLUDED, _S.FOLLOWED, By.NOBODY),
    CaseStep.RECHECK: _way(_S.FOLLOWED, _S.RECHECKING, By.LEAD),
    CaseStep.RECHECK_DONE: _way(_S.RECHECKING, _S.FOLLOWED, By.LEAD),
    CaseStep.END: _way(_S.FOLLOWED, _S.ENDED, By.LEADER),
    CaseStep.SUSPEND: Way(BEFORE_SIGNED, _S.SUSPENDED, By.LEADER, (Needs.NOTE,)),
    CaseStep.RESUME: Way(frozenset({_S.SUSPENDED}), None, By.LEADER),
    CaseStep.CANCEL: Way(BEFORE_SIGNED | {_S.SUSPENDED}, _S.CANCELLED, By.LEADER, (Needs.NOTE,)),
}


def fits(case: Case, step: CaseStep) -> bool:
    """Whether a case that stands there takes this step at all, whoever asks."""
    if case.state not in WAYS[step].starts:
        return False
    if case.kind is Kind.UNANNOUNCED:
        return step is not CaseStep.ANNOUNCE
    return not (step is CaseStep.BEGIN and case.state is CaseState.APPROVED)


def may(asker: Asker, case: Case, by: By) -> bool:
    """Whether ``asker`` is one of those who take such steps of this case."""
    if by is By.LEADER:
        return asker.role is Role.LEADER and asker.reaches(case.above)
    if by is By.UNIT_HEAD:
        return asker.role is Role.UNIT_HEAD and asker.reaches(case.above)
    if by is By.NOBODY or asker.of_unit:
        return False
    task, of_office = case.task_of(asker.username), asker.role in _DESK and case.open_to(asker)
    if asker.role is Role.ADMINISTRATOR:
        return True
    if by is By.TEAM:
        return task is not None
    return task in _LEADING or (by is By.DESK and (task is Task.SECRETARY or of_office))


def end_of(case: Case, step: CaseStep) -> CaseState:
    """Where the case stands after that step."""
    return WAYS[step].end or CaseState(case.held_from)


LINE = (
    CaseState.DRAFT,
    CaseState.APPROVED,
    CaseState.ANNOUNCED,
    CaseState.AWAITING_REPORT,
    CaseState.REPORT_RECEIVED,
    CaseState.ON_SITE,
    CaseState.MINUTES,
    CaseState.SIGNED,
    CaseState.EXPLAINING,
    CaseState.CONCLUDED,
    CaseState.FOLLOWED,
    CaseState.ENDED,
)
"""The states of a case in the order it commonly passes them."""

_NOT_UNANNOUNCED = (CaseState.ANNOUNCED, CaseState.AWAITING_REPORT, CaseState.REPORT_RECEIVED)


def line_of(case: Case) -> tuple[CaseState, ...]:
    """The states a case of its kind passes; a re-inspection on the way stands after being followed."""
    passed = (
        LINE if case.kind is not Kind.UNANNOUNCED else tuple(s for s in LINE if s not in _NOT_UNANNOUNCED)
    )
    if case.reached is CaseState.RECHECKING:
        return (*passed[:-1], CaseState.RECHECKING, passed[-1])
    return passed
