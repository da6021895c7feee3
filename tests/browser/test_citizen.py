"""A citizen with a phone: the code is read from its picture, the form answered, the answer counted."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.pages import press

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]


def scanned_url(server: Any, folder: Path, mode: str = "qr_phone") -> str:
    """The address in the QR picture of a new collector."""
    picture = folder / f"{mode}.png"
    server.survey(
        "collectors",
        "add",
        "--counter",
        "01.001.Q1",
        "--round",
        "dot-2",
        "--mode",
        mode,
        "--qr",
        str(picture),
    )
    decoded = zxingcpp.read_barcodes(Image.open(picture))
    assert len(decoded) == 1
    return str(decoded[0].text)


def answer(page: Page, value: str, accessible: Accessible | None = None) -> None:
    """Answer screen after screen with ``value`` until the thank-you page."""
    for _ in range(10):
        if accessible is not None:
            accessible(page)
        if page.locator("form").count() == 0:
            return
        skippable = page.locator("button[name=skip]").count() > 0
        if not skippable and not page.locator("#end").count():
            page.click(f"label:has(input[value='{value}'])")
        press(page, "button[name=skip]" if skippable else "button.primary")
    raise AssertionError("no end of the form")


def received(staff: Page, server: Any) -> int:
    """The count of received answers on the results page."""
    staff.goto(f"{server.url}/results/dot-2")
    return int(staff.inner_text("#received").replace(".", ""))


def shares(staff: Page) -> str:
    """Every table of the results page, as text."""
    return "\n".join(staff.locator("main table").all_inner_texts())


def without_cookies_or_script(chromium: Browser) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    # What an in-app browser does that takes no cookies: none is sent.
    context.route("**/*", lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
    return context


def test_scan__no_cookies_no_script__count_rises_and_shares_stand(
    server: Any, chromium: Browser, staff: Page, tmp_path: Path
) -> None:
    before = received(staff, server)
    stood = shares(staff)
    context = without_cookies_or_script(chromium)
    page = context.new_page()
    page.goto(scanned_url(server, tmp_path))
    answer(page, "1")
    assert "Phiếu đã được ghi nhận" in page.inner_text("main")
    assert [cookie["name"].startswith("answered-") for cookie in context.cookies()] == [True]
    context.close()
    assert received(staff, server) == before + 1
    assert shares(staff) == stood


def test_scan__script_and_cookies_in_english__is_thanked(
    server: Any, chromium: Browser, accessible: Accessible, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(scanned_url(server, tmp_path))
    press(page, "button[name=lang]")
    assert page.locator("html").get_attribute("lang") == "en"
    answer(page, "5", accessible)
    assert "Your answers have been stored" in page.inner_text("main")
    assert {re.match(r"https?://[^/]+", url).group() for url in asked} == {server.url}  # type: ignore[union-attr]
    context.close()


def stay(route: Route) -> None:
    """Hand on what the server says, but not that a kiosk goes on by itself: looking may take longer."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={k: v for k, v in answer.headers.items() if k != "refresh"})


@pytest.mark.parametrize(
    ("width", "height"), [(320, 256), (320, 568), (800, 1280), (1280, 800)], ids=lambda v: str(v)
)
def test_screens__every_width__accessible_and_no_sideways_scroll(
    server: Any, chromium: Browser, accessible: Accessible, tmp_path: Path, width: int, height: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.route("**/k/*", stay)
    page.goto(scanned_url(server, tmp_path, "kiosk"))
    press(page, "button.primary")
    assert page.title().startswith("Lỗi:")
    accessible(page)
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('button, .option, summary')].map(e => e.offsetHeight))"
    )
    assert smallest >= 48
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.option')).fontSize)")
    assert size >= 18
    answer(page, "2", accessible)
    context.close()


def test_keyboard__enter_in_the_form__goes_on_and_does_not_switch_language(
    server: Any, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(scanned_url(server, tmp_path))
    page.focus("input[type=radio]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert "2/7" in page.inner_text(".progress")
    context.close()


def test_back__browser_button__shows_the_earlier_screen(
    server: Any, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(scanned_url(server, tmp_path))
    for screen in ("2/7", "3/7"):
        page.click("label:has(input[value='4'])")
        press(page, "button.primary")
        expect(page.locator(".progress")).to_contain_text(screen)
    page.go_back()
    expect(page.locator(".progress")).to_contain_text("2/7")
    page.click("label:has(input[value='5'])")
    press(page, "button.primary")
    expect(page.locator(".progress")).to_contain_text("3/7")
    context.close()


@pytest.mark.parametrize("path", ["/k/ABC", "/k/2222222"])
def test_wrong_code__page__is_accessible(
    server: Any, chromium: Browser, accessible: Accessible, path: str
) -> None:
    page = chromium.new_page()
    page.goto(server.url + path)
    accessible(page)
    page.close()
