"""The door for records: every one once, merged in the same write, answered alike each time."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app.inspections.model import State
from tests.survey_app.inspections.conftest import NOW
from tests.survey_app.sync.records import made_on_tablet, put, record
from tests.survey_app.sync.sending import alone

Make = Callable[..., Any]


@pytest.fixture
def tablet(device: Make) -> Any:
    """A tablet of Ánh and Bình."""
    return device("anh", "binh")


def kept(team: Any) -> list[tuple[str, str, str]]:
    """Id, state and reason of every record."""
    query = "SELECT uuid, state, reason FROM sync_record ORDER BY came_at"
    return [tuple(row) for row in team.store.read().execute(query)]


def test_record__new__is_stored_and_merged(team: Any, tablet: Any) -> None:
    visit, uuid = team.make(), str(uuid4())
    sent = json.dumps(record(visit.id, {"B01": "yes"})).encode()
    answer = put(tablet, sent, uuid)
    assert answer.status_code == 201
    assert answer.json["id"] == uuid
    assert answer.json["digest"] == hashlib.sha256(sent).hexdigest()
    assert answer.json["state"] == "stored"
    assert team.now(visit).draft == {"B01": "yes"}
    assert kept(team) == [(uuid, "stored", "")]


def test_record__again__gets_the_same_answer_byte_for_byte(team: Any, tablet: Any) -> None:
    visit, uuid = team.make(), str(uuid4())
    content = record(visit.id, {"B01": "yes"})
    first, second = put(tablet, content, uuid), put(tablet, content, uuid, **{"Accept-Language": "en"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.data == second.data
    assert team.now(visit).revision == 2


def test_record__again_from_another_tablet__is_the_same_record(team: Any, tablet: Any, device: Make) -> None:
    uuid, content = str(uuid4()), record(team.make().id, {"B01": "yes"})
    first = put(tablet, content, uuid)
    assert put(device(name="Máy 2"), content, uuid).data == first.data


def test_record__other_content_under_its_id__is_kept_beside_it(team: Any, tablet: Any) -> None:
    visit, uuid = team.make(), str(uuid4())
    put(tablet, record(visit.id, {"B01": "yes"}), uuid)
    for number in range(5):
        answer = put(tablet, record(visit.id, {"B01": "no", "B08": str(number)}), uuid)
        assert (answer.status_code, answer.json["state"]) == (409, "conflict")
    assert team.now(visit).draft == {"B01": "yes"}
    assert team.store.read().execute("SELECT count(*) FROM sync_conflict").fetchone()[0] == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"by": "cuong"}, "person_unproved"),
        ({"digest": "0" * 64}, "unknown_version"),
        ({"visit": str(uuid4())}, "no_such_visit"),
        ({"visit": str(uuid4()), "new_visit": made_on_tablet(round="OLD")}, "no_such_visit"),
        ({"visit": str(uuid4()), "new_visit": made_on_tablet(unit="nowhere")}, "no_such_visit"),
    ],
)
def test_record__a_person_must_decide_about__is_kept_apart(
    team: Any, tablet: Any, change: dict[str, Any], reason: str
) -> None:
    visit, uuid = team.make(), str(uuid4())
    content = record(visit.id, {"B01": "yes"}) | change
    first, second = put(tablet, content, uuid), put(tablet, content, uuid)
    assert (first.status_code, first.json["state"], first.json["reason"]) == (202, "quarantined", reason)
    assert (second.status_code, second.data) == (202, first.data)
    assert kept(team) == [(uuid, "quarantined", reason)]
    assert team.now(visit).draft == {}


def test_record__of_a_revoked_tablet__is_kept_apart(team: Any, tablet: Any) -> None:
    visit = team.make()
    tablet.revoke()
    assert put(tablet, record(visit.id, {"B01": "yes"})).json["reason"] == "device_revoked"
    assert team.now(visit).draft == {}


def test_record__of_who_does_not_go_on_the_visit__is_kept_apart(team: Any, device: Make) -> None:
    visit = team.make()
    answer = put(device("cuong"), record(visit.id, {"B01": "yes"}, by="cuong"))
    assert (answer.status_code, answer.json["reason"]) == (202, "visit_of_others")


def test_record__of_a_visit_made_on_the_tablet__makes_it_once(team: Any, tablet: Any) -> None:
    id_, made = str(uuid4()), made_on_tablet(inspectors=["binh"])
    assert put(tablet, record(id_, {"B01": "yes"}, new_visit=made)).status_code == 201
    assert put(tablet, record(id_, {"C01": "yes"}, [2], new_visit=made, by="binh")).status_code == 201
    visit = team.store.read().execute("SELECT made_by FROM inspections_visit").fetchall()
    assert [row[0] for row in visit] == ["anh"]


def test_record__that_finishes_everything__hands_the_visit_in(team: Any, tablet: Any) -> None:
    visit = team.make()
    whole = [screen.number for screen in team.screens]
    assert put(tablet, record(visit.id, team.met, whole[:3])).status_code == 201
    assert team.now(visit).state is State.DRAFT
    answer = put(tablet, record(visit.id, team.met, whole[3:], by="binh"))
    assert answer.status_code == 201
    now = team.now(visit)
    assert (now.state, now.submitted_by) == (State.SUBMITTED, "binh")


def test_record__with_answers_that_are_wrong__is_stored_and_flagged(team: Any, tablet: Any) -> None:
    visit = alone(team)
    wrong = {**team.met, "B08": "rất nhiều"}
    put(tablet, record(visit.id, wrong, [screen.number for screen in team.screens]))
    assert team.now(visit).state is State.SUBMITTED
    assert flags(team, visit) == {"problems"}


@pytest.mark.parametrize(
    "clock",
    [
        {"offset_seconds": 301},
        {"offset_seconds": -900},
        {"finished_at": (NOW - timedelta(365)).isoformat()},
        {"begun_at": (NOW + timedelta(3)).isoformat(), "finished_at": None},
    ],
)
def test_record__of_a_clock_that_went_wrong__is_flagged(team: Any, tablet: Any, clock: Any) -> None:
    visit = alone(team)
    content = record(visit.id, team.met, [screen.number for screen in team.screens])
    content["clock"] |= clock
    assert put(tablet, content).status_code == 201
    assert flags(team, visit) == {"clock"}


def flags(team: Any, visit: Any) -> set[str]:
    query = "SELECT flag FROM responses_flag WHERE uuid = ?"
    return {row[0] for row in team.store.read().execute(query, [visit.id])}


def test_record__after_handing_in__is_kept_late(team: Any, tablet: Any) -> None:
    visit = team.fill(team.make())
    team.submit(visit)
    answer = put(tablet, record(visit.id, {"B01": "no"}))
    assert (answer.status_code, answer.json["state"]) == (201, "late")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[1]",
        b'"x"',
        b"[" * 100_000,
        b'{"format": NaN}',
        b"1" * 5000,
        "ｘ".encode("utf-16"),
    ],
)
def test_record__that_cannot_be_read__is_refused(tablet: Any, body: bytes) -> None:
    answer = put(tablet, body)
    assert answer.status_code == 422
    assert answer.json["problems"]


def test_record__of_a_wrong_shape__has_every_problem_named(team: Any, tablet: Any) -> None:
    content = record("no uuid", {"B01": 3}, [0], by="", finished="yes", language=None)
    content["clock"]["sequence"] = "1"
    content["files"] = {"photo": {"digest": "x"}}
    answer = put(tablet, content)
    assert answer.status_code == 422
    assert {one["place"] for one in answer.json["problems"]} >= {
        "visit",
        "answers.B01",
        "sections",
        "by",
        "finished",
        "language",
        "clock.sequence",
        "files.photo.digest",
        "files.photo.bytes",
    }
    assert kept(team) == []


def test_record__larger_than_two_megabytes__is_refused_unread(team: Any, tablet: Any) -> None:
    visit = team.make()
    answer = put(tablet, record(visit.id, {"B01": "x" * 2**21}))
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")
    assert put(tablet, record(visit.id, {"B05_note": "x" * (2**20)})).status_code == 201


def test_record__with_half_a_letter__keeps_the_rest(team: Any, tablet: Any) -> None:
    visit = team.make()
    text = json.dumps(record(visit.id, {"B05_note": "ph\ud83d"})).encode()
    assert put(tablet, text).status_code == 201


def test_state__of_a_record__tells_what_lacks(team: Any, tablet: Any) -> None:
    visit, uuid = team.make(), str(uuid4())
    team.save(visit, 1, {"B01": "no"})
    put(tablet, record(visit.id, {"B01": "yes"}), uuid)
    told = tablet.call("GET", f"/api/v1/responses/{uuid}").json
    assert (told["id"], told["state"], told["differences"], told["visit"]) == (uuid, "stored", 1, "draft")
    assert told["missing_files"] == told["refused_files"] == []


def test_state__of_a_record_nobody_sent__is_not_found(tablet: Any) -> None:
    assert tablet.call("GET", f"/api/v1/responses/{uuid4()}").status_code == 404
