"""The pages of inspectors: making, filling in, photos, conflicts, handing in, who may."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey_app import media
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.findings.service import visit_findings
from survey_app.inspections import service
from survey_app.inspections.model import State, Visit

PASSWORD = "mật khẩu đủ dài"  # noqa: S105


class Tablet:
    """A browser of an inspector: it fills the form that is open, and presses a button."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse

    def open(self, path: str) -> TestResponse:
        self.page = self.client.get(path)
        return self.page

    def press(self, path: str, **fields: Any) -> TestResponse:
        """Send the form of the open page; a file is given as (content, name)."""
        found = re.findall(r'<input[^>]* type="hidden"[^>]*>', self.page.text)
        data: dict[str, Any] = {}
        for tag in found:
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                data[name[1]] = unescape(value[1]) if value else ""
        for name, value in fields.items():
            data[name] = (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        self.page = self.client.post(path, data=data, content_type="multipart/form-data")
        return self.page


@pytest.fixture
def tablet(team: Any) -> Callable[..., Tablet]:
    """A tablet of whoever is signed in on it: one of the team by user name, or somebody new of a role."""
    app = create_app(team.store)

    def sign_in(username: str, role: Role = Role.INSPECTOR) -> Tablet:
        known = {person.username for person in people.people(team.store.read())}
        if username in known:  # nobody has a password there until they need one
            people.set_password(team.store, username, PASSWORD)
        else:
            people.add_person(team.store, Person(username, "Đỗ Mới", role), PASSWORD, team.made)
        browser = Tablet(app.test_client())
        browser.open("/sign-in")
        assert browser.press("/sign-in", username=username, password=PASSWORD).status_code == 303
        return browser

    return sign_in


def fields(team: Any, number: int, **changed: Any) -> dict[str, Any]:
    """What a page of section ``number`` posts when everything is met, but for ``changed`` (by item)."""
    values = {**team.met, **changed}
    return {item.field: values[item.name] for item in team.screens[number - 1].items if item.name in values}


def field_of(team: Any, name: str) -> str:
    found: str = next(item.field for screen in team.screens for item in screen.items if item.name == name)
    return found


def section(visit: Visit, number: int) -> str:
    return f"/inspections/{visit.id}/sections/{number}"


def test_new_visit__by_name_without_marks__is_offered_then_made(team: Any, tablet: Any) -> None:
    anh = tablet("anh")
    assert "Chưa có cuộc kiểm tra nào" in anh.open("/inspections").text
    anh.open("/inspections/new")
    known = {"round": "K1", "day": team.today.isoformat(), "inspectors": "binh"}
    offered = anh.press("/inspections/new", place="quay", **known)
    assert offered.status_code == 422
    assert "Quầy 1, Phường Một, Thành phố Hà Nội (Q1)" in offered.text
    assert 'value="Q1" checked' in offered.text
    made = anh.press("/inspections/new", place="quay", unit="Q1", **known)
    assert made.status_code == 303
    assert "Bắt đầu điền" in anh.open(made.location).text
    assert [one.inspectors for one in _listed(team, team.anh)] == [("anh", "binh")]


def _listed(team: Any, who: Any) -> list[Visit]:
    from survey_app.inspections.model import Asked

    return service.listed(team.store.read(), who, Asked(), 0, 50)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": "zzz"}, "Không tìm thấy nơi nào"),
        ({"place": ""}, "Cần điền mục này"),
        ({"place": "01"}, "là tỉnh, thành phố"),
        ({"round": "OLD"}, "Chọn một trong các mục"),
        ({"day": "hôm nay"}, "ngày"),
        ({"day": "2999-01-01"}, "không được sau hôm nay"),
        ({"inspectors": "viewer"}, "Không thể cử: viewer"),
    ],
)
def test_new_visit__bad__says_so_and_makes_none(
    team: Any, tablet: Any, wrong: dict[str, str], said: str
) -> None:
    anh = tablet("anh")
    anh.open("/inspections/new")
    good = {"round": "K1", "place": "Q1", "day": team.today.isoformat(), "inspectors": "binh"}
    answer = anh.press("/inspections/new", **{**good, **wrong})
    assert answer.status_code == 422
    assert said.casefold() in unescape(answer.text).casefold()
    assert _listed(team, team.chief) == []


def test_new_visit__same_place_and_day_again__is_warned_and_offered_the_first(team: Any, tablet: Any) -> None:
    first = team.make()
    anh = tablet("anh")
    anh.open("/inspections/new")
    good = {"round": "K1", "place": "q1", "day": team.today.isoformat()}
    warned = anh.press("/inspections/new", **good)
    assert warned.status_code == 422
    assert f"/inspections/{first.id}" in warned.text
    assert anh.press("/inspections/new", again="y", **good).status_code == 303
    assert len(_listed(team, team.anh)) == 2


def test_section__complete__is_saved_and_leads_to_the_next(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    assert "Công khai TTHC" in anh.open(section(visit, 1)).text
    answer = anh.press(section(visit, 1), then="on", **fields(team, 1))
    assert (answer.status_code, answer.location) == (303, section(visit, 2))
    anh.open(section(visit, 6))
    last = anh.press(section(visit, 6), then="on", **fields(team, 6))
    assert last.location == f"/inspections/{visit.id}/review"
    anh.open(section(visit, 2))
    assert anh.press(section(visit, 2), then="back").location == section(visit, 1)


def test_section__incomplete__is_kept_and_says_what_is_missing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(section(visit, 1))
    answer = anh.press(section(visit, 1), then="on", f2="no", f5="hai mươi")
    assert answer.status_code == 422
    assert "Đã lưu những gì đã điền" in answer.text
    assert "“hai mươi” không phải là số nguyên" in answer.text
    assert 'value="hai mươi"' in answer.text
    assert section(visit, 2) in answer.text
    assert team.now(visit).draft == {"B01": "no", "B02_required": "hai mươi"}
    left = anh.press(section(visit, 1), then="leave", f2="yes")
    assert left.location == f"/inspections/{visit.id}"
    again = anh.open(section(visit, 1)).text
    assert re.search(r'value="yes" checked', again)
    assert "error-summary" not in again
    assert "error-summary" in anh.open(section(visit, 1) + "?missing=1").text


def test_section__photos__are_kept_shown_replaced_and_removed(team: Any, tablet: Any, jpeg: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    one, two = field_of(team, "B01_photo"), field_of(team, "B02_photo")
    anh.open(section(visit, 1))
    anh.press(section(visit, 1), then="on", **{one: (jpeg("red"), "a.jpg"), two: (jpeg("blue"), "b.jpg")})
    draft = team.now(visit).draft
    assert draft.keys() == {"B01_photo", "B02_photo"}
    address = f"/inspections/{visit.id}/photos/{draft['B01_photo']}"
    assert address in anh.page.text
    shown = anh.client.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"].startswith("private")
    anh.open(section(visit, 1))
    anh.press(section(visit, 1), then="on", **{one: (jpeg("green"), "c.jpg"), f"{two}-remove": "1"})
    after = team.now(visit).draft
    assert after.keys() == {"B01_photo"}
    assert after["B01_photo"] != draft["B01_photo"]


def test_section__a_refused_photo__says_which_and_keeps_the_rest(team: Any, tablet: Any, jpeg: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    good, bad = field_of(team, "B01_photo"), field_of(team, "B05_photo")
    anh.open(section(visit, 1))
    sent = {good: (jpeg("red"), "a.jpg"), bad: (b"<svg/>", "b.svg")}
    for then in ("leave", "on"):
        answer = anh.press(section(visit, 1), then=then, **{**fields(team, 1), **sent})
        assert answer.status_code == 422
        assert f'href="#{bad}">Ảnh B05' in answer.text
        assert f'href="#{good}"' not in answer.text
    draft = team.now(visit).draft
    assert (draft["B01"], "B05_photo" in draft) == ("yes", False)
    assert "B01_photo" in draft


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff truncated", b"GIF89a....", b"%PDF-1.7"])
def test_section__no_photo_at_all__is_refused_in_words(team: Any, tablet: Any, content: bytes) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(section(visit, 1))
    photo = field_of(team, "B01_photo")
    answer = anh.press(section(visit, 1), then="on", **{photo: (content, "a.jpg")})
    assert answer.status_code == 422
    assert f'href="#{photo}">Ảnh B01: ' in answer.text
    assert team.now(visit).draft == {}


def test_section__changed_by_the_other_meanwhile__keeps_what_was_typed(
    team: Any, tablet: Any, jpeg: Any
) -> None:
    visit, anh = team.make(), tablet("anh")
    photo = field_of(team, "B01_photo")
    anh.open(section(visit, 1))
    team.save(visit, 1, {"B01": "no", "B02_required": "7"}, team.binh)
    answer = anh.press(section(visit, 1), then="on", f2="yes", f5="20", **{photo: (jpeg("red"), "a.jpg")})
    assert answer.status_code == 409
    assert "người khác đã lưu" in answer.text
    assert "<dd>Không đạt</dd>" in answer.text
    assert 'value="20"' in answer.text
    assert team.now(visit).draft == {"B01": "no", "B02_required": "7"}
    anh.press(section(visit, 1), then="leave", f2="yes", f5="20")
    assert anh.page.status_code == 303
    draft = team.now(visit).draft
    assert (draft["B01"], draft["B02_required"]) == ("yes", "20")
    assert media.photo(team.store, draft["B01_photo"])


def test_section__sent_twice__is_no_conflict_with_oneself(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    opened = anh.open(section(visit, 1))
    for _ in range(2):
        anh.page = opened
        assert anh.press(section(visit, 1), then="on", **fields(team, 1)).status_code == 303


@pytest.mark.parametrize("number", [0, 7, 99])
def test_section__of_no_such_number__is_not_found(team: Any, tablet: Any, number: int) -> None:
    visit = team.make()
    assert tablet("anh").open(section(visit, number)).status_code == 404


def test_pages__of_others_or_of_nothing__are_refused_in_words(team: Any, tablet: Any) -> None:
    visit = team.make()
    photo = team.photograph(visit)
    stranger = tablet("cuong")
    for path in ("", "/sections/1", "/review", "/delete", f"/photos/{photo}"):
        answer = stranger.open(f"/inspections/{visit.id}{path}")
        assert answer.status_code == 403
        assert "không có tên trong đoàn" in answer.text
    assert visit.id not in stranger.open("/inspections").text
    stranger.open("/inspections/new")
    assert stranger.press(section(visit, 1), f2="yes").status_code == 403
    assert team.now(visit).draft == {}
    nobody = "/inspections/00000000-0000-4000-8000-000000000000"
    assert stranger.open(nobody).status_code == 404
    assert stranger.open("/inspections/none").status_code == 404
    anh = tablet("anh")
    assert anh.open(f"/inspections/{visit.id}/photos/{'0' * 64}.jpg").status_code == 404
    assert anh.open(f"/inspections/{visit.id}/photos/..%2Fkeys").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_pages__analyst_and_viewer__are_refused(team: Any, tablet: Any, role: Role) -> None:
    visit = team.make()
    reader = tablet("reader", role)
    for path in ("", "/new", f"/{visit.id}", f"/{visit.id}/sections/1", f"/{visit.id}/review"):
        assert reader.open(f"/inspections{path}").status_code == 403


def test_section__wrong_token__changes_nothing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(section(visit, 1))
    forged = {"csrf_token": "forged"}
    assert anh.press(section(visit, 1), f2="yes", **forged).status_code == 400
    anh.open(section(visit, 1))
    assert anh.press(section(visit, 1), made_from="forged", f2="yes").status_code == 409
    assert team.now(visit).draft == {}


def test_review__incomplete__leads_to_what_is_missing_and_takes_nothing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    team.save(visit, 1, {"B01": "no"})
    page = anh.open(f"/inspections/{visit.id}/review").text
    assert f"{section(visit, 1)}?missing=1#{field_of(team, 'B05')}" in page
    assert "Mức 3 – nhẹ" in page
    assert 'name="revision"' not in page
    forced = anh.client.get(f"/inspections/{visit.id}/delete").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', forced)
    assert token is not None
    data = {"csrf_token": token[1], "revision": str(team.now(visit).revision)}
    answer = anh.client.post(f"/inspections/{visit.id}/review", data=data)
    assert answer.status_code == 422
    assert "Chưa nộp được" in answer.text
    assert team.now(visit).state is State.DRAFT


def test_review__handed_in_twice__is_one_visit_to_be_read(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    photo = team.photograph(visit)
    team.fill(visit, B05="no", B05_photo=photo, B05_note="Thiếu mẫu đơn.")
    opened = anh.open(f"/inspections/{visit.id}/review")
    assert "Mức 2 – trung bình" in opened.text
    for _ in range(2):
        anh.page = opened
        answer = anh.press(f"/inspections/{visit.id}/review")
        assert (answer.status_code, answer.location) == (303, f"/inspections/{visit.id}")
    found = visit_findings(team.store.read(), visit.id)
    assert len(found) == 1
    page = anh.open(f"/inspections/{visit.id}").text
    for said in (
        found[0].reference,
        "Thiếu mẫu đơn.",
        f"/photos/{photo}",
        "Đã nộp: Nguyễn Thị Ánh",
        "Không đạt",
    ):
        assert said in page
    assert "/sections/" not in page
    assert anh.open(section(visit, 1)).status_code == 303
    assert anh.open(f"/inspections/{visit.id}/review").status_code == 303
    assert anh.open(f"/inspections/{visit.id}/delete").status_code == 409
    assert "Tồn tại: 1" in anh.open("/inspections?state=submitted").text


def test_review__changed_since_it_was_read__asks_to_read_again(team: Any, tablet: Any) -> None:
    visit, anh = team.fill(team.make()), tablet("anh")
    anh.open(f"/inspections/{visit.id}/review")
    team.save(visit, 2, {**team.met, "C01": "no"}, team.binh)
    answer = anh.press(f"/inspections/{visit.id}/review")
    assert answer.status_code == 422
    assert "đã thay đổi trong lúc bạn xem" in answer.text
    assert team.now(visit).state is State.DRAFT
    assert anh.press(f"/inspections/{visit.id}/review").status_code == 303
    assert team.now(visit).failed == 1


def test_section__handed_in_meanwhile__says_by_whom(team: Any, tablet: Any) -> None:
    visit, anh = team.fill(team.make()), tablet("anh")
    anh.open(section(visit, 1))
    team.submit(visit, team.binh)
    answer = anh.press(section(visit, 1), then="on", f2="no")
    assert answer.status_code == 409
    assert "đã được binh nộp" in answer.text


def test_delete__asked_and_confirmed__is_gone(team: Any, tablet: Any) -> None:
    visit, anh, binh = team.make(), tablet("anh"), tablet("binh")
    assert binh.open(f"/inspections/{visit.id}/delete").status_code == 403
    assert "Xóa cuộc kiểm tra này" not in binh.open(f"/inspections/{visit.id}").text
    anh.open(f"/inspections/{visit.id}/delete")
    team.save(visit, 1, {"B01": "yes"}, team.binh)
    assert anh.press(f"/inspections/{visit.id}/delete").status_code == 422
    assert anh.press(f"/inspections/{visit.id}/delete").location == "/inspections"
    assert anh.open(f"/inspections/{visit.id}").status_code == 404


def test_list__filters_and_pages__show_what_is_asked(team: Any, tablet: Any) -> None:
    for days in range(20):
        team.make(team.new(day=team.today - timedelta(days)))
        team.make(team.new(unit="C1", day=team.today - timedelta(days)))
    anh = tablet("anh")
    assert anh.open("/inspections").text.count('<th scope="row">') == 25
    assert anh.open("/inspections?page=2").text.count('<th scope="row">') == 15
    narrowed = anh.open("/inspections?place=phuong+mot&state=draft&round=K1").text
    assert narrowed.count('<th scope="row">') == 20
    assert "Quầy 1" not in narrowed
    assert "khớp với bộ lọc" in anh.open("/inspections?round=none&state=nonsense&page=x").text


def test_pages__in_english__say_it_in_english(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    assert "Desk 1" in anh.open(f"/inspections/{visit.id}?lang=en").text
    assert "Save and go on" in anh.open(section(visit, 1)).text
    assert "Still missing" in anh.open(f"/inspections/{visit.id}/review").text
