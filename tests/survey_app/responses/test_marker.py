"""The soft marker of a day: what it holds, whom it marks, and that it stops nobody."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey_app import store
from survey_app.app import create_app
from survey_app.responses import marker, service
from survey_app.rounds.model import Mode

GOOD = ("5", "4", "5", "4", "5", "5")
Scan = Callable[..., Any]


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


def browser(app: Flask, phone: Scan, code: str) -> Any:
    """A phone that keeps cookies; ``phone`` lends its way of filling a form."""
    scanned = phone(code)
    scanned.client = app.test_client()
    return scanned


def again(scanned: Any, code: str) -> TestResponse:
    """Scan and answer once more in the same browser."""
    scanned.page = scanned.client.get(f"/k/{code}")
    answered: TestResponse = scanned.answer_all(*GOOD)
    return answered


def flags(office: Any) -> list[str]:
    return [flag for _, flag in service.flags(office.store.read())]


def count(office: Any) -> int:
    return int(office.store.read().execute("SELECT count(*) FROM responses_response").fetchone()[0])


def test_marker__after_an_answer__holds_the_day_alone_for_one_day_on_this_code(
    office: Any, app: Flask, phone: Scan
) -> None:
    code = office.collector()
    answered = again(browser(app, phone, code), code)
    (cookie,) = answered.headers.getlist("Set-Cookie")
    value, *attributes = cookie.split("; ")
    assert value == f"answered-{code}={office.today.isoformat()}"
    assert {a for a in attributes if not a.startswith("Expires=")} == {
        "HttpOnly", "Max-Age=86400", f"Path=/k/{code}", "SameSite=Lax",
    }  # fmt: skip


def test_marker__on_an_office_with_a_secure_address__is_secure(office: Any, phone: Scan) -> None:
    office.survey("settings", "set", "public_url", "https://khao-sat.example.gov.vn")
    code = office.collector()
    answered = again(browser(create_app(office.store), phone, code), code)
    assert "; Secure" in answered.headers["Set-Cookie"]


def test_answer__second_of_the_day_from_one_browser__is_stored_and_flagged(
    office: Any, app: Flask, phone: Scan
) -> None:
    code = office.collector()
    scanned = browser(app, phone, code)
    assert again(scanned, code).status_code == 303
    assert flags(office) == []
    for expected in (["repeat"], ["repeat", "repeat"]):
        assert again(scanned, code).status_code == 303
        assert flags(office) == expected
    assert count(office) == 3


def test_answer__sent_twice__is_no_repeat(office: Any, app: Flask, phone: Scan) -> None:
    code = office.collector()
    scanned = browser(app, phone, code)
    scanned.page = scanned.client.get(f"/k/{code}")
    scanned.answer_all(*GOOD[:5])
    last = {**scanned.fields(), "f6": "5", "screen": "99"}
    for _ in range(3):
        assert scanned.client.post(scanned.path, data=last).status_code == 303
    assert (count(office), flags(office)) == (1, [])


def test_answer__through_another_code_or_another_browser__is_no_repeat(
    office: Any, app: Flask, phone: Scan
) -> None:
    first, second = office.collector(), office.collector()
    scanned = browser(app, phone, first)
    again(scanned, first)
    scanned.path = f"/k/{second}"
    again(scanned, second)
    again(browser(app, phone, first), first)
    assert (count(office), flags(office)) == (3, [])


@pytest.mark.parametrize("value", ["", "x", "2020-01-01", "<script>", "yesterday"])
def test_answer__with_a_marker_that_is_not_today__is_no_repeat(
    office: Any, app: Flask, phone: Scan, value: str
) -> None:
    code = office.collector()
    scanned = browser(app, phone, code)
    if value == "yesterday":
        value = (office.today - timedelta(1)).isoformat()
    scanned.client.set_cookie(f"answered-{code}", value, path=f"/k/{code}")
    assert again(scanned, code).status_code == 303
    assert flags(office) == []


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.QR_PHONE])
def test_shared_device__many_people__marks_and_flags_nobody(
    office: Any, app: Flask, phone: Scan, mode: Mode
) -> None:
    code = office.collector(mode)
    scanned = browser(app, phone, code)
    scanned.client.set_cookie(f"answered-{code}", office.today.isoformat(), path=f"/k/{code}")
    for _ in range(2):
        assert "Set-Cookie" not in again(scanned, code).headers
    assert flags(office) == []


def test_refused_answer__leaves_no_marker(office: Any, app: Flask, phone: Scan) -> None:
    scanned = browser(app, phone, office.collector())
    assert "Set-Cookie" not in scanned.press(f1="9").headers
    assert "Set-Cookie" not in scanned.press(token="x", f1="5").headers  # noqa: S106


def test_flag__of_a_purged_response__goes_with_it(office: Any, app: Flask, phone: Scan) -> None:
    code = office.collector()
    scanned = browser(app, phone, code)
    again(scanned, code)
    again(scanned, code)
    ((uuid, _),) = service.flags(office.store.read())
    service.seal_round(office.store, "R1", office.today)
    assert service.purge(office.store, [uuid], office.today) == 1
    assert flags(office) == []
    assert service.verify(office.store.read()) == []


def test_repeated__counts_the_flags_of_one_round(office: Any, app: Flask, phone: Scan) -> None:
    first, second = office.collector(), office.collector(round_="S1")
    scanned = browser(app, phone, first)
    for _ in range(3):
        again(scanned, first)
    db = office.store.read()
    assert [service.repeated(db, round_) for round_ in ("R1", "S1", "none")] == [2, 0, 0]
    assert second


def test_flag__without_its_response__is_refused(opened: store.Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        opened.write(
            lambda db: db.execute("INSERT INTO responses_flag (uuid, flag) VALUES (?, 'repeat')", ["x" * 36])
        )


def test_has_answered__knows_only_its_own_code_and_day(office: Any) -> None:
    cookies = {"answered-ABC2345": office.today.isoformat()}
    assert marker.has_answered(cookies, "ABC2345", office.today)
    assert not marker.has_answered(cookies, "ABC2346", office.today)
    assert not marker.has_answered(cookies, "ABC2345", office.today + timedelta(1))


def test_thanks__on_a_phone__says_what_the_browser_remembers(office: Any, client: FlaskClient) -> None:
    receipt = "A" * 10
    said = "chỉ nhớ rằng hôm nay đã có phiếu"
    assert said in client.get(f"/k/{office.collector()}/thanks/{receipt}").text
    assert said not in client.get(f"/k/{office.collector(Mode.KIOSK)}/thanks/{receipt}").text
    assert re.search(r"<h1>Cảm ơn", client.get(f"/k/{office.collector()}/thanks/{receipt}").text)
