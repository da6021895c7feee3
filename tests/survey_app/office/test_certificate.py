import plistlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from survey_app import certificates
from survey_app.app import create_app
from survey_app.certificates import Certificate, Served
from survey_app.rounds.qr import qr_png

Browse = Callable[..., Any]
EVERYWHERE = Served("0.0.0.0", 8000, 8080)  # noqa: S104  # as a field laptop listens


@pytest.fixture
def made(office: Any) -> Certificate:
    return make(office)


def make(office: Any, age: int = 0) -> Certificate:
    asked = certificates.plan([], ["192.168.1.20"])
    return certificates.make(office.store.instance, asked, datetime.now(UTC) - timedelta(days=age))


@pytest.fixture
def secure(office: Any) -> Flask:
    """The application as `serve --tls` runs it."""
    return create_app(office.store, EVERYWHERE)


def page(app: Flask, url: str = "http://192.168.1.20:8080/certificate") -> str:
    answer = app.test_client().get(url)
    assert answer.status_code == 200
    return str(answer.text)


def test_steps__plain_address__says_that_it_cannot_work_offline(made: Certificate, secure: Flask) -> None:
    text = page(secure)
    assert "http://192.168.1.20:8080/" in text
    assert "không thể làm việc khi mất mạng" in text
    assert made.fingerprint in text
    assert 'href="https://192.168.1.20:8000/"' in text
    assert text.count("<svg") >= 10


def test_steps__https_address__says_nothing_of_the_kind(made: Certificate, secure: Flask) -> None:
    assert "không thể làm việc khi mất mạng" not in page(secure, "https://192.168.1.20:8000/certificate")


def test_steps__certificate_but_plain_server__says_that_addresses_do_not_open_yet(
    office: Any, made: Certificate
) -> None:
    text = page(create_app(office.store))
    assert "đang chạy không mã hóa" in text
    assert "https://192.168.1.20" not in text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://192.168.1.20:8000/certificate", "chưa có chứng chỉ nội bộ"),
        ("https://khaosat.example.vn/certificate", "Không cần cài gì thêm"),
    ],
)
def test_steps__no_certificate__says_what_that_means_here(office: Any, url: str, said: str) -> None:
    assert said in page(create_app(office.store), url)


def test_steps__certificate_that_ended__is_told(office: Any, secure: Flask) -> None:
    make(office, age=400)
    assert "đã hết hạn" in page(secure)


def test_authority__as_tablets_take_it__has_its_types_and_no_secret(made: Certificate, secure: Flask) -> None:
    client = secure.test_client()
    crt = client.get("/certificate/survey.crt")
    assert (crt.data, crt.mimetype) == (made.authority, "application/x-x509-ca-cert")
    profile = client.get("/certificate/survey.mobileconfig?lang=en")
    assert profile.mimetype == "application/x-apple-aspen-config"
    content = plistlib.loads(profile.data)
    assert content["PayloadDisplayName"] == f"Survey toolkit: {made.authority_name}"
    assert content["PayloadContent"][0]["PayloadContent"] == made.authority
    assert b"PRIVATE" not in crt.data + profile.data


@pytest.mark.parametrize("path", ["survey.crt", "survey.mobileconfig", "server.key", "../keys/signing.key"])
def test_authority__where_there_is_none_or_another_file__is_not_found(office: Any, path: str) -> None:
    assert create_app(office.store).test_client().get(f"/certificate/{path}").status_code == 404


def test_staff_page__served_by_tls__shows_a_code_that_leads_to_the_door(
    made: Certificate, secure: Flask, staff: Browse
) -> None:
    browser = secure_staff(staff, secure)
    text = browser.get("/settings/certificate", base_url="https://localhost").text
    assert made.fingerprint in text
    assert "http://192.168.1.20:8080/certificate" in text
    drawn = browser.get("/settings/certificate/code.svg", base_url="https://localhost")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert "<title>http://192.168.1.20:8080/certificate</title>" in drawn.text


def secure_staff(staff: Browse, app: Flask) -> Any:
    """Somebody who signed in by TLS: without a referrer, as browsers send it to us."""
    known = staff("administrator")
    client = app.test_client()
    sign_in = client.get("/sign-in", base_url="https://localhost").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', sign_in)
    assert token is not None
    fields = {"csrf_token": token[1], "username": known.username, "password": known.password}
    assert client.post("/sign-in", base_url="https://localhost", data=fields).status_code == 303
    return client


def test_staff_page__every_state__says_what_to_do_next(office: Any, staff: Browse) -> None:
    client = staff("administrator").client
    assert "survey lan-cert --ip" in client.get("/settings/certificate").text
    assert client.get("/settings/certificate/code.svg").status_code == 404
    make(office, age=380)
    text = client.get("/settings/certificate").text
    assert "survey serve --tls" in text
    assert "survey lan-cert --replace" in text
    assert client.get("/settings/certificate/code.svg").status_code == 404
    assert "Chứng chỉ HTTPS nội bộ hết hạn" in client.get("/settings/health").text


def test_code__as_a_camera_reads_it__is_the_address_of_the_door(tmp_path: Any) -> None:
    url = EVERYWHERE.door_address(certificates.plan([], ["192.168.1.20"]))
    (tmp_path / "code.png").write_bytes(qr_png(url))
    (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    assert found.text == url
