"""Pages under which something changed that is no step of the finding: what was not shown is not decided."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from survey_app.findings import service
from survey_app.findings.model import Step
from tests.survey_app.findings.conftest import HEAD, LONG
from tests.survey_app.findings.test_pages import external
from tests.survey_app.findings.test_step_pages import send

HIDDEN = r'name="(\w+)" type="hidden" value="([^"]*)"'


def test_parts__divided_by_somebody_else_meanwhile__are_not_divided_twice(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, due_on = staff("secretary"), (desk.today + timedelta(5)).isoformat()
    path = send(browser, "/findings/external", **external(desk)).location
    rows = {"unit-1": "T1", "text-1": LONG, "due_on-1": due_on}
    seen = dict(re.findall(HIDDEN, browser.client.get(f"{path}/parts").text))
    assert send(browser, f"{path}/parts", **rows).status_code == 303
    refused = browser.client.post(f"{path}/parts", data={**seen, **rows})
    assert refused.status_code == 409
    assert "vừa được chia" in refused.text
    whole = service.finding(desk.store.read(), HEAD, path.rpartition("/")[2])
    (part,) = service.parts_of(desk.store.read(), HEAD, whole)
    assert part.reference in refused.text
    rows["unit-1"] = "Q1"
    seen = dict(re.findall(HIDDEN, refused.text))
    assert browser.client.post(f"{path}/parts", data={**seen, **rows}).status_code == 303


def test_reopening__another_request_meanwhile__is_not_granted_unseen(
    staff: Callable[..., Any], desk: Any
) -> None:
    found, leader = desk.closed(), staff("leader")
    path = f"/findings/{found.reference}/reopen"
    desk.step(found, Step.ASK_REOPENING, until=desk.today + timedelta(9))
    seen = dict(re.findall(HIDDEN, leader.client.get(path).text))
    desk.step(found, Step.REFUSE_REOPENING)
    desk.step(found, Step.ASK_REOPENING, until=desk.today + timedelta(99))
    refused = leader.client.post(path, data={**seen, "note": LONG})
    assert (refused.status_code, LONG in refused.text) == (409, True)
    without = {name: text for name, text in seen.items() if name != "request"}
    assert leader.client.post(path, data=without).status_code == 409
    assert desk.again(found) == found
    assert send(leader, path).status_code == 303
    assert desk.again(found).due_on == desk.today + timedelta(99)
