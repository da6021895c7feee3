import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from werkzeug.test import TestResponse

from survey_app.places import service
from survey_app.places.model import Unit
from tests.survey_app.conftest import Office, Staff

EDIT, END = "/units/edit/C1?from=2025-07-01", "/units/end/C1?from=2025-07-01"


@pytest.fixture
def officer(staff: Callable[..., Staff]) -> Staff:
    return staff("administrator")


def fields(html: str) -> dict[str, str]:
    """What the form on a page would send as it stands."""
    form = html[html.index('class="narrow"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return found


def send(browser: Staff, path: str, **changes: str) -> TestResponse:
    return browser.client.post(path, data={**fields(browser.client.get(path).text), **changes})


def unit(office: Office, code: str, on: date = date(2026, 1, 1)) -> Unit:
    return service.unit(office.store.read(), code, on)


def test_add__below_a_unit__is_stored_and_shown(office: Office, officer: Staff) -> None:
    path = "/units/add?under=C1&type=counter"
    answer = send(officer, path, code="Q9", name_vi="  Quầy   9 ", valid_from="2025-08-01")
    assert (answer.status_code, answer.location) == (303, "/units/code/Q9?on=2025-08-01")
    stored = unit(office, "Q9")
    assert (stored.name_vi, stored.parent_code, stored.type) == ("Quầy 9", "C1", "counter")
    assert "Đã thêm Quầy 9." in officer.client.get(answer.location).text


def test_add__wrong__says_it_beside_the_fields_and_keeps_what_was_typed(
    office: Office, officer: Staff
) -> None:
    before = service.digest(office.store.read())
    answer = send(officer, "/units/add", code="C 1", name_vi="Xã Lạ", type="commune", parent_code="X")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "<title>Lỗi:" in page.replace("\n", "")
    assert "Cột “Mã”: mã “C 1” không được có dấu cách" in page
    assert 'value="Xã Lạ"' in page
    answer = send(officer, "/units/add", code="N", name_vi="Xã Lạ", type="commune", parent_code="X")
    assert 'href="#parent_code"' in answer.text
    assert send(officer, "/units/add", code="", name_vi="").status_code == 422
    bad_day = send(officer, "/units/add", code="N", name_vi="N", type="province", valid_from="khong")
    assert "Cần một ngày" in unescape(bad_day.text)
    assert service.digest(office.store.read()) == before


def test_add__names_in_two_spellings__are_stored_composed(office: Office, officer: Staff) -> None:
    decomposed = "Xa\u0303 Ho\u0300a"
    send(officer, "/units/add", code="N", name_vi=decomposed, type="commune", parent_code="01")
    assert unit(office, "N", office.today).name_vi == "Xã Hòa"


def test_edit__name_corrected__is_stored(office: Office, officer: Staff) -> None:
    answer = send(officer, EDIT, name_vi="Phường Mốt")
    assert answer.status_code == 303
    assert unit(office, "C1").name_vi == "Phường Mốt"


def test_edit__from_a_day_on__makes_a_new_period(office: Office, officer: Staff) -> None:
    assert send(officer, EDIT, name_vi="Phường Mới", changes_on="2026-04-30").status_code == 303
    assert unit(office, "C1", date(2026, 4, 29)).name_vi == "Phường Một"
    assert unit(office, "C1", date(2026, 4, 30)).name_vi == "Phường Mới"
    page = officer.client.get("/units/code/Q1?on=2026-05-01").text
    assert "Phường Mới" in page  # it stands under the new period


def test_edit__two_officers__second_sees_both_versions_and_may_decide(
    office: Office, officer: Staff, staff: Callable[..., Staff]
) -> None:
    other = staff("administrator")
    mine = fields(officer.client.get(EDIT).text)
    assert send(other, EDIT, name_vi="Tên của người kia").status_code == 303
    answer = officer.client.post(EDIT, data={**mine, "name_vi": "Tên của tôi"})
    page = unescape(answer.text)
    assert answer.status_code == 409
    assert "Người khác vừa sửa đơn vị C1" in page
    assert 'value="Tên của tôi"' in page
    assert "Đang lưu: Tên của người kia" in page
    assert unit(office, "C1").name_vi == "Tên của người kia"
    again = officer.client.post(EDIT, data=fields(answer.text))
    assert again.status_code == 303
    assert unit(office, "C1").name_vi == "Tên của tôi"


def test_edit__without_the_token_of_the_form__changes_nothing(office: Office, officer: Staff) -> None:
    before = service.digest(office.store.read())
    answer = officer.client.post(EDIT, data={**fields(officer.client.get(EDIT).text), "csrf_token": "x"})
    assert answer.status_code == 400
    assert service.digest(office.store.read()) == before


def test_end__units_still_below__is_refused_in_words_that_name_them(office: Office, officer: Staff) -> None:
    answer = send(officer, END, valid_to="2026-06-30")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "T1 Trung tâm Một" in page
    assert 'href="#valid_to"' in page
    assert unit(office, "C1").valid_to == ""


def test_end__leaf__is_stored(office: Office, officer: Staff) -> None:
    answer = send(officer, "/units/end/Q1?from=2025-07-01", valid_to="2026-06-30")
    assert (answer.status_code, unit(office, "Q1").valid_to) == (303, "2026-06-30")


def test_end__changed_meanwhile__is_a_conflict(office: Office, officer: Staff) -> None:
    path = "/units/end/Q1?from=2025-07-01"
    mine = fields(officer.client.get(path).text)
    send(officer, "/units/edit/Q1?from=2025-07-01", name_vi="Quầy một")
    assert officer.client.post(path, data={**mine, "valid_to": "2026-06-30"}).status_code == 409
    assert unit(office, "Q1").valid_to == ""
