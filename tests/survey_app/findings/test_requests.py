"""More time, and opening again: asked for by one, decided by another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings import service
from survey_app.findings.model import Filters, Kind, Step
from survey_app.findings.model import State as S
from survey_app.findings.service import Share
from survey_app.places.model import local_day
from tests.survey_app.findings.conftest import LEAD, LEADER, SECRETARY, UNIT, VERIFIER
from tests.survey_app.findings.test_following import late
from tests.survey_app.findings.test_pages import unit_browser
from tests.survey_app.findings.test_step_pages import words


def test_extension__granted_twice__moves_the_day_and_there_is_no_third(desk: Any) -> None:
    found = desk.issued()
    first_due_on = found.due_on
    for time in (1, 2):
        asked = desk.step(found, Step.ASK_EXTENSION, until=desk.today + timedelta(30 * time))
        assert (asked.state, asked.due_on) == (S.ISSUED, found.due_on)
        found = desk.step(asked, Step.GRANT)
        assert (found.due_on, found.extensions) == (desk.today + timedelta(30 * time), time)
    assert found.first_due_on == first_due_on
    with pytest.raises(Conflict) as caught:
        desk.step(found, Step.ASK_EXTENSION, until=desk.today + timedelta(99))
    assert caught.value.problem.code == "finding_extended_twice"
    asked, granted = service.requests(desk.store.read(), found)
    assert (asked.kind, asked.asked_by, asked.decided_by, granted.granted) == (
        *(Kind.EXTENSION, "daumoi", "lanhdao"),
        True,
    )


def test_extension__refused__leaves_the_day_and_may_be_asked_for_again(desk: Any) -> None:
    found = desk.step(desk.step(desk.issued(), Step.ASK_EXTENSION), Step.REFUSE_EXTENSION)
    assert (found.extensions, found.due_on) == (0, desk.today + timedelta(15))
    assert service.requests_waiting(desk.store.read(), LEADER) == []
    again = desk.step(found, Step.ASK_EXTENSION)
    ((waiting, request),) = service.requests_waiting(desk.store.read(), LEADER)
    assert (waiting.id, request.number) == (again.id, 2)


@pytest.mark.parametrize("days", [0, 15])
def test_extension__not_beyond_the_day_it_has__is_invalid(desk: Any, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step(desk.issued(), Step.ASK_EXTENSION, until=desk.today + timedelta(days))
    assert (caught.value.problem.code, caught.value.problem.place) == ("until_not_later", "until")


def test_extension__while_one_waits_or_by_who_asked__is_refused(desk: Any) -> None:
    asked = desk.step(desk.issued(), Step.ASK_EXTENSION, LEAD)
    with pytest.raises(Conflict) as waits:
        desk.step(asked, Step.ASK_EXTENSION)
    assert waits.value.problem.code == "finding_request_waits"
    with pytest.raises(Refused) as own:
        desk.step(asked, Step.GRANT, LEAD)
    assert own.value.problem.code == "finding_decided_by_its_asker"
    with pytest.raises(Refused):
        desk.step(asked, Step.GRANT, SECRETARY)


def test_reopening__agreed_by_a_second_person__opens_it_with_a_new_day(desk: Any) -> None:
    closed = desk.closed()
    asked = desk.step(closed, Step.ASK_REOPENING)
    assert asked == closed  # nothing moves until somebody agrees
    with pytest.raises(Refused) as own:
        desk.step(asked, Step.REOPEN, VERIFIER)
    assert own.value.problem.code == "finding_decided_by_its_asker"
    opened = desk.step(asked, Step.REOPEN)
    assert (opened.state, opened.ended_on, opened.due_on) == (
        *(S.REMEDYING, None),
        desk.today + timedelta(30),
    )
    last = service.events(desk.store.read(), opened)[-1]
    assert (last.who, last.data["asked_by"], last.data["reason"]) == ("lanhdao", "hoa", desk.done)
    closed = desk.through(opened, Step.REPORT, Step.PASS)
    with pytest.raises(Conflict):  # what was granted once does not open it a second time
        desk.step(closed, Step.REOPEN)
    assert desk.through(closed, Step.ASK_REOPENING, Step.REOPEN).state is S.REMEDYING


def test_reopening__refused__leaves_it_closed(desk: Any) -> None:
    found = desk.through(desk.closed(), Step.ASK_REOPENING, Step.REFUSE_REOPENING)
    assert found.state is S.CLOSED
    (request,) = service.requests(desk.store.read(), found)
    assert (request.granted, request.decided_by, request.answer) == (False, "lanhdao", desk.done)


def test_extension__still_waiting_when_it_ends__ends_with_it(desk: Any) -> None:
    found = desk.through(desk.issued(), Step.ASK_EXTENSION, Step.REPORT, Step.PASS)
    (request,) = service.requests(desk.store.read(), found)
    assert (found.state, request.granted) == (S.CLOSED, False)
    assert desk.through(found, Step.ASK_REOPENING, Step.REOPEN).state is S.REMEDYING


def test_extension__asked_for_on_its_day__is_decided_later_and_counts_as_in_time(desk: Any) -> None:
    found = desk.issued()
    desk.now += timedelta(15)
    until = desk.today + timedelta(30)
    asked = desk.step(found, Step.ASK_EXTENSION, until=until)
    desk.now += timedelta(5)
    granted = desk.step(desk.step(asked, Step.GRANT), Step.REPORT)
    assert granted.due_on == until
    closed, today = desk.step(granted, Step.PASS), local_day(desk.now)
    assert (closed.state, closed.ended_on) == (S.CLOSED, today)
    assert service.indicators(desk.store.read(), LEADER, Filters(), today).all.on_time == Share(1, 1)


@pytest.mark.parametrize("by", [UNIT, SECRETARY])
def test_extension__once_the_day_has_passed__cannot_be_asked_for(desk: Any, by: Asker) -> None:
    found = desk.issued()
    desk.now += timedelta(16)
    with pytest.raises(Conflict) as caught:
        desk.step(found, Step.ASK_EXTENSION, by)
    problem = caught.value.problem
    assert (problem.code, problem.values["day"]) == ("finding_too_late_for_more_time", found.due_on)
    offered = service.steps_for(desk.store.read(), by, found, local_day(desk.now))
    assert (Step.ASK_EXTENSION in offered, Step.REPORT in offered) == (False, True)


def test_page__of_what_is_late__tells_its_unit_that_no_more_time_can_be_asked_for(
    staff: Callable[..., Any], desk: Any
) -> None:
    found, unit = late(desk, "N2", days=1), unit_browser(staff, desk)
    path = f"/findings/{found.reference}"
    page = unit.client.get(path)
    assert "Thời hạn đã qua nên không xin gia hạn được nữa" in words(page)
    assert f"{path}/ask_extension" not in page.text
    assert f"{path}/report" in page.text
    refused = unit.client.get(f"{path}/ask_extension")
    assert (refused.status_code, "phải xin chậm nhất vào ngày đến hạn" in words(refused)) == (409, True)
    assert "không xin gia hạn được nữa" not in words(staff("leader").client.get(path))
