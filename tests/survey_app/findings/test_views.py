"""The pages of findings: who sees what, what a step asks, and two people on one finding."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
import pytest

from survey_app import media
from survey_app.findings.model import Step
from survey_app.store import put_setting

NOTE = "Đã thay bảng niêm yết mới ngày 12/3"
READERS = ["administrator", "inspector", "analyst", "viewer"]


def words(page: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_register__nobody_signed_in__leads_to_the_log_in(staff: Callable[..., Any]) -> None:
    answer = staff().client.get("/findings")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/findings")


@pytest.mark.parametrize("role", READERS)
def test_register__each_role__reads_it_and_its_files(staff: Callable[..., Any], desk: Any, role: str) -> None:
    found, browser = desk.one(), staff(role)
    page = browser.client.get("/findings")
    assert page.status_code == 200
    assert found.reference in page.text
    assert 'aria-current="true">' in page.text
    for name, start in (("findings.csv", b"\xef\xbb\xbf"), ("findings.xlsx", b"PK")):
        answer = browser.client.get(f"/findings/{name}?severity=N1")
        assert (answer.status_code, answer.data[: len(start)]) == (200, start)
        assert f"-so-theo-doi-kien-nghi.{name.partition('.')[2]}" in answer.headers["Content-Disposition"]


def test_register__of_a_new_office__says_how_findings_come(staff: Callable[..., Any]) -> None:
    page = staff("inspector").client.get("/findings")
    assert "Chưa có tồn tại nào." in words(page)
    assert "findings.csv" not in page.text


def test_register__unit_by_words_of_its_name__is_found(staff: Callable[..., Any], desk: Any) -> None:
    desk.one()
    page = staff("viewer").client.get("/findings?unit=phuong+mot")
    assert "1 tồn tại – Phường Một" in words(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("unit=kh%C3%B4ng+ai", "Không có đơn vị nào có mã hoặc tên “không ai”."),
        ("unit=mot", "Nhiều đơn vị có tên “mot”."),
        ("first=2026-05-02&last=2026-05-01", "Ngày cuối phải bằng hoặc sau ngày đầu."),
        ("first=hôm+qua", "ngày"),
        ("state=lost", "Trạng thái:"),
        ("code=ZZ99", "Mã tồn tại:"),
    ],
)
def test_register__narrowed_by_what_there_is_not__says_so_and_shows_nothing(
    staff: Callable[..., Any], desk: Any, query: str, said: str
) -> None:
    found, browser = desk.one(), staff("viewer")
    page = browser.client.get(f"/findings?{query}")
    assert page.status_code == 422
    assert said in words(page)
    assert found.reference not in page.text
    answer = browser.client.get(f"/findings/findings.csv?{query}")
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/findings")


def test_files__of_a_demonstration__say_so_in_their_name(staff: Callable[..., Any], desk: Any) -> None:
    desk.one()
    desk.store.write(lambda db: put_setting(db, "demo", "yes"))
    answer = staff("viewer").client.get("/findings/findings.csv")
    assert "filename=du-lieu-gia-lap-" in answer.headers["Content-Disposition"]
    assert "DỮ LIỆU GIẢ LẬP" in answer.text


def test_workbook__asked_for__is_of_the_lines_asked_for_in_the_readers_language(
    staff: Callable[..., Any], desk: Any
) -> None:
    desk.open(desk.failed("B01"), desk.failed("B02", severity="N3"))
    browser = staff("viewer")
    answer = browser.client.get("/findings/findings.xlsx?severity=N3&unit=C1&lang=en")
    assert answer.content_type.endswith("spreadsheetml.sheet")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    line = [cell.value for cell in sheet[2]]
    assert (sheet.max_row, line[4], line[6], line[7]) == (2, "B02", "N3 – minor", "B02 failed")


def test_finding__with_everything__shows_it(staff: Callable[..., Any], desk: Any) -> None:
    found = desk.one(photos=(desk.photo(),))
    desk.step(desk.step(found, Step.ISSUE), Step.REPORT, files=(desk.picture(1),))
    page = staff("analyst").client.get(f"/findings/{found.reference}")
    said = words(page)
    for text in ("Không đạt B01", "Điều 5", "Bảng niêm yết đã cũ", "Quầy 1", "Phường Một", desk.done):
        assert text in said
    assert page.text.count("<img") == 2


@pytest.mark.parametrize(("role", "status"), [(role, 200) for role in READERS[:3]] + [("viewer", 403)])
def test_photo__of_the_finding_or_its_events__is_shown_to_who_may_see_it(
    staff: Callable[..., Any], desk: Any, role: str, status: int
) -> None:
    found = desk.one(photos=(desk.photo(),))
    desk.step(desk.step(found, Step.ISSUE), Step.REPORT, files=(desk.picture(1),))
    browser = staff(role)
    for name in (desk.photo(), desk.photo(1)):
        answer = browser.client.get(f"/findings/{found.reference}/photos/{name}")
        assert answer.status_code == status
        if status == 200:
            assert answer.content_type == "image/jpeg"
            assert "private" in answer.headers["Cache-Control"]
            assert answer.data.startswith(b"\xff\xd8")
    assert ("<img" in browser.client.get(f"/findings/{found.reference}").text) == (status == 200)


@pytest.mark.parametrize(("role", "status"), [("inspector", 200), ("analyst", 200), ("viewer", 403)])
def test_thumbnail__of_a_finding__is_shown_in_register_and_page_to_who_may_see_it(
    staff: Callable[..., Any], desk: Any, role: str, status: int
) -> None:
    name = desk.photo()
    found, browser = desk.one(photos=(name,)), staff(role)
    path = f"/findings/{found.reference}"
    answer = browser.client.get(f"{path}/thumbnails/{name}")
    assert answer.status_code == status
    for page in ("/findings", path):
        text = browser.client.get(page).text
        assert (f'src="{path}/thumbnails/{name}"' in text) == (status == 200)
        assert (f'href="{path}/photos/{name}"' in text) == (status == 200)
    if status == 200:
        assert answer.data == media.thumbnail(desk.store, name)
        assert answer.cache_control.private
        assert not answer.cache_control.public
        marked = {"If-None-Match": answer.headers["ETag"]}
        assert browser.client.get(f"{path}/thumbnails/{name}", headers=marked).status_code == 304
        assert browser.client.get(f"{path}/photos/{name}", headers=marked).status_code == 200


@pytest.mark.parametrize("kind", ["photos", "thumbnails"])
def test_photo__of_another_finding__is_not_found(staff: Callable[..., Any], desk: Any, kind: str) -> None:
    one, browser = desk.one(), staff("inspector")
    for name in (desk.photo(), "0" * 64 + ".jpg", "..%2Fsurvey.db", ""):
        assert browser.client.get(f"/findings/{one.reference}/{kind}/{name}").status_code == 404
