from collections.abc import Callable
from datetime import date
from typing import Any

from survey_app.accounts import service
from survey_app.accounts.model import Scope
from wording import say

Browse = Callable[..., Any]
NEW = {"name": "Lê Văn Bình", "username": "binh", "role": "unit_head", "password": "mật khẩu ban đầu"}


def test_new_person__of_a_unit__gets_it_by_name_and_with_its_days(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    fields = {
        **NEW,
        "unit": "trung tam mot",
        "first": "2026-01-01",
        "last": "2026-12-31",
        "email": "b@tinh.vn",
    }
    assert browser.post("/people/new", **fields).status_code == 303
    assert service.scopes(office.store.read(), "binh") == [Scope("T1", date(2026, 1, 1), date(2026, 12, 31))]
    assert service.person(office.store.read(), "binh").email == "b@tinh.vn"


def test_new_person__of_a_unit_without_one__is_told_at_the_field_and_keeps_what_was_typed(
    office: Any, staff: Browse
) -> None:
    page = staff("administrator").post("/people/new", **NEW)
    assert page.status_code == 422
    assert 'href="#unit"' in page.text
    assert 'value="Lê Văn Bình"' in page.text
    assert say("vi", "errors.unit_role_without_unit") in page.text


def test_new_person__name_of_several_units__chooses_one(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    asked = browser.post("/people/new", **NEW, unit="một")
    assert asked.status_code == 200
    assert 'value="C1"' in asked.text
    assert browser.post("/people/new", **NEW, unit="một", found="C1").status_code == 303
    assert service.scopes(office.store.read(), "binh") == [Scope("C1")]


def test_units__given_and_taken_back__are_listed(office: Any, staff: Browse) -> None:
    browser, leader = staff("administrator"), staff("leader")
    path = f"/people/{leader.username}/units"
    seen = browser.client.get(path).text.partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(path, seen=seen, unit="C1").status_code == 303
    stale = browser.post(path, seen=seen, unit="T1")
    assert stale.status_code == 422
    assert "Phường Một" in stale.text
    page = browser.client.get(path).text
    assert "Phường Một" in page
    assert "Phường Một" in browser.client.get("/people").text
    assert "Phường Một" in browser.client.get(f"/people/{leader.username}").text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    refused = browser.post(path, seen=seen, take="C1 ")
    assert refused.status_code == 422
    assert say("vi", "errors.last_unit_of_office") in refused.text
    assert service.scopes(office.store.read(), leader.username) == [Scope("C1")]
    assert browser.post(path, seen=seen, everywhere="1").status_code == 303
    assert service.scopes(office.store.read(), leader.username) == []
    assert say("vi", "accounts.everywhere") in browser.client.get(path).text


def test_units__last_one_of_a_head__is_taken_back(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    assert browser.post("/people/new", **NEW, unit="C1").status_code == 303
    page = browser.client.get("/people/binh/units").text
    assert say("vi", "accounts.act_everywhere") not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post("/people/binh/units", seen=seen, take="C1 ").status_code == 303
    assert say("vi", "accounts.nowhere") in browser.client.get("/people/binh/units").text


def test_units__nothing_typed_or_nowhere__says_so(staff: Browse) -> None:
    browser, leader = staff("administrator"), staff("leader")
    path = f"/people/{leader.username}/units"
    seen = browser.client.get(path).text.partition('name="seen" value="')[2].partition('"')[0]
    for typed, code in (("", "unit_missing"), ("không đâu cả", "no_unit_of_words")):
        page = browser.post(path, seen=seen, unit=typed)
        assert page.status_code == 422
        assert say("vi", f"errors.{code}", words=typed) in page.text


def test_person__role_of_units_without_one__is_told_what_is_missing(office: Any, staff: Browse) -> None:
    browser, other = staff("administrator"), staff("viewer")
    path = f"/people/{other.username}"
    seen = browser.client.get(path).text.partition('name="seen" value="')[2].partition('"')[0]
    page = browser.post(path, seen=seen, name="Nguyễn Thị Ánh", role="unit_head")
    assert page.status_code == 422
    assert say("vi", "errors.unit_role_without_unit") in page.text
