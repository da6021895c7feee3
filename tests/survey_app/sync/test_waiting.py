"""Records a person decides about: put into a visit after all, or removed; what is told of it then."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.inspections.model import State
from survey_app.sync import service
from tests.survey_app.inspections.conftest import NOW
from tests.survey_app.inspections.conftest import tablet as browser
from tests.survey_app.sync.records import made_on_tablet, put, record, sent_file
from wording import say

__all__ = ["browser"]
Make = Callable[..., Any]


@pytest.fixture
def device_of_anh(device: Make) -> Any:
    return device("anh")


def sent(device: Any, content: Any) -> tuple[str, dict[str, Any]]:
    """The id of a record that waits, and its content."""
    uuid = str(uuid4())
    assert put(device, content, uuid).status_code == 202
    return uuid, content


def release(team: Any, uuid: str, visit: str = "") -> str:
    return service.release(team.store, uuid, visit, "chief", "vi", NOW)


def test_record__released__is_merged_and_told_as_stored(team: Any, device_of_anh: Any) -> None:
    visit = team.make()
    uuid, content = sent(device_of_anh, record(visit.id, {"B01": "yes"}, by="binh"))
    assert release(team, uuid) == "stored"
    assert team.now(visit).draft == {"B01": "yes"}
    again = put(device_of_anh, content, uuid)
    assert (again.status_code, again.json["state"]) == (200, "stored")
    with pytest.raises(Conflict):
        release(team, uuid)


def test_record__of_a_visit_thrown_away__goes_into_another(team: Any, device_of_anh: Any) -> None:
    visit = team.make()
    uuid, _ = sent(device_of_anh, record(str(uuid4()), {"B01": "yes"}))
    with pytest.raises(Invalid):
        release(team, uuid)
    release(team, uuid, visit.id)
    assert team.now(visit).draft == {"B01": "yes"}
    assert device_of_anh.call("GET", f"/api/v1/responses/{uuid}").json["visit"] == "draft"


def test_record__whose_visit_can_be_made_by_now__makes_it(team: Any, device_of_anh: Any) -> None:
    id_ = str(uuid4())
    new = made_on_tablet(inspectors=["nobody"])
    uuid, _ = sent(device_of_anh, record(id_, {"B01": "yes"}, new_visit=new))
    found = service.waiting_record(team.store.read(), uuid, NOW)
    assert [one.code for one in found.problems] == ["nobody_inspects_by_that_name"]
    with pytest.raises(Invalid):
        release(team, uuid)
    assert service.count_waiting(team.store.read()) == 1
    insert = (
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
        " VALUES ('nobody', 'Có Người', 'inspector', '', '')"
    )
    team.store.write(lambda db: db.execute(insert))
    release(team, uuid)
    assert service.count_waiting(team.store.read()) == 0


def test_record__of_a_version_not_published__stays(team: Any, device_of_anh: Any) -> None:
    uuid, _ = sent(device_of_anh, record(team.make().id, {"B01": "yes"}, digest="0" * 64))
    with pytest.raises(Invalid) as refused:
        release(team, uuid)
    assert refused.value.problem.code == "record_version_unknown"
    assert service.count_waiting(team.store.read()) == 1


def test_record__released_after_handing_in__is_kept_late(team: Any, device_of_anh: Any) -> None:
    visit = team.fill(team.make())
    uuid, _ = sent(device_of_anh, record(visit.id, {"B01": "no"}, by="binh"))
    team.submit(visit)
    assert release(team, uuid) == "late"
    assert team.now(visit).state is State.SUBMITTED


def test_record__removed__is_told_as_gone_whatever_comes(team: Any, device_of_anh: Any) -> None:
    visit = team.make()
    uuid, content = sent(device_of_anh, record(visit.id, {"B01": "yes"}, by="binh"))
    with pytest.raises(Invalid):
        service.remove(team.store, uuid, "chief", "  ", "vi", NOW)
    service.remove(team.store, uuid, "chief", "Gửi nhầm", "vi", NOW)
    for body in (content, record(visit.id, {})):
        answer = put(device_of_anh, body, uuid)
        assert (answer.status_code, answer.json["state"]) == (410, "removed")
    (line,) = service.removed(team.store.read())
    assert (line.body, line.note, line.decided_by) == (None, "Gửi nhầm", "chief")
    with pytest.raises(NotFound):
        service.body_of(team.store.read(), uuid)


def test_desk__shows_releases_and_removes(app: Flask, team: Any, device_of_anh: Any, browser: Make) -> None:
    visit = team.make()
    first, content = sent(device_of_anh, record(visit.id, {"B01": "yes"}, by="binh"))
    second, _ = sent(device_of_anh, record(visit.id, {"B01": "no"}, by="binh"))
    chief = browser("chief")
    assert "Trần Văn Bình" in chief.open("/records").text
    assert "Phường Một" in chief.open(f"/records/{first}").text or "Quầy 1" in chief.page.text
    assert json.loads(chief.open(f"/records/{first}.json").data) == content
    address = f"/records/{first}/release"
    assert chief.open(address).status_code == 200
    assert chief.press(address, visit=visit.id).status_code == 303
    assert team.now(visit).draft == {"B01": "yes"}
    address = f"/records/{second}/remove"
    assert chief.open(address).status_code == 200
    assert chief.press(address).status_code == 422
    assert chief.press(address, why="Gửi nhầm").status_code == 303
    assert "Gửi nhầm" in chief.open("/records").text
    assert chief.open(f"/records/{second}").status_code == 409


def test_desk__photo_of_a_record_that_waits__has_the_words_of_its_question(
    team: Any, device_of_anh: Any, browser: Make
) -> None:
    name = "a" * 64
    answers, files = {"B01_photo": f"{name}.jpg"}, {"B01_photo": sent_file(name)}
    uuid, _ = sent(device_of_anh, record(team.make().id, answers, by="binh", files=files))
    page = browser("chief").open(f"/records/{uuid}").text
    assert say("vi", "sync.file_coming") in page
    assert "B01_photo" not in page
    assert f"{name}.jpg" not in page


def test_desk__other_content__is_listed_and_handed_out(team: Any, device_of_anh: Any, browser: Make) -> None:
    visit, uuid = team.make(), str(uuid4())
    put(device_of_anh, record(visit.id, {"B01": "yes"}), uuid)
    other = record(visit.id, {"B01": "no"})
    digest = put(device_of_anh, other, uuid).json["digest"]
    chief = browser("chief")
    assert f"/records/{uuid}/others/{digest}" in chief.open("/records").text
    assert f"/records/{uuid}/{digest}.json" in chief.open(f"/records/{uuid}/others/{digest}").text
    assert json.loads(chief.open(f"/records/{uuid}/{digest}.json").data) == other
