"""The office's pages for tablets: the list, a code shown once, withdrawing one."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import code_of
from survey_app.rounds.service import drawing
from survey_app.store import put_setting
from survey_app.sync import service

Browse = Callable[..., Any]


def now() -> datetime:
    """This instant: what is said of half an hour must not hang on when the tests were collected."""
    return web.now()


def invited(office: Any, name: str = "Máy 1") -> tuple[str, str]:
    """Id and token of a tablet that was let in."""
    code = accounts.invite(office.store, name, "chief", now())
    device, token = accounts.enrol(office.store, code, "nowhere", now())
    return device.id, token


def code_on(page: str) -> str:
    found = re.search(r'id="code">([^<]+)<', page)
    assert found is not None
    return found[1]


def test_devices__none_yet__says_so(office: Any, staff: Browse) -> None:
    assert "Chưa có máy nào" in staff("administrator").client.get("/devices").text


def test_new_device__with_a_name__shows_a_code_that_lets_one_in(office: Any, staff: Browse) -> None:
    office.store.write(lambda db: put_setting(db, "public_url", "https://khaosat.example"))
    page = staff("administrator").post("/devices/new", name="Máy của Ánh")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    code = code_on(page.text)
    assert len(code_of(code)) == 12
    assert "data:image/svg+xml;base64," in page.text
    assert "https://khaosat.example/tablet/" in page.text
    device, _ = accounts.enrol(office.store, code, "here", now())
    assert device.name == "Máy của Ánh"


def test_new_device__code__stands_behind_the_number_sign_of_the_address(
    office: Any, staff: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def draw(_: Any, module: str, what: Any, seconds: float) -> bytes:
        asked.append(what)
        return b"<svg/>"

    monkeypatch.setattr(type(drawing.DRAWER), "make", draw)
    page = staff("administrator").post("/devices/new", name="Máy 1")
    assert asked == [
        {"url": f"http://localhost/tablet/#enrol={code_on(page.text)}", "suffix": ".svg"},
    ]


def test_new_device__while_pictures_cannot_be_drawn__shows_the_letters_alone(
    office: Any, staff: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = staff("administrator")
    monkeypatch.setattr("survey_app.jobs.making.sys.executable", "/nowhere")
    page = browser.post("/devices/new", name="Máy 1")
    assert page.status_code == 200
    assert code_on(page.text)
    assert "data:image/svg" not in page.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:8000", "chỉ dùng trên chính máy chủ"),
        ("http://192.168.1.20:8000", "không làm việc được khi mất mạng"),
    ],
)
def test_new_device__by_an_address_tablets_cannot_use__says_so(
    office: Any, staff: Browse, address: str, said: str
) -> None:
    office.store.write(lambda db: put_setting(db, "public_url", address))
    page = staff("administrator").post("/devices/new", name="Máy 1").text
    assert said in page
    assert 'href="/certificate"' in page


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://khaosat.example", None),
        ("https://192.168.1.20:8443", None),
        ("http://khaosat.example", "tablet_address_plain"),
        ("http://localhost:8000", "tablet_address_loopback"),
        ("https://127.0.0.1", "tablet_address_loopback"),
    ],
)
def test_address__of_an_office__is_one_tablets_work_by_or_says_why_not(
    address: str, code: str | None
) -> None:
    problem = service.address_problem(address)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize("name", ["", "m" * 101])
def test_new_device__name_that_cannot_be__is_422_and_makes_no_code(
    office: Any, staff: Browse, name: str
) -> None:
    page = staff("administrator").post("/devices/new", name=name)
    assert page.status_code == 422
    count = "SELECT count(*) FROM accounts_enrolment"
    assert office.store.read().execute(count).fetchone()[0] == 0


def test_devices__list__says_who_is_on_each_and_how_its_clock_stands(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    device, _ = invited(office)
    accounts.prove(office.store, device, browser.username, browser.password, now())
    accounts.note_contact(office.store, device, now(), "1", now() - timedelta(minutes=12))
    page = browser.client.get("/devices").text
    assert "Máy 1" in page
    assert "Nguyễn Thị Ánh" in page
    assert "Chậm 12 phút" in page
    assert "12 minutes slow" in browser.client.get("/devices?lang=en").text


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=50), "Đúng giờ"),
        (timedelta(seconds=-61), "Nhanh 1 phút"),
        (timedelta(hours=3), "Chậm 3 giờ"),
        (timedelta(days=-365), "Nhanh 365 ngày"),
    ],
)
def test_devices__clock__is_said_in_words_that_fit(
    office: Any, staff: Browse, away: timedelta, said: str
) -> None:
    device, _ = invited(office)
    accounts.note_contact(office.store, device, now(), "1", now() - away)
    assert said in staff("administrator").client.get("/devices").text


def test_devices__many__are_shown_by_pages_with_the_revoked_behind(office: Any, staff: Browse) -> None:
    ids = [invited(office, f"Máy {number:02d}")[0] for number in range(52)]
    accounts.revoke(office.store, ids[51], "chief", now())
    client = staff("administrator").client
    first, second = client.get("/devices").text, client.get("/devices?page=2").text
    assert first.count('<th scope="row">') == 50
    assert "Máy 51" in second
    assert "Đã thu hồi" in second
    assert client.get("/devices?page=99").text.count('<th scope="row">') == 2


def test_revoke__confirmed__closes_the_doors(office: Any, staff: Browse) -> None:
    device, token = invited(office)
    browser = staff("administrator")
    path = f"/devices/{device}/revoke"
    assert "Thu hồi quyền của máy Máy 1?" in browser.client.get(path).text
    known = accounts.device_of(office.store, token)
    assert known is not None
    assert not known.revoked  # nothing yet
    assert browser.post(path).status_code == 303
    known = accounts.device_of(office.store, token)
    assert known is not None
    assert known.revoked
    assert "Đã thu hồi quyền của máy Máy 1" in browser.client.get("/devices").text
    assert "csrf_token" not in browser.client.get(path).text.partition("<main")[2]


def test_revoke__of_no_tablet__is_not_found(office: Any, staff: Browse) -> None:
    path = "/devices/8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11/revoke"
    assert staff("administrator").client.get(path).status_code == 404
