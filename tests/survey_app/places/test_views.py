from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import quote

import pytest

from survey_app.places import service
from tests.survey_app.conftest import Office, Staff

COLUMNS = ",".join(service.COLUMNS)
Browser = Callable[..., Staff]


def put(office: Office, *lines: str) -> None:
    file = service.read_units("\n".join((COLUMNS, *lines)).encode(), "units.csv")
    office.store.write(lambda db: service.import_units(db, file))


@pytest.fixture
def officer(staff: Browser) -> Staff:
    return staff("administrator")


def text(browser: Staff, path: str, status: int = 200) -> str:
    answer = browser.client.get(path)
    assert answer.status_code == status, path
    return unescape(answer.text)


def test_tree__a_level__leads_to_units_and_their_levels(officer: Staff) -> None:
    page = text(officer, "/units?under=C1")
    assert "Phường Một" in page
    assert "Thành phố Hà Nội" in page  # the path above it
    assert 'href="/units/code/T1"' in page
    assert 'href="/units?under=T1"' in page


def test_tree__as_of_a_day__shows_what_existed_then(officer: Staff) -> None:
    assert "Quầy 2" not in text(officer, "/units?under=T1&on=2026-11-22")
    assert "Quầy 2" in text(officer, "/units?under=T1&on=2025-12-31")
    assert "Hà Giang" in text(officer, "/units?on=2025-06-30")


def test_tree__search_without_marks__finds_with_the_path(officer: Staff) -> None:
    page = text(officer, "/units?q=phuong+mot")
    assert "Phường Một" in page
    assert "Tuyên Quang" not in page
    assert "khớp" in text(officer, "/units?q=khongcogi")


@pytest.mark.parametrize("day", ["khong", "2026-02-30", "9999-99-99", "2026-01-01'"])
def test_tree__date_that_is_none__says_so_and_shows_today(officer: Staff, day: str) -> None:
    page = text(officer, f"/units?on={day}", 422)
    assert "Cần một ngày" in page
    assert "Cao Bằng" in page


def test_tree__english__has_no_key_left(officer: Staff) -> None:
    page = text(officer, "/units?lang=en")
    assert "Units and counters" in page
    assert "places." not in page.replace("places.css", "")


def test_tree__odd_page_number__is_the_nearest(officer: Staff) -> None:
    for page in ("0", "-1", "99999999999999999999", "x"):
        text(officer, f"/units?page={page}")


def test_tree__only_provinces__says_what_to_do_next(office: Office, officer: Staff) -> None:
    assert "Mới chỉ có tỉnh" not in text(officer, "/units")
    office.store.write(lambda db: db.execute("DELETE FROM places_unit WHERE type <> 'province'"))
    page = text(officer, "/units")
    assert "Mới chỉ có tỉnh" in page
    assert 'href="/units/import"' in page
    assert 'href="/units/template.xlsx"' in page


def test_unit__its_page__has_all_that_is_stored_and_what_it_may_hold(officer: Staff) -> None:
    page = text(officer, "/units/code/C1")
    for said in ("Phường Một", "Ward One", "Thành phố Hà Nội", "01/07/2025", "Trung tâm Một"):
        assert said in page
    assert "/units/add?under=C1&type=counter" in page
    assert "/units/add?under=C1&type=commune" not in page


def test_unit__ended__is_shown_as_of_its_last_day(officer: Staff) -> None:
    page = text(officer, "/units/code/CU-HA-GIANG")
    assert "Hà Giang" in page
    assert "30/06/2025" in page
    assert 'href="/units/code/08"' in page  # what took its place


def test_unit__several_periods__each_is_led_to(office: Office, officer: Staff) -> None:
    put(
        office,
        "X,Xã X,,commune,01,2025-07-01,2026-04-29,X,",
        "X,Phường X,,commune,01,2026-04-30,,,",
    )
    assert "<h1>Phường X</h1>" in text(officer, "/units/code/X")
    assert "<h1>Xã X</h1>" in text(officer, "/units/code/X?on=2026-01-01")
    assert "<h1>Xã X</h1>" in text(officer, "/units/code/X?on=2020-01-01")


@pytest.mark.parametrize("code", ["TT/01", "Đ-Ô", "a?b", "a#b", "a%20b", "'\"<b>", "import", "add"])
def test_unit__code_with_odd_letters__has_its_page_and_forms(
    office: Office, officer: Staff, code: str
) -> None:
    cell = '"' + code.replace('"', '""') + '"'
    put(office, f"{cell},Xã Lạ,,commune,01,2025-07-01,,,")
    assert "<h1>Xã Lạ</h1>" in text(officer, f"/units/code/{quote(code)}")
    text(officer, f"/units/edit/{quote(code)}?from=2025-07-01")
    text(officer, f"/units/end/{quote(code)}?from=2025-07-01")
    text(officer, "/units/edit/CU-HA-GIANG?from=")  # since unknown
    assert f"<b>{code}" not in officer.client.get(f"/units/code/{quote(code)}").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/units/code/NOBODY", 404),
        ("/units/code/%00", 404),
        ("/units/code/C1?on=khong", 422),
        ("/units?under=NOBODY", 404),
        ("/units/edit/C1", 404),
        ("/units/edit/C1?from=2020-01-01", 404),
        ("/units/add?under=NOBODY", 404),
        ("/units/import/" + "0" * 64, 404),
        ("/units/import/..%2F..%2Fsurvey.db", 404),
    ],
)
def test_units__asked_for_what_is_not__say_so(officer: Staff, path: str, status: int) -> None:
    page = text(officer, path, status)
    assert "Không thực hiện được" in page


@pytest.mark.parametrize(
    ("role", "looks"), [("inspector", True), ("analyst", True), ("viewer", False), ("", False)]
)
def test_units__other_roles__may_look_at_most(staff: Browser, role: str, looks: bool) -> None:
    browser = staff(role)
    refused = 403 if role else 303
    for path in ("/units", "/units/code/C1"):
        assert browser.client.get(path).status_code == (200 if looks else refused)
    changing = ["/units/add", "/units/edit/C1?from=2025-07-01", "/units/end/C1?from=2025-07-01"]
    for path in (*changing, "/units/import", "/units/import/" + "0" * 64, "/units/template.csv"):
        assert browser.client.get(path).status_code == refused
    if looks:
        page = text(browser, "/units/code/C1") + text(browser, "/units")
        assert not any(word in page for word in ("/units/edit", "/units/add", "/units/import"))


def test_units__changed_by_a_role_that_may_not__is_refused(office: Office, staff: Browser) -> None:
    browser = staff("analyst")
    before = service.digest(office.store.read())
    token = browser.token("/units")  # of the button that signs out
    fields = {"csrf_token": token, "type": "commune", "code": "N", "name_vi": "Xã N", "parent_code": "01"}
    assert browser.client.post("/units/add", data=fields).status_code == 403
    assert service.digest(office.store.read()) == before


def test_stamp__of_results__moves_with_the_units(office: Office) -> None:
    from survey_app.results.service import stamp

    before = stamp(office.store.read())
    assert stamp(office.store.read()) == before
    put(office, "N,Xã N,,commune,01,2025-07-01,,,")
    assert stamp(office.store.read()) != before
    assert service.unit(office.store.read(), "N", date(2026, 1, 1)).name_vi == "Xã N"
