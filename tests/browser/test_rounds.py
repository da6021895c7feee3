"""Rounds in a browser: opened and printed by keyboard, and what was printed leads a citizen to the form."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import check_fits
from tests.browser.pages import press

pytestmark = pytest.mark.browser
# Looked at by axe where all pages are.
PAGES = ["/rounds", "/new-round", "/rounds/dot-2", "/rounds/dot-2/last-day", "/rounds/dot-2/open"]
MORE = [
    "/rounds/dot-2/open?unit=ha+noi",
    "/rounds/dot-2/open?unit=48",
    "/rounds/dot-2?unit=zzz",
    "/rounds/dot-1",
]


@pytest.mark.parametrize(("language", "widths"), [("vi", [360, 800, 1280]), ("en", [1280, 800, 360])])
def test_pages__of_rounds__accessible_and_no_sideways_scroll(
    server: Any, staff: Page, accessible: Callable[..., None], language: str, widths: list[int]
) -> None:
    for path in [*PAGES, *MORE]:
        staff.set_viewport_size({"width": widths[0], "height": 800})
        staff.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        assert staff.locator("h1").count() == 1
        if path in MORE:
            accessible(staff)
        # Also with letters twice as large, as a reader may set them.
        for size in ("100%", "200%"):
            staff.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
            for width in widths:
                staff.set_viewport_size({"width": width, "height": 800})
                check_fits(staff)
    staff.goto(f"{server.url}/?lang=vi")
    staff.set_viewport_size({"width": 1280, "height": 800})


def test_new_round__nothing_filled__says_what_is_missing_first(
    server: Any, staff: Page, accessible: Callable[[Page], None]
) -> None:
    staff.goto(f"{server.url}/new-round")
    with staff.expect_navigation():
        staff.press("main form button", "Enter")
    expect(staff.locator(".error-summary")).to_contain_text("Cần điền mục này")
    accessible(staff)


def test_posters__opened_and_printed_by_keyboard__lead_a_citizen_to_the_form(
    server: Any, staff: Page, chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    staff.goto(f"{server.url}/rounds/dot-2/open")
    staff.fill("[name=unit]", "48.001")
    with staff.expect_navigation():
        staff.press("[name=unit]", "Enter")
    with staff.expect_navigation():
        staff.press("main form button", "Enter")
    assert staff.url.endswith("/rounds/dot-2?unit=48.001")
    expect(staff.locator(".done")).to_contain_text("mã mới")
    accessible(staff)
    with staff.expect_download() as waited:
        staff.press("form.print button", "Enter")
    document = pypdfium2.PdfDocument(io.BytesIO(waited.value.path().read_bytes()))
    (found,) = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())
    document.close()
    phone = chromium.new_page()
    phone.goto(found.text)
    assert phone.locator("input[type=radio]").count() > 1
    phone.close()
    press(staff, f"a[href$='/codes/{found.text[-7:]}']")
    expect(staff.locator("text=Đóng mã").first).to_be_visible()
    accessible(staff)
    press(staff, "a.danger")
    accessible(staff)
    press(staff, "button.danger")
    expect(staff.locator(".done")).to_be_visible()
    accessible(staff)
    phone = chromium.new_page()
    answer = phone.goto(found.text)
    assert answer is not None
    assert answer.status == 410
    phone.close()
