"""A unit is heard before anything is upheld: by a day that is to come, or once it has answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid
from survey_app.findings import service
from survey_app.findings.model import State as S
from survey_app.findings.model import Step
from tests.survey_app.findings.conftest import LEAD, SECRETARY
from tests.survey_app.findings.test_step_pages import send, words


def test_uphold__while_the_unit_may_still_answer__is_refused_until_its_day_has_passed(desk: Any) -> None:
    day = desk.today + timedelta(5)
    asked = desk.step(desk.one(), Step.ASK, due_on=day)
    for days in (0, 5):
        desk.now += timedelta(days)
        with pytest.raises(Conflict) as caught:
            desk.step(asked, Step.UPHOLD)
        problem = caught.value.problem
        assert (problem.code, problem.values["day"]) == ("finding_not_heard_yet", day)
        assert Step.UPHOLD not in service.steps_for(
            desk.store.read(), LEAD, asked, desk.today + timedelta(days)
        )
    desk.now += timedelta(1)
    assert desk.step(asked, Step.UPHOLD).state is S.UPHELD


@pytest.mark.parametrize("said", [{"agrees": True}, {"agrees": False, "note": "Bảng đã được thay hôm qua."}])
@pytest.mark.parametrize("by", [None, SECRETARY])
def test_uphold__once_the_unit_answered_itself_or_on_paper__need_not_wait(
    desk: Any, said: dict[str, Any], by: Any
) -> None:
    answered = desk.step(desk.step(desk.one(), Step.ASK), Step.EXPLAIN, by, **said)
    assert desk.step(answered, Step.UPHOLD).state is S.UPHELD


def test_withdraw__while_the_unit_may_still_answer__is_possible(desk: Any) -> None:
    assert desk.through(desk.one(), Step.ASK, Step.WITHDRAW).state is S.WITHDRAWN


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (None, "finding_needs_this"),
        (0, "explain_day_out_of_time"),
        (-1, "explain_day_out_of_time"),
        (61, "explain_day_out_of_time"),
    ],
)
def test_ask__by_a_day_that_leaves_no_time_or_blocks_for_long__is_invalid(
    desk: Any, days: int | None, code: str
) -> None:
    found, day = desk.one(), None if days is None else desk.today + timedelta(days)
    with pytest.raises(Invalid) as caught:
        desk.step(found, Step.ASK, due_on=day)
    assert [(one.code, one.place) for one in caught.value.problems] == [(code, "due_on")]
    assert desk.again(found) == found
    desk.step(found, Step.ASK, due_on=desk.today + timedelta(60))


def test_page__of_what_the_unit_may_still_answer__says_until_when_and_offers_withdrawing(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, found = staff("team_lead"), desk.one()
    path = f"/findings/{found.reference}"
    until = desk.today + timedelta(7)
    day = until.strftime("%d/%m/%Y")
    assert f'value="{until.isoformat()}"' in browser.client.get(f"{path}/ask").text
    assert send(browser, f"{path}/ask", due_on=until.isoformat()).status_code == 303
    page = browser.client.get(path).text
    assert f"Đơn vị được giải trình đến hết ngày {day}" in page
    assert f"{path}/withdraw" in page
    assert f"{path}/uphold" not in page
    refused = browser.client.get(f"{path}/uphold")
    assert refused.status_code == 409
    assert f"đến hết ngày {day} và chưa trả lời" in words(refused)
    desk.step(desk.again(found), Step.EXPLAIN)
    page = browser.client.get(path).text
    assert "Đơn vị được giải trình đến hết ngày" not in page
    assert f"{path}/uphold" in page
