"""Other contents under the id of a record: compared, put aside or taken, each with a reason."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from survey_app.errors import Conflict, Invalid
from survey_app.inspections import service as inspections
from survey_app.sync import service
from survey_app.sync.service import files
from tests.survey_app.inspections.conftest import NOW, picture
from tests.survey_app.inspections.conftest import tablet as browser
from tests.survey_app.sync.records import put, record, sent_file
from tests.survey_app.sync.sending import digest_of, put_file
from wording import say

__all__ = ["browser"]
Make = Callable[..., Any]


@pytest.fixture
def contradicted(team: Any, device: Make) -> Any:
    """A visit, the tablet, the record that says yes, and what came under its id and says no."""

    class Scene:
        visit = team.make()
        tablet = device("anh")
        uuid = str(uuid4())
        content = record(visit.id, {"B01": "yes", "B05": "yes"})
        other = record(visit.id, {"B01": "no", "B05": "yes"})

    assert put(Scene.tablet, Scene.content, Scene.uuid).status_code == 201
    answer = put(Scene.tablet, Scene.other, Scene.uuid)
    assert answer.status_code == 409
    Scene.digest = answer.json["digest"]  # type: ignore[attr-defined]
    return Scene


def take(team: Any, scene: Any, why: str = "Máy đã khôi phục") -> str:
    return service.take(team.store, scene.uuid, scene.digest, "chief", why, "vi", NOW)


def aside(team: Any, scene: Any, why: str = "Gửi thử") -> None:
    service.put_aside(team.store, scene.uuid, scene.digest, "chief", why, NOW)


def test_other_content__taken__stands_beside_what_the_first_says(team: Any, contradicted: Any) -> None:
    assert take(team, contradicted) == contradicted.visit.id
    now = team.now(contradicted.visit)
    assert now.draft == {"B01": "yes", "B05": "yes"}
    (one,) = inspections.disputed(team.store.read(), now)
    assert (one.address, one.stands, [other.answer for other in one.others]) == ("B01", "yes", ["no"])
    again = put(contradicted.tablet, contradicted.other, contradicted.uuid)
    assert (again.status_code, again.json["id"], again.json["digest"], again.json["state"]) == (
        200,
        contradicted.uuid,
        contradicted.digest,
        "stored",
    )
    first = put(contradicted.tablet, contradicted.content, contradicted.uuid)
    assert first.status_code == 200
    with pytest.raises(Conflict):
        take(team, contradicted)
    with pytest.raises(Conflict):
        aside(team, contradicted)


def test_other_content__put_aside__is_kept_told_and_may_still_be_taken(team: Any, contradicted: Any) -> None:
    db = team.store.read()
    assert service.count_undecided(db) == 1
    aside(team, contradicted)
    assert service.count_undecided(db) == 0
    assert service.removed(db) == []
    assert json.loads(service.body_of(db, contradicted.uuid, contradicted.digest)) == contradicted.other
    again = put(contradicted.tablet, contradicted.other, contradicted.uuid)
    assert (again.status_code, again.json["message"]) == (409, say("vi", "sync.said_conflict_aside"))
    with pytest.raises(Conflict):
        aside(team, contradicted)
    take(team, contradicted, "Nhầm phiếu")
    found = service.both(db, contradicted.uuid, contradicted.digest)
    assert [(one.reason, one.decided_by, one.note) for one in found.decisions] == [
        ("aside", "chief", "Gửi thử"),
        ("taken", "chief", "Nhầm phiếu"),
    ]


@pytest.mark.parametrize("decide", [take, aside])
def test_other_content__decided_without_a_reason__is_refused(
    team: Any, contradicted: Any, decide: Callable[..., Any]
) -> None:
    with pytest.raises(Invalid):
        decide(team, contradicted, " \n ")
    assert service.count_undecided(team.store.read()) == 1


def test_other_content__of_a_visit_thrown_away__is_not_taken(team: Any, contradicted: Any) -> None:
    visit = team.now(contradicted.visit)
    inspections.discard(team.store, visit.id, team.anh, visit.revision, NOW)
    with pytest.raises(Invalid):
        take(team, contradicted)
    assert service.count_undecided(team.store.read()) == 1


def test_other_content__of_a_record_put_into_another_visit__goes_there(team: Any, device: Make) -> None:
    tablet, uuid, gone, visit = device("anh"), str(uuid4()), str(uuid4()), team.make()
    put(tablet, record(gone, {"B01": "yes"}), uuid)
    digest = put(tablet, record(gone, {"B01": "no"}), uuid).json["digest"]
    service.release(team.store, uuid, visit.id, "chief", "vi", NOW)
    assert service.take(team.store, uuid, digest, "chief", "Đúng", "vi", NOW) == visit.id


def test_photo__of_other_content__waits_as_long_as_nobody_decided(team: Any, contradicted: Any) -> None:
    photo = picture()
    name = digest_of(photo)
    content = record(
        contradicted.visit.id, {"B01_photo": f"{name}.jpg"}, files={"B01_photo": sent_file(name)}
    )
    contradicted.digest = put(contradicted.tablet, content, contradicted.uuid).json["digest"]
    put_file(contradicted.tablet, photo)
    assert files.sweep(team.store, NOW + 2 * files.UNNAMED_STAYS) == 0
    take(team, contradicted)
    assert inspections.photos(team.store.read(), team.now(contradicted.visit))


def test_desk__shows_both_sides_and_decides(team: Any, contradicted: Any, browser: Make) -> None:
    chief, address = browser("chief"), f"/records/{contradicted.uuid}/others/{contradicted.digest}"
    assert address in chief.open("/records").text
    assert say("vi", "sync.undecided") in chief.page.text
    page = chief.open(address).text
    assert say("vi", "sync.differing_n", n=1, alike=1) in page
    assert page.count('scope="row"') == 1
    assert page.count(f'href="/inspections/{contradicted.visit.id}"') == 2
    assert chief.press(address, decision="aside").status_code == 422
    assert chief.press(address, decision="aside", why="Gửi thử").status_code == 303
    assert "Gửi thử" in chief.open("/records").text
    assert say("vi", "sync.decision_aside") not in chief.open(address).text
    answer = chief.press(address, decision="taken", why="Nhầm phiếu")
    assert answer.headers["Location"].endswith(f"/inspections/{contradicted.visit.id}")
    page = chief.open(address).text
    assert "Nhầm phiếu" in page
    assert say("vi", "sync.why_decided") not in page


def test_desk__conflict_page__shows_that_the_first_was_removed(
    team: Any, device: Make, browser: Make
) -> None:
    tablet, uuid = device("anh"), str(uuid4())
    content = record(team.make().id, {"B01": "yes"}, by="binh")
    put(tablet, content, uuid)
    digest = put(tablet, {**content, "answers": {"B01": "no"}}, uuid).json["digest"]
    service.remove(team.store, uuid, "chief", "Phiếu thử", "vi", NOW)
    page = browser("chief").open(f"/records/{uuid}/others/{digest}")
    assert page.status_code == 200
    assert "Phiếu thử" in page.text
