"""Rounds in a browser: opened and printed by keyboard, and what was printed leads a citizen to the form."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PAGES = ["/rounds", "/new-round", "/rounds/dot-2", "/rounds/dot-2/last-day", "/rounds/dot-2/open"]
MORE = [
    "/rounds/dot-2/open?unit=ha+noi",
    "/rounds/dot-2/open?unit=48",
    "/rounds/dot-2?unit=zzz",
    "/rounds/dot-1",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_pages__of_rounds__accessible_and_no_sideways_scroll(
    server: Any, staff: Page, accessible: Callable[[Page], None], width: int, language: str
) -> None:
    staff.set_viewport_size({"width": width, "height": 800})
    for path in [*PAGES, *MORE]:
        staff.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        assert staff.locator("h1").count() == 1
        accessible(staff)
        # Letters twice as large, as a reader may set them.
        staff.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        widths = staff.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{path} at 200 % scrolls sideways: {widths}"
    staff.goto(f"{server.url}/?lang=vi")


def test_new_round__nothing_filled__says_what_is_missing_first(
    server: Any, staff: Page, accessible: Callable[[Page], None]
) -> None:
    staff.goto(f"{server.url}/new-round")
    staff.press("main form button", "Enter")
    staff.wait_for_selector(".error-summary li")
    assert "Cần điền mục này" in staff.inner_text(".error-summary")
    accessible(staff)


def test_posters__opened_and_printed_by_keyboard__lead_a_citizen_to_the_form(
    server: Any, staff: Page, chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    staff.goto(f"{server.url}/rounds/dot-2/open")
    staff.fill("[name=unit]", "48.001")
    staff.press("[name=unit]", "Enter")
    staff.wait_for_selector("[name=mode]")
    staff.press("main form button", "Enter")
    staff.wait_for_url("**/rounds/dot-2?unit=48.001")
    assert "mã mới" in staff.inner_text(".done")
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
    staff.click(f"a[href$='/codes/{found.text[-7:]}']")
    staff.wait_for_selector("text=Đóng mã")
    accessible(staff)
    staff.click("a.danger")
    staff.wait_for_selector("button.danger")
    accessible(staff)
    staff.click("button.danger")
    staff.wait_for_selector(".done")
    accessible(staff)
    phone = chromium.new_page()
    answer = phone.goto(found.text)
    assert answer is not None
    assert answer.status == 410
    phone.close()
