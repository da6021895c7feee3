"""Who may take which step: one function judges all of them, by the table of steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from survey_app.accounts.model import INSPECTING, Asker, Role
from survey_app.findings.model.finding import Finding, Kind, Request, Source
from survey_app.findings.model.states import (
    DECIDING,
    FOLLOWED,
    JUDGING,
    MOST_EXTENSIONS,
    RULES,
    By,
    State,
    Step,
)


class Bar(StrEnum):
    """Why a step cannot be taken; the first ones are not for now, the others not for this person."""

    NOT_NOW = "not_now"
    PARTS_OPEN = "parts_open"
    REQUEST_WAITS = "request_waits"
    EXTENDED_TWICE = "extended_twice"
    OF_CASE = "of_case"
    NOT_HEARD = "not_heard"
    LATE = "late"
    NOT_YOURS = "not_yours"
    OF_UNIT = "of_unit"
    FOUND = "found"
    REPORTED = "reported"
    ASKED = "asked"


OF_TIME: Final = frozenset(
    {
        Bar.NOT_NOW,
        Bar.PARTS_OPEN,
        Bar.REQUEST_WAITS,
        Bar.EXTENDED_TWICE,
        Bar.OF_CASE,
        Bar.NOT_HEARD,
        Bar.LATE,
    }
)
# Who records on a unit's behalf what it sent on paper.
RECORDING: Final = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD, Role.SECRETARY})
ISSUING: Final = RECORDING | {Role.LEADER}
HEADS: Final = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.TEAM_LEAD})
VERIFYING: Final = HEADS | {Role.VERIFIER, Role.INSPECTOR}
REOPENING: Final = HEADS | {Role.VERIFIER}
# A whole is remedied by its parts: these wait for them.
_WITH_PARTS: Final = frozenset({Step.REPORT}) | JUDGING


@dataclass(frozen=True, slots=True)
class Around:
    """What a finding's own row does not say today: the request nobody has decided, how many parts are open.

    ``concluding`` is its case: what a case found is issued by its conclusion, all at once, and not before.
    ``heard_until`` is the day by whose end the unit may still answer, None once it has or none was set;
    ``late`` whether the deadline has passed; ``own`` whether who asks acts for the unit's authority alone.
    """

    request: Request | None = None
    open_parts: int = 0
    concluding: bool = False
    heard_until: date | None = None
    late: bool = False
    own: bool = False


def bar(found: Finding, step: Step, asker: Asker, around: Around) -> Bar | None:
    """Why ``asker`` cannot take ``step`` now; None when they can."""
    return _time_bar(found, step, around) or _person_bar(found, step, asker, around)


def records_for_unit(step: Step, asker: Asker) -> bool:
    """Whether ``asker`` takes the step on a unit's behalf, by a paper of it."""
    return RULES[step].by is By.UNIT_OR_PAPER and not asker.of_unit


def end_of(found: Finding, step: Step) -> State:
    """Where ``found`` stands after ``step``."""
    if step is Step.PASS and found.site_check:
        return State.RECHECKING
    return RULES[step].end or found.state


def may_enter(asker: Asker) -> bool:
    """Whether ``asker`` may enter findings of teams from above."""
    return asker.role in ISSUING


def may_cascade(asker: Asker, found: Finding) -> bool:
    """Whether ``asker`` may divide ``found`` among units below its owner."""
    external = found.source is Source.EXTERNAL and found.state in FOLLOWED
    return external and asker.role in ISSUING and asker.reaches(found.owner_above)


def _time_bar(found: Finding, step: Step, around: Around) -> Bar | None:
    if found.state not in RULES[step].starts:
        return Bar.NOT_NOW
    if step is Step.ISSUE and found.inspection and not around.concluding:
        return Bar.OF_CASE
    if step is Step.UPHOLD and around.heard_until:
        return Bar.NOT_HEARD
    if around.open_parts and step in _WITH_PARTS:
        return Bar.PARTS_OPEN
    if step in DECIDING:
        kind = Kind.EXTENSION if step in (Step.GRANT, Step.REFUSE_EXTENSION) else Kind.REOPENING
        return None if around.request and around.request.kind is kind else Bar.NOT_NOW
    if step in (Step.ASK_EXTENSION, Step.ASK_REOPENING) and around.request:
        return Bar.REQUEST_WAITS
    return _no_more_time(found, around) if step is Step.ASK_EXTENSION else None


def _no_more_time(found: Finding, around: Around) -> Bar | None:
    if found.extensions >= MOST_EXTENSIONS:
        return Bar.EXTENDED_TWICE
    return Bar.LATE if around.late else None


def _person_bar(found: Finding, step: Step, asker: Asker, around: Around) -> Bar | None:
    if step in JUDGING and (asker.of_unit or around.own):
        return Bar.OF_UNIT
    if not _WHO[RULES[step].by](found, asker):
        return Bar.NOT_YOURS
    if step in JUDGING and found.source is Source.VISIT and asker.username in found.finders:
        return Bar.FOUND
    if step in JUDGING and asker.username == found.reported_by:
        return Bar.REPORTED
    if step in DECIDING and around.request and around.request.asked_by == asker.username:
        return Bar.ASKED
    return None


def _of_team(found: Finding, asker: Asker) -> bool:
    went = asker.username == found.lead or asker.username in found.finders
    return asker.role in RECORDING or (went and asker.role in INSPECTING)


def _leads(found: Finding, asker: Asker) -> bool:
    led = asker.username == found.lead and asker.role in INSPECTING
    return led or asker.role in (Role.ADMINISTRATOR, Role.TEAM_LEAD)


def _issues(found: Finding, asker: Asker) -> bool:
    return asker.role in ISSUING or _leads(found, asker)


def _of_unit(found: Finding, asker: Asker) -> bool:
    return asker.of_unit and asker.reaches(found.owner_above)


def _unit_or_paper(found: Finding, asker: Asker) -> bool:
    return _of_unit(found, asker) or asker.role in RECORDING


_WHO: Final[Mapping[By, Callable[[Finding, Asker], bool]]] = {
    By.TEAM: _of_team,
    By.LEAD: _leads,
    By.ISSUER: _issues,
    By.UNIT: _of_unit,
    By.UNIT_OR_PAPER: _unit_or_paper,
    By.VERIFIER: lambda _, asker: asker.role in VERIFYING,
    By.HEAD: lambda _, asker: asker.role in HEADS,
    By.REOPENER: lambda _, asker: asker.role in REOPENING,
    By.CLOCK: lambda _found, _asker: False,
    By.CASE: lambda _found, _asker: False,
}
