"""The pages of steps: what each asks, who may take it, and two people on one finding."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Step
from wording import say

NOTE = "Đã thay bảng niêm yết mới ngày 12/3"


def words(page: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def send(browser: Any, path: str, **fields: Any) -> Any:
    """Fill the form at ``path`` as it stands and send it."""
    page = browser.client.get(path).text
    hidden = dict(re.findall(r'name="(\w+)" type="hidden" value="([^"]*)"', page))
    return browser.client.post(path, data={**hidden, **fields})


def test_steps__to_the_end__are_taken_by_several_people(staff: Callable[..., Any], desk: Any) -> None:
    lead, finder, verifier = staff("team_lead"), staff("inspector"), staff("inspector")
    found = desk.one(by=finder.username, team=(lead.username,))
    path = f"/findings/{found.reference}"
    due_on = (desk.today + timedelta(15)).isoformat()
    assert send(lead, f"{path}/issue", text=NOTE, due_on=due_on).status_code == 303
    assert NOTE in words(lead.client.get(path))
    photo = FileStorage(io.BytesIO(desk.picture()), "IMG_1.jpg")
    said = {"cause": NOTE, "measure": NOTE, "paper": "Báo cáo 15"}
    answer = send(lead, f"{path}/report", **said, files=photo)
    assert (answer.status_code, answer.location) == (303, path)
    page = words(lead.client.get(path))
    assert "Đơn vị báo cáo đã khắc phục" in page
    assert "phải do người không đi lượt ấy và không thuộc đơn vị thực hiện" in page
    for browser in (lead, finder):
        refused = browser.client.get(f"{path}/pass")
        assert refused.status_code == 403
        assert "người thẩm tra, kiểm tra viên khác hoặc quản trị viên" in words(refused)
    assert send(verifier, f"{path}/pass", note="").status_code == 303
    assert "Đã đóng" in words(verifier.client.get(path))
    assert "/report" not in verifier.client.get(path).text


def test_step__sent_without_what_its_page_was_made_from__is_not_taken(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser = staff("team_lead")
    found = desk.issued()
    path = f"/findings/{found.reference}/acknowledge"
    page = browser.client.get(path).text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]*)"', page)
    sent = browser.client.post(path, data={"csrf_token": token and token[1], "paper": "Báo cáo 15"})
    assert sent.status_code == 409
    assert desk.again(found) == found


def test_finding__whose_remedy_one_recorded__is_not_theirs_to_verify(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser = staff("team_lead")
    found = desk.step(desk.issued(), Step.REPORT, Asker(browser.username, Role.TEAM_LEAD))
    page = browser.client.get(f"/findings/{found.reference}")
    assert "Ông/bà đã ghi nhận báo cáo khắc phục tồn tại này." in words(page)
    assert f"{found.reference}/pass" not in page.text
    assert browser.client.get(f"/findings/{found.reference}/pass").status_code == 403


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


def test_step__verified_by_the_finder_past_the_page__is_refused(staff: Callable[..., Any], desk: Any) -> None:
    browser = staff("administrator")
    found = desk.reported(by=browser.username)
    path = f"/findings/{found.reference}"
    data = {"csrf_token": browser.token(f"{path}/transfer"), "revision": str(found.revision), "note": ""}
    assert browser.client.post(f"{path}/pass", data=data).status_code == 403
    assert desk.again(found) == found


def test_step__too_little_and_bad_evidence__keep_what_was_typed(staff: Callable[..., Any], desk: Any) -> None:
    browser, path = staff("secretary"), f"/findings/{desk.issued().reference}/report"
    page = send(browser, path, cause="đã xong", measure=NOTE)
    assert page.status_code == 422
    assert "Hãy ghi rõ, ít nhất 15 chữ cái." in words(page)
    assert NOTE in page.text
    said = {"cause": NOTE, "measure": NOTE, "paper": "Báo cáo 15"}
    page = send(browser, path, **said, files=FileStorage(io.BytesIO(b"<svg/>"), "a.jpg"))
    assert page.status_code == 422
    assert '<a href="#files">' in page.text


def test_step__files_too_large_to_be_read__says_how_much_is_taken_and_the_way_back(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, path = staff("secretary"), f"/findings/{desk.issued().reference}/report"
    assert "mỗi tệp tối đa 20 MB, mỗi lần gửi tối đa 60 MB" in browser.client.get(path).text
    huge = {"CONTENT_LENGTH": str(61 * 2**20), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    page = browser.client.post(path, environ_overrides=huge)
    assert page.status_code == 413
    assert "60 MB" in words(page)
    assert say("vi", "web.too_large_back") in words(page)
    assert 'name="measure"' not in page.text  # nobody types it all anew there
    nobody = browser.client.application.test_client().post(path, environ_overrides=huge)
    assert (nobody.status_code, "Không đạt B01" in nobody.text) == (303, False)


def test_step__no_token__is_refused(staff: Callable[..., Any], desk: Any) -> None:
    browser, found = staff("team_lead"), desk.one()
    path = f"/findings/{found.reference}/ask"
    assert browser.client.post(path, data={"note": NOTE, "revision": "0"}).status_code == 400
    assert desk.again(found) == found


def test_step__taken_by_another_meanwhile__says_what_changed_and_keeps_the_note(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, found = staff("team_lead"), desk.one()
    path = f"/findings/{found.reference}/withdraw"
    token = browser.token(path)
    desk.step(found, Step.ASK, note="Ghi chú của người khác, đầy đủ")
    page = browser.client.post(path, data={"csrf_token": token, "revision": "0", "note": NOTE})
    assert page.status_code == 409
    said = words(page)
    for text in ("vừa được người khác cập nhật", "Ghi chú của người khác, đầy đủ", "truong", NOTE):
        assert text in said
    assert len(service.events(desk.store.read(), found)) == 1


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_step__revision_that_is_none__is_a_conflict(
    staff: Callable[..., Any], desk: Any, revision: str
) -> None:
    browser, path = staff("team_lead"), f"/findings/{desk.one().reference}/withdraw"
    data = {"csrf_token": browser.token(path), "revision": revision, "note": NOTE}
    assert browser.client.post(path, data=data).status_code == 409


@pytest.mark.parametrize("role", ["analyst", "viewer"])
def test_step__role_that_only_reads__is_refused_and_sees_no_button(
    staff: Callable[..., Any], desk: Any, role: str
) -> None:
    browser, path = staff(role), f"/findings/{desk.one().reference}"
    assert browser.client.get(f"{path}/issue").status_code == 403
    assert "/issue" not in browser.client.get(path).text


@pytest.mark.parametrize("tail", ["/nothing", "/issue/x", "x"])
def test_page__that_is_not_there__is_not_found(staff: Callable[..., Any], desk: Any, tail: str) -> None:
    path = f"/findings/{desk.one().reference}{tail}"
    assert staff("administrator").client.get(path).status_code == 404


def test_step__that_is_not_next__is_a_conflict_in_words(staff: Callable[..., Any], desk: Any) -> None:
    page = staff("inspector").client.get(f"/findings/{desk.one().reference}/pass")
    assert page.status_code == 409
    assert "Hãy mở lại tồn tại" in words(page)


def test_pages__of_a_unit__show_its_own_from_when_it_was_told(staff: Callable[..., Any], desk: Any) -> None:
    browser = staff("unit_contact")
    give = "INSERT INTO accounts_scope (username, unit) VALUES (?, ?)"
    desk.store.write(lambda db: db.execute(give, [browser.username, "T1"]))
    own, foreign = desk.one(), desk.issued(unit="C1")
    for one in (own, foreign):
        assert browser.client.get(f"/findings/{one.reference}").status_code == 404
        assert browser.client.get(f"/findings/{one.reference}/explain").status_code == 404
        assert one.reference not in browser.client.get("/findings").text
    own = desk.step(own, Step.ASK)
    path = f"/findings/{own.reference}"
    assert own.reference in browser.client.get("/findings").text
    assert send(browser, f"{path}/explain", agrees="no", note=NOTE).status_code == 303
    assert NOTE in words(browser.client.get(path))


def test_explaining__is_asked_for_by_its_name_with_files_of_any_kind(
    staff: Callable[..., Any], desk: Any
) -> None:
    found = desk.step(desk.one(), Step.ASK)
    page = words(staff("secretary").client.get(f"/findings/{found.reference}/explain"))
    assert "Nội dung giải trình (bắt buộc khi không đồng ý" in page
    assert "Ghi chú" not in page
    assert "hoặc tệp PDF, Word, Excel" in page
