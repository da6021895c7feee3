"""Whose each step is: every role at every step, in every state, at a unit of theirs and at another."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.findings.model import (
    RULES,
    Around,
    Bar,
    Finding,
    Kind,
    Request,
    Severity,
    Source,
    State,
    Step,
    bar,
    end_of,
)

FOUND = Finding(
    *("id", 2026, 1, "visit", "B01", "Q1", "TT01", Severity.N1, {"vi": "x"}, "", "", (), ("lan",)),
    *(date(2026, 3, 2), "/01/C1/T1/Q1/", "truong"),
    owner="Q1",
    owner_above="/01/C1/T1/Q1/",
    told=True,
)
R = Role
OFFICE_HEADS = {R.ADMINISTRATOR, R.LEADER, R.TEAM_LEAD}
LEADING = {R.ADMINISTRATOR, R.TEAM_LEAD}
RECORDING = {R.ADMINISTRATOR, R.TEAM_LEAD, R.SECRETARY}
UNIT = {R.UNIT_HEAD, R.UNIT_CONTACT}
VERIFYING = {R.ADMINISTRATOR, R.LEADER, R.TEAM_LEAD, R.VERIFIER, R.INSPECTOR}
MAY = {
    Step.ASK: RECORDING,
    Step.UPHOLD: LEADING,
    Step.WITHDRAW: LEADING,
    Step.ISSUE: RECORDING | {R.LEADER},
    **dict.fromkeys(
        (Step.EXPLAIN, Step.ACKNOWLEDGE, Step.PLAN, Step.REPORT, Step.ASK_EXTENSION), RECORDING | UNIT
    ),
    Step.START: UNIT,
    **dict.fromkeys((Step.TAKE_UP, Step.PASS, Step.FAIL, Step.RECHECK_PASS, Step.RECHECK_FAIL), VERIFYING),
    **dict.fromkeys((Step.TRANSFER, Step.GRANT, Step.REFUSE_EXTENSION), OFFICE_HEADS),
    Step.HAND_OVER: set(),
    Step.CHANGE_LEAD: set(),
    **dict.fromkeys((Step.ASK_REOPENING, Step.REOPEN, Step.REFUSE_REOPENING), OFFICE_HEADS | {R.VERIFIER}),
}
STARTS = {
    Step.ASK: "found",
    Step.EXPLAIN: "explaining",
    Step.WITHDRAW: "found explaining upheld",
    Step.UPHOLD: "explaining",
    Step.ISSUE: "found upheld",
    Step.ACKNOWLEDGE: "issued",
    Step.PLAN: "acknowledged",
    Step.START: "planned",
    Step.REPORT: "issued acknowledged planned remedying",
    Step.TAKE_UP: "reported",
    **dict.fromkeys((Step.PASS, Step.FAIL), "reported verifying"),
    **dict.fromkeys((Step.RECHECK_PASS, Step.RECHECK_FAIL), "rechecking"),
    **dict.fromkeys(
        (Step.TRANSFER, Step.GRANT, Step.REFUSE_EXTENSION),
        "issued acknowledged planned remedying reported verifying rechecking",
    ),
    Step.HAND_OVER: "",
    Step.CHANGE_LEAD: "",
    Step.ASK_EXTENSION: "issued acknowledged planned remedying",
    **dict.fromkeys((Step.ASK_REOPENING, Step.REOPEN, Step.REFUSE_REOPENING), "closed"),
}
DECIDED = {Step.GRANT, Step.REFUSE_EXTENSION, Step.REOPEN, Step.REFUSE_REOPENING}


def around(step: Step) -> Around:
    """A request of somebody else where the step decides one."""
    kind = Kind.EXTENSION if step in (Step.GRANT, Step.REFUSE_EXTENSION) else Kind.REOPENING
    request = Request(1, kind, "somebody", datetime(2026, 4, 1, tzinfo=UTC), "reason")
    return Around(request if step in DECIDED else None)


def test_steps__every_role_in_every_state__are_those_of_the_agreement() -> None:
    assert set(RULES) == set(MAY) == set(STARTS) == set(Step)
    for step, state, role in product(Step, State, Role):
        units = ("C1",) if role in UNIT else None
        barred = bar(replace(FOUND, state=state), step, Asker("x", role, units), around(step))
        may = state in STARTS[step].split() and role in MAY[step]
        assert (barred is None) == may, (step, state, role, barred)


def test_steps__of_a_unit_elsewhere__are_none() -> None:
    for step, state, role in product(Step, State, sorted(UNIT)):
        for units in (("C2",), ()):
            asker = Asker("x", role, units)
            assert bar(replace(FOUND, state=state), step, asker, around(step)) is not None


def test_unit__in_every_state__never_judges_decides_or_ends_its_own() -> None:
    for step, state, role in product(Step, State, sorted(UNIT)):
        found = replace(FOUND, state=state)
        if bar(found, step, Asker("x", role, ("Q1",)), around(step)) is None:
            assert end_of(found, step) not in {State.CLOSED, State.WITHDRAWN, State.TRANSFERRED}
            assert step not in DECIDED


@pytest.mark.parametrize("who", ["lan", "truong"])
def test_inspector__of_the_team__asks_and_who_leads_decides(who: str) -> None:
    asker = Asker(who, Role.INSPECTOR)
    assert bar(FOUND, Step.ASK, asker, Around()) is None
    assert bar(FOUND, Step.ASK, replace(asker, role=Role.VIEWER), Around()) is Bar.NOT_YOURS
    for step in (Step.UPHOLD, Step.WITHDRAW):
        barred = bar(replace(FOUND, state=State.EXPLAINING), step, asker, Around())
        assert barred is (None if who == "truong" else Bar.NOT_YOURS)


def test_uphold__while_the_unit_may_still_answer__is_for_nobody_and_withdrawing_is() -> None:
    found, around = replace(FOUND, state=State.EXPLAINING), Around(heard_until=date(2026, 3, 9))
    for role in Role:
        assert bar(found, Step.UPHOLD, Asker("truong", role), around) is Bar.NOT_HEARD
    assert bar(found, Step.WITHDRAW, Asker("x", Role.TEAM_LEAD), around) is None


def test_judging__by_who_found_or_reported__is_barred_and_of_one_from_above_by_nobody() -> None:
    found = replace(FOUND, state=State.REPORTED, reported_by="mai")
    for step in (Step.TAKE_UP, Step.PASS, Step.FAIL):
        assert bar(found, step, Asker("lan", Role.INSPECTOR), Around()) is Bar.FOUND
        assert bar(found, step, Asker("mai", Role.TEAM_LEAD), Around()) is Bar.REPORTED
        assert bar(found, step, Asker("mai", Role.UNIT_HEAD, ("Q1",)), Around()) is Bar.OF_UNIT
        external = replace(found, source=Source.EXTERNAL)
        assert bar(external, step, Asker("lan", Role.INSPECTOR), Around()) is None


def test_requests__own_open_or_too_many__are_barred() -> None:
    asked = Request(1, Kind.EXTENSION, "mai", datetime(2026, 4, 1, tzinfo=UTC), "reason")
    found, lead = replace(FOUND, state=State.ISSUED), Asker("mai", Role.TEAM_LEAD)
    assert bar(found, Step.GRANT, lead, Around(asked)) is Bar.ASKED
    assert bar(found, Step.ASK_EXTENSION, lead, Around(asked)) is Bar.REQUEST_WAITS
    assert bar(replace(found, extensions=2), Step.ASK_EXTENSION, lead, Around()) is Bar.EXTENDED_TWICE
    closed = replace(FOUND, state=State.CLOSED)
    assert bar(closed, Step.REOPEN, Asker("b", Role.LEADER), Around(asked)) is Bar.NOT_NOW
    reopening = Around(replace(asked, kind=Kind.REOPENING))
    assert bar(closed, Step.REOPEN, lead, reopening) is Bar.ASKED
    assert bar(closed, Step.REOPEN, Asker("b", Role.LEADER), reopening) is None


def test_issue__of_what_a_case_found__is_its_conclusion_s_alone() -> None:
    for state, role in product((State.FOUND, State.UPHELD), Role):
        found, asker = replace(FOUND, state=state, inspection="case"), Asker("truong", role)
        assert bar(found, Step.ISSUE, asker, Around()) is Bar.OF_CASE
    assert bar(found, Step.ISSUE, Asker("x", Role.SECRETARY), Around(concluding=True)) is None
    assert bar(found, Step.WITHDRAW, Asker("x", Role.TEAM_LEAD), Around()) is None


def test_whole__with_open_parts__is_neither_reported_nor_judged() -> None:
    for step in (Step.REPORT, Step.TAKE_UP, Step.PASS, Step.FAIL, Step.RECHECK_PASS):
        found = replace(FOUND, state=next(iter(RULES[step].starts)))
        assert bar(found, step, Asker("x", Role.ADMINISTRATOR), Around(None, 1)) is Bar.PARTS_OPEN


def test_overdue__is_told_by_its_day_and_its_state() -> None:
    found = replace(FOUND, state=State.ISSUED, due_on=date(2026, 4, 1))
    assert [found.overdue(date(2026, 4, day)) for day in (1, 2)] == [False, True]
    assert found.days_over(date(2026, 4, 11)) == 10
    assert not replace(found, state=State.CLOSED).overdue(date(2026, 5, 1))
    assert not replace(found, due_on=None).overdue(date(2026, 5, 1))
