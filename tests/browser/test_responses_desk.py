"""An administrator goes through the responses desk: finds a visit, reviews, corrects and excludes it."""

import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import press

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]


def look_at(page: Page, accessible: Accessible) -> None:
    """Fail with what axe finds on a phone and on a desk, and when the page scrolls sideways."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        accessible(page)


def open_visit(server: Any, staff: Page) -> str:
    """The address of the demonstration's visit that was asked back, open."""
    staff.goto(f"{server.url}/responses?lang=vi")
    staff.click("details.filter summary")
    staff.select_option("[name=round]", "kiem-tra")
    staff.select_option("[name=state]", "has_issues")
    press(staff, "details.filter button")
    press(staff, "main tbody a >> nth=0")
    expect(staff.locator("h1")).to_contain_text("Trung tâm")
    return staff.url


def test_desk__a_visit__is_reviewed_corrected_and_excluded(
    server: Any, staff: Page, accessible: Accessible
) -> None:
    address = open_visit(server, staff)
    look_at(staff, accessible)
    assert staff.locator(".read img").count() > 0
    press(staff, "main a[href$='/correct']")
    look_at(staff, accessible)
    press(staff, "main .actions button")
    expect(staff.locator(".error-summary")).to_contain_text("Hãy ghi lý do")
    accessible(staff)
    days = staff.locator("[data-item=C05_days] input")
    before = days.input_value()
    days.fill(f"{int(before) + 7}")
    staff.fill("[name=reason]", "Đọc lại biên bản")
    press(staff, "main .actions button")
    expect(staff.locator(".done")).to_be_visible()
    expect(staff.locator(".differences ins")).to_have_text(f"{int(before) + 7}")
    look_at(staff, accessible)
    press(staff, ".differences thead a")
    expect(staff.locator(".notice").first).to_contain_text("bản 1")
    staff.goto(f"{address}/review")
    staff.check("[value=approved]")
    press(staff, "main .actions button")
    expect(staff.locator(".badge.approved")).to_be_visible()
    for said, reason in (("Đã loại trừ", "Đi nhầm nơi"), ("", "Đúng nơi")):
        press(staff, "main a[href$='/exclude']")
        look_at(staff, accessible)
        staff.fill("[name=reason]", reason)
        press(staff, "main .actions button")
        expect(staff.locator(".badge.excluded")).to_have_count(1 if said else 0)
    expect(staff.locator(".history > li")).to_have_count(5)
    look_at(staff, accessible)


def test_desk__somebody_was_quicker__what_was_typed_stays(server: Any, staff: Page) -> None:
    address = open_any(server, staff)
    other = staff.context.new_page()
    for page in (staff, other):
        page.goto(f"{address}/review")
        page.check("[value=rejected]")
    other.fill("[name=reason]", "Sai đợt")
    press(other, "main .actions button")
    expect(other.locator(".badge.rejected")).to_be_visible()
    staff.fill("[name=reason]", "Ảnh mờ")
    press(staff, "main .actions button")
    expect(staff.locator(".error-summary")).to_contain_text("Người khác vừa thay đổi phiếu này")
    expect(staff.locator("[name=reason]")).to_have_value("Ảnh mờ")
    other.close()


def open_any(server: Any, staff: Page) -> str:
    """The address of a visit nobody has reviewed."""
    staff.goto(f"{server.url}/responses?round=tt01-don-vi&lang=vi")
    press(staff, "main tbody a >> nth=0")
    return staff.url


def test_desk__raw_data__is_fetched_with_its_photos(server: Any, staff: Page, accessible: Accessible) -> None:
    staff.goto(f"{server.url}/responses/files?round=kiem-tra&lang=vi")
    look_at(staff, accessible)
    with staff.expect_download() as fetched:
        staff.click("main a[href$='media-1.zip']")
    with zipfile.ZipFile(fetched.value.path()) as photos:
        assert photos.namelist()
        assert all(name.endswith("_photo.jpg") for name in photos.namelist())
    with staff.expect_download() as fetched:
        staff.click("main a[href$='responses.csv']")
    lines = fetched.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 10
    assert all("DỮ LIỆU GIẢ LẬP" in line for line in lines[1:])
