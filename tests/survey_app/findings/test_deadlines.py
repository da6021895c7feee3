"""Deadlines that somebody in office will see: at issue, of more time, of opening again; plans within them."""

from datetime import date, timedelta
from typing import Any

import pytest

from survey_app.errors import Invalid, Problem
from survey_app.findings import service
from survey_app.findings.model import Finding, NewExternal, Step, last_day
from tests.survey_app.findings.conftest import LEAD, SECRETARY

FAR = date(2999, 12, 31)


def refused(desk: Any, found: Finding, step: Step, **said: Any) -> Problem:
    with pytest.raises(Invalid) as caught:
        desk.step(found, step, **said)
    assert desk.again(found) == found
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("before", "step", "field"),
    [
        ((), Step.ISSUE, "due_on"),
        ((Step.ISSUE,), Step.ASK_EXTENSION, "until"),
        ((Step.ISSUE, Step.REPORT, Step.PASS), Step.ASK_REOPENING, "until"),
    ],
)
def test_deadline__more_than_ten_years_away__is_refused_and_the_last_day_is_not(
    desk: Any, before: tuple[Step, ...], step: Step, field: str
) -> None:
    found, last = desk.through(desk.one(), *before), last_day(desk.today)
    problem = refused(desk, found, step, **{field: last + timedelta(1)})
    assert (problem.code, problem.place, problem.values["last"]) == ("due_too_far", field, last)
    desk.step(found, step, **{field: last})


def test_plan__after_the_deadline__is_refused_until_more_time_was_granted(desk: Any) -> None:
    found = desk.step(desk.issued(), Step.ACKNOWLEDGE)
    later = found.due_on + timedelta(1)
    problem = refused(desk, found, Step.PLAN, day=later)
    assert (problem.code, problem.place, problem.values["day"]) == ("plan_after_due", "day", found.due_on)
    given = desk.through(desk.step(found, Step.ASK_EXTENSION, until=later), Step.GRANT)
    assert desk.step(given, Step.PLAN, day=later).state == "planned"


def test_plan__of_what_is_late_anyway__says_when_it_will_be_done_but_not_ten_years_on(desk: Any) -> None:
    found = desk.step(desk.issued(), Step.ACKNOWLEDGE)
    desk.now += timedelta(16)
    assert refused(desk, found, Step.PLAN, day=FAR).code == "due_too_far"
    assert desk.step(found, Step.PLAN, day=desk.today + timedelta(40)).state == "planned"


def asked_long_ago(desk: Any, found: Finding, until: date) -> None:
    """A request that waits for a day nobody could ask for now."""
    said = {"day": until.isoformat(), "finding": found.id}
    desk.store.write(
        lambda db: db.execute("UPDATE findings_request SET until = :day WHERE finding = :finding", said)
    )


def test_extension__asked_for_when_any_day_was_taken__is_not_granted(desk: Any) -> None:
    found = desk.step(desk.issued(), Step.ASK_EXTENSION)
    asked_long_ago(desk, found, FAR)
    assert refused(desk, found, Step.GRANT).code == "due_too_far"
    assert desk.step(found, Step.REFUSE_EXTENSION).due_on == found.due_on


@pytest.mark.parametrize(("days", "code"), [(0, "until_not_later"), (9999, "due_too_far")])
def test_reopening__to_a_day_that_is_over_or_far__is_not_agreed_to(desk: Any, days: int, code: str) -> None:
    found = desk.step(desk.closed(), Step.ASK_REOPENING)
    asked_long_ago(desk, found, desk.today + timedelta(days))
    assert refused(desk, found, Step.REOPEN).code == code


def test_finding_from_above__due_more_than_ten_years_away__is_refused_also_in_parts(desk: Any) -> None:
    words = (desk.done, "Bộ", "KL 1", desk.today, desk.done)
    with pytest.raises(Invalid) as whole:
        service.enter_external(desk.store, SECRETARY, NewExternal("C1", "TT02", "N2", *words, FAR), desk.now)
    assert [(one.code, one.place) for one in whole.value.problems] == [("due_too_far", "due_on")]
    new = NewExternal("C1", "TT02", "N2", *words, desk.today + timedelta(9))
    found = service.enter_external(desk.store, SECRETARY, new, desk.now)
    with pytest.raises(Invalid) as part:
        service.cascade(desk.store, LEAD, found.reference, [("Q1", desk.done, FAR)], desk.now)
    assert [(one.code, one.place) for one in part.value.problems] == [("due_too_far", "due_on-1")]
