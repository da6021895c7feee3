"""How a tablet comes in, what its calls are kept of, and who proves themselves on it."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.attempts import SIGN_INS, TRIES

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def forgiven() -> Iterator[None]:
    """Guesses are counted for the whole process: those of a test must not shut out the next one."""
    yield
    SIGN_INS.succeeded("cuong")


def now() -> datetime:
    """This instant: what is said of half an hour must not hang on when the tests were collected."""
    return web.now()


def enrol(app: Flask, code: object, address: str = "10.0.0.1") -> Any:
    client = app.test_client(use_cookies=False)
    return client.post("/api/v1/devices", json={"code": code}, environ_base={"REMOTE_ADDR": address})


def test_enrolment__with_a_good_code__gives_a_token_that_opens_doors(app: Flask, team: Any) -> None:
    code = accounts.invite(team.store, "Máy của Ánh", "chief", now())
    answer = enrol(app, code)
    assert answer.status_code == 201
    assert answer.json["name"] == "Máy của Ánh"
    known = accounts.device_of(team.store, answer.json["token"])
    assert known is not None
    assert known.id == answer.json["device"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_enrolment__code_typed_by_hand__is_taken_in_any_case_and_spacing(app: Flask, team: Any) -> None:
    code = accounts.invite(team.store, "Máy 1", "chief", now())
    assert enrol(app, f"  {code.lower().replace('-', ' ')} ").status_code == 201


def test_enrolment__code_used_before__is_refused(app: Flask, team: Any) -> None:
    code = accounts.invite(team.store, "Máy 1", "chief", now())
    assert enrol(app, code).status_code == 201
    again = enrol(app, code)
    assert (again.status_code, again.json["error"]) == (403, "wrong_enrolment_code")
    assert len(accounts.devices(team.store.read())) == 1


@pytest.mark.parametrize(("minutes", "status"), [(29, 201), (31, 403)])
def test_enrolment__code_of_some_minutes_ago__is_good_for_half_an_hour(
    app: Flask, team: Any, minutes: int, status: int
) -> None:
    code = accounts.invite(team.store, "Máy 1", "chief", now() - timedelta(minutes=minutes))
    assert enrol(app, code, "10.0.0.2").status_code == status


@pytest.mark.parametrize("sent", ["", None, 7, ["A"], "\ud800"])
def test_enrolment__code_that_is_no_text__is_422_and_says_which_part(app: Flask, sent: object) -> None:
    answer = enrol(app, sent)
    assert answer.status_code == 422
    assert answer.json["problems"][0]["place"] == "code"


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"A"'])
def test_enrolment__body_that_is_no_object__is_422(app: Flask, body: bytes) -> None:
    answer = app.test_client().post("/api/v1/devices", data=body)
    assert (answer.status_code, answer.json["error"]) == (422, "not_a_json_object")


def test_enrolment__many_wrong_codes_from_one_address__are_stopped_there_alone(app: Flask, team: Any) -> None:
    for _ in range(TRIES):
        assert enrol(app, "AAAA-BBBB-CCCC", "10.9.9.9").json["error"] == "wrong_enrolment_code"
    code = accounts.invite(team.store, "Máy 1", "chief", now())
    assert enrol(app, code, "10.9.9.9").json["error"] == "too_many_codes"
    assert enrol(app, code, "10.9.9.8").status_code == 201


def test_enrolment__code_and_token__are_neither_stored_nor_logged(
    app: Flask, team: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = accounts.invite(team.store, "Máy 1", "chief", now())
    token = enrol(app, code).json["token"]
    kept = b"".join(path.read_bytes() for path in team.store.instance.root.rglob("*") if path.is_file())
    for secret in (code, code.replace("-", ""), token):
        assert secret not in caplog.text
        assert secret.encode() not in kept


def test_call__of_a_tablet__keeps_when_which_app_and_how_its_clock_stands(device: Make, team: Any) -> None:
    tablet = device("anh")
    slow = web.now() - timedelta(days=365)
    tablet.call("GET", "/api/v1/pack", {"X-App-Version": "3", "X-Device-Time": slow.isoformat()})
    (known,) = accounts.devices(team.store.read())
    assert known.app_version == "3"
    assert known.seen_at is not None
    assert known.offset == pytest.approx(365 * 86400, abs=60)


@pytest.mark.parametrize("said", ["", "yesterday", "2026-11-22T08:00:00", "9999-99-99", "١"])
def test_call__with_a_time_that_says_nothing__is_answered_and_keeps_none(
    device: Make, team: Any, said: str
) -> None:
    answer = device().call("GET", "/api/v1/pack", {"X-Device-Time": said.encode().decode("latin-1")})
    assert answer.status_code == 200
    assert accounts.devices(team.store.read())[0].offset is None


def test_calls__within_five_minutes__are_noted_once(device: Make, team: Any) -> None:
    tablet = device()
    tablet.call("GET", "/api/v1/pack")
    first = accounts.devices(team.store.read())[0].seen_at
    tablet.call("GET", "/api/v1/pack")
    assert accounts.devices(team.store.read())[0].seen_at == first


@pytest.mark.parametrize("version", ["0", "-1", "abc", "١"])
def test_call__of_an_app_too_old__is_426(device: Make, version: str) -> None:
    headers = {"X-App-Version": version.encode().decode("latin-1")}
    answer = device().call("GET", "/api/v1/pack", headers)
    assert (answer.status_code, answer.json["error"]) == (426, "app_too_old")


def test_call__that_does_not_say_its_version__leaves_the_one_that_is_known(device: Make, team: Any) -> None:
    tablet = device()
    tablet.call("GET", "/api/v1/pack")
    tablet.client.get("/api/v1/pack", headers={"Authorization": f"Bearer {tablet.token}"})
    assert accounts.devices(team.store.read())[0].app_version == "1"


def test_enrolment__one_code_on_two_tablets_at_once__lets_one_in(app: Flask, team: Any) -> None:
    code = accounts.invite(team.store, "Máy 1", "chief", now())
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: enrol(app, code, "10.0.0.7").status_code, range(4)))
    assert sorted(answers) == [201, 403, 403, 403]
    assert len(accounts.devices(team.store.read())) == 1


def test_proof__with_the_password__is_kept_for_this_tablet_alone(
    device: Make, team: Any, password: Callable[[str], str]
) -> None:
    first, second = device(), device()
    typed = password("anh")
    assert first.call("POST", "/api/v1/people/Anh", json={"password": typed}).status_code == 204
    db = team.store.read()
    assert accounts.has_proved(db, first.id, "anh")
    assert not accounts.has_proved(db, second.id, "anh")
    assert not accounts.has_proved(db, first.id, "binh")


@pytest.mark.parametrize(("username", "sent"), [("binh", "another"), ("nobody-at-all", "another")])
def test_proof__wrong__is_403_without_saying_which(
    device: Make, team: Any, password: Callable[[str], str], username: str, sent: str
) -> None:
    password("binh")
    answer = device().call("POST", f"/api/v1/people/{username}", json={"password": sent})
    assert (answer.status_code, answer.json["error"]) == (403, "wrong_name_or_password")


def test_proof__of_somebody_who_goes_on_no_visits__is_refused(
    device: Make, team: Any, password: Callable[[str], str]
) -> None:
    tablet, typed = device(), password("viewer")
    answer = tablet.call("POST", "/api/v1/people/viewer", json={"password": typed})
    assert (answer.status_code, answer.json["error"]) == (403, "goes_on_no_visits")
    assert not accounts.has_proved(team.store.read(), tablet.id, "viewer")


def test_proof__guessed_at__counts_with_the_guesses_at_signing_in(
    app: Flask, device: Make, password: Callable[[str], str]
) -> None:
    tablet, typed = device(), password("cuong")
    for _ in range(TRIES):
        tablet.call("POST", "/api/v1/people/cuong", json={"password": "a guess"})
    answer = tablet.call("POST", "/api/v1/people/cuong", json={"password": typed})
    assert answer.json["error"] == "too_many_attempts"
