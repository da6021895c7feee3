"""What pages say of how records came: who let one in, how far a clock was off, what a file was called."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app.sync import service
from tests.survey_app.inspections.conftest import NOW, picture
from tests.survey_app.inspections.conftest import tablet as browser
from tests.survey_app.sync.records import put, record, sent_file
from tests.survey_app.sync.sending import alone, digest_of, put_file, put_record, record_of
from wording import say

__all__ = ["browser"]
Make = Callable[..., Any]
PHOTO = "B07_photo"


def test_photo__whole_while_its_record_waits__is_said_to_have_come(
    team: Any, device: Make, browser: Make
) -> None:
    machine, content = device("anh"), picture()
    digest = digest_of(content)
    answers, files = {PHOTO: f"{digest}.jpg"}, {PHOTO: sent_file(digest, bytes=len(content))}
    uuid = put_record(machine, record(team.make().id, answers, by="binh", files=files))
    chief = browser("chief")
    assert say("vi", "sync.file_coming") in chief.open(f"/records/{uuid}").text
    put_file(machine, content)
    assert say("vi", "sync.file_coming") not in chief.open(f"/records/{uuid}").text
    assert say("vi", "sync.file_came") in chief.open(f"/records/{uuid}").text


@pytest.fixture
def let_in(team: Any, device: Make) -> Any:
    """A visit handed in by the record of a revoked tablet, a year behind, that the chief let in."""
    machine, visit, content = device("anh"), alone(team), picture()
    sent = record_of(visit, team.met, {PHOTO: content})
    then = (NOW - timedelta(days=365)).isoformat()
    year = timedelta(days=365).total_seconds()
    sent["clock"] = {"begun_at": then, "finished_at": then, "offset_seconds": year, "sequence": 1}
    machine.revoke()
    uuid = put_record(machine, sent)
    put_file(machine, content)
    service.release(team.store, uuid, "", "chief", "vi", NOW + timedelta(hours=2))
    return visit


@pytest.mark.parametrize("path", ["inspections", "responses"])
def test_page__of_a_record_somebody_let_in__says_who_why_when_and_the_clock(
    let_in: Any, browser: Make, path: str
) -> None:
    text = " ".join(browser("chief").open(f"/{path}/{let_in.id}").text.split())
    assert say("vi", "sync.waits_device_revoked") in text
    assert "đưa vào lúc" in text
    assert "Chậm 365 ngày" in text


def test_page__of_what_came_without_a_doubt__says_nothing_of_it(
    team: Any, device: Make, browser: Make
) -> None:
    visit = team.make()
    assert put(device("anh"), record(visit.id, {"B01": "yes"})).status_code == 201
    text = browser("anh").open(f"/inspections/{visit.id}").text
    assert "đưa vào lúc" not in text
    assert "Đồng hồ máy tính bảng" not in text


def test_file__drawn_anew__is_named_by_the_digest_of_the_tablets_print(let_in: Any, browser: Make) -> None:
    chief, there = browser("chief"), digest_of(picture())[:16]
    assert there in chief.open(f"/inspections/{let_in.id}").text
    assert there in chief.open(f"/inspections/{let_in.id}/print").text
