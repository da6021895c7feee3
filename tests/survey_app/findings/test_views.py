"""The pages of findings: who sees what, what a step asks, and two people on one finding."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
import pytest
from werkzeug.datastructures import FileStorage

from survey_app import media
from survey_app.findings import service
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
        assert f"-{name}" in answer.headers["Content-Disposition"]


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
    desk.step(found, Step.REMEDY, photo=desk.picture(1))
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
    desk.step(found, Step.REMEDY, photo=desk.picture(1))
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


def send(browser: Any, path: str, **fields: Any) -> Any:
    """Fill the form at ``path`` as it stands and send it."""
    page = browser.client.get(path).text
    hidden = dict(re.findall(r'name="(\w+)" type="hidden" value="([^"]*)"', page))
    return browser.client.post(path, data={**hidden, **fields})


def test_steps__to_the_end__are_taken_by_two_people(staff: Callable[..., Any], desk: Any) -> None:
    first, second, third = staff("inspector"), staff("inspector"), staff("inspector")
    found = desk.one(by=third.username, team=(first.username,))
    path = f"/findings/{found.reference}"
    photo = FileStorage(io.BytesIO(desk.picture()), "IMG_1.jpg")
    answer = send(first, f"{path}/remedy", note=NOTE, photo=photo)
    assert (answer.status_code, answer.location) == (303, path)
    page = words(first.client.get(path))
    assert "Đã ghi nhận khắc phục" in page
    assert "phải do người ngoài đoàn thực hiện: kiểm tra viên khác hoặc quản trị viên" in page
    for browser in (first, third):
        refused = browser.client.get(f"{path}/close")
        assert refused.status_code == 403
        assert "người ngoài đoàn xác nhận và đóng: kiểm tra viên khác hoặc quản trị viên" in words(refused)
    assert send(second, f"{path}/close", note="").status_code == 303
    assert "Đã xác nhận và đóng" in words(second.client.get(path))
    assert "/remedy" not in second.client.get(path).text


def test_finding__remedied_by_an_outsider__is_not_theirs_to_close(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser = staff("inspector")
    path = f"/findings/{desk.step(desk.one(), Step.REMEDY, who=browser.username).reference}"
    page = browser.client.get(path)
    assert "Ông/bà đã ghi nhận khắc phục tồn tại này." in words(page)
    assert "/close" not in page.text
    refused = browser.client.get(f"{path}/close")
    assert (refused.status_code, "Ông/bà đã ghi nhận khắc phục" in words(refused)) == (403, True)


def test_finding__of_a_team__names_everybody_and_leads_them_alone_to_the_inspection(
    staff: Callable[..., Any], desk: Any
) -> None:
    mate, stranger = staff("inspector"), staff("inspector")
    found = desk.one(by="lan", team=(mate.username,))
    path, visit = f"/findings/{found.reference}", f"/inspections/{found.visit}"
    names = service.people_names(desk.store.read())
    page = mate.client.get(path)
    assert f"Người phát hiện lan, {names[mate.username]}" in words(page)
    assert f'href="{visit}"' in page.text
    assert f'href="{visit}"' not in stranger.client.get(path).text


def test_step__own_finding_closed_past_the_page__is_refused(staff: Callable[..., Any], desk: Any) -> None:
    browser = staff("administrator")
    found = desk.step(desk.one(by=browser.username), Step.REMEDY)
    path = f"/findings/{found.reference}"
    token = browser.token(f"{path}/reopen")
    answer = browser.client.post(f"{path}/close", data={"csrf_token": token, "revision": "1", "note": ""})
    assert answer.status_code == 403
    assert service.finding(desk.store.read(), found.reference) == found


def test_step__note_too_short_and_bad_photo__keep_what_was_typed(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, path = staff("inspector"), f"/findings/{desk.one().reference}/remedy"
    page = send(browser, path, note="đã xong")
    assert page.status_code == 422
    assert "Hãy ghi đã khắc phục như thế nào, ít nhất 15 chữ cái." in words(page)
    page = send(browser, path, note=NOTE, photo=FileStorage(io.BytesIO(b"<svg/>"), "a.jpg"))
    assert page.status_code == 422
    assert NOTE in page.text
    assert "không phải ảnh JPEG" in words(page)
    assert '<a href="#photo">' in page.text


def test_step__photo_too_large_to_be_read__is_the_page_again_and_not_advice_on_files(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, path = staff("inspector"), f"/findings/{desk.one().reference}"
    huge = {"CONTENT_LENGTH": str(61 * 2**20), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    page = browser.client.post(f"{path}/remedy", environ_overrides=huge)
    assert page.status_code == 413
    assert "Tệp ảnh lớn hơn 20 MB." in words(page)
    assert 'name="note"' in page.text
    assert "chia thành nhiều tệp" not in words(page)
    gone = browser.client.post("/findings/TT-1999-0001/remedy", environ_overrides=huge)
    assert gone.status_code == 404
    nobody = browser.client.application.test_client().post(f"{path}/remedy", environ_overrides=huge)
    assert (nobody.status_code, "Không đạt B01" in nobody.text) == (303, False)


def test_step__no_token__is_refused(staff: Callable[..., Any], desk: Any) -> None:
    browser, found = staff("inspector"), desk.one()
    path = f"/findings/{found.reference}/remedy"
    assert browser.client.post(path, data={"note": NOTE, "revision": "0"}).status_code == 400
    assert service.finding(desk.store.read(), found.reference) == found


def test_step__taken_by_another_meanwhile__says_what_changed_and_keeps_the_note(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, found = staff("inspector"), desk.one()
    path = f"/findings/{found.reference}/remedy"
    token = browser.token(path)
    desk.step(found, Step.REMEDY, note="Ghi chú của người khác, đầy đủ")
    page = browser.client.post(path, data={"csrf_token": token, "revision": "0", "note": NOTE})
    assert page.status_code == 409
    said = words(page)
    for text in ("vừa được người khác cập nhật", "Ghi chú của người khác, đầy đủ", "minh", NOTE):
        assert text in said
    assert len(service.events(desk.store.read(), found)) == 1


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_step__revision_that_is_none__is_a_conflict(
    staff: Callable[..., Any], desk: Any, revision: str
) -> None:
    browser, path = staff("inspector"), f"/findings/{desk.one().reference}/remedy"
    data = {"csrf_token": browser.token(path), "revision": revision, "note": NOTE}
    assert browser.client.post(path, data=data).status_code == 409


@pytest.mark.parametrize("role", ["analyst", "viewer"])
def test_step__role_that_only_reads__is_refused_and_sees_no_button(
    staff: Callable[..., Any], desk: Any, role: str
) -> None:
    browser, path = staff(role), f"/findings/{desk.one().reference}"
    assert browser.client.get(f"{path}/remedy").status_code == 403
    assert "/remedy" not in browser.client.get(path).text


@pytest.mark.parametrize("tail", ["/nothing", "/remedy/x", "x"])
def test_page__that_is_not_there__is_not_found(staff: Callable[..., Any], desk: Any, tail: str) -> None:
    path = f"/findings/{desk.one().reference}{tail}"
    assert staff("administrator").client.get(path).status_code == 404


def test_step__that_is_not_next__is_a_conflict_in_words(staff: Callable[..., Any], desk: Any) -> None:
    page = staff("inspector").client.get(f"/findings/{desk.one().reference}/close")
    assert page.status_code == 409
    assert "Hãy mở lại tồn tại" in words(page)
