"""Staff in a browser: pages accessible at every width in both languages, files as shown, shares in steps."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from survey_app import store
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from tests.browser.pages import press

pytestmark = pytest.mark.browser
# What is not looked at where all pages are.
PAGES = ["/results/dot-2", "/results/nope", "/no-such-page"]


@pytest.mark.parametrize(("language", "widths"), [("vi", [360, 800, 1280]), ("en", [1280, 800, 360])])
def test_pages__signed_in__accessible_and_no_sideways_scroll(
    server: Any, staff: Page, accessible: Callable[..., None], language: str, widths: list[int]
) -> None:
    for path in PAGES:
        staff.set_viewport_size({"width": widths[0], "height": 800})
        staff.goto(f"{server.url}{path}?lang={language}")
        assert staff.locator("html").get_attribute("lang") == language
        assert "DỮ LIỆU GIẢ LẬP" in staff.inner_text("body")
        accessible(staff, *widths[1:])
    staff.goto(f"{server.url}/?lang=vi")
    staff.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages__letters_twice_as_large_on_a_phone__do_not_scroll_sideways(
    server: Any, staff: Page, language: str
) -> None:
    staff.set_viewport_size({"width": 360, "height": 800})
    for path in ("/", "/instruments", "/instruments/counter_check/2", "/instruments/upload", "/results"):
        staff.goto(f"{server.url}{path}?lang={language}")
        staff.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        widths = staff.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{path} is wider than the screen: {widths}"
    staff.goto(f"{server.url}/?lang=vi")


def test_sign_in__wrong_password__says_so_and_is_accessible(
    server: Any, chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    page = chromium.new_page()
    page.goto(f"{server.url}/results")
    assert "/sign-in" in page.url
    page.fill("[name=username]", server.username)
    page.fill("[name=password]", "wrong password")
    press(page, "main button")
    expect(page.locator(".error-summary")).to_contain_text("không đúng")
    accessible(page)
    page.close()


def test_filters__one_province_by_keyboard__narrows_the_page(server: Any, staff: Page) -> None:
    staff.goto(f"{server.url}/results/dot-2")
    whole = int(staff.inner_text("#shown").replace(".", ""))
    staff.select_option("select[name=unit]", "01")
    with staff.expect_navigation():
        staff.press("main form button", "Enter")
    assert "unit=01" in staff.url
    assert 0 < int(staff.inner_text("#shown").replace(".", "")) < whole


def test_csv__from_the_page__has_the_rows_of_the_table_and_the_mark(server: Any, staff: Page) -> None:
    staff.goto(f"{server.url}/results/dot-2")
    with staff.expect_download() as waited:
        staff.locator("a", has_text="CSV").first.click()
    download = waited.value
    assert download.suggested_filename.startswith("du-lieu-gia-lap-")
    rows = list(csv.reader(io.StringIO(download.path().read_text(encoding="utf-8-sig"))))
    assert {row[-1] for row in rows[1:]} == {"DỮ LIỆU GIẢ LẬP"}
    assert len(rows) - 1 == staff.locator("main table").first.locator("tbody tr").count()


def test_shares__after_a_sealed_step__move(server: Any, staff: Page, chromium: Browser) -> None:
    today = local_day(datetime.now(UTC))
    days = ("--from", today.isoformat(), "--to", (today + timedelta(days=9)).isoformat())
    # A round of its own: what others answer at another counter would hold this step back.
    server.survey("rounds", "add", "buoc", "--instrument", "counter_rating", *days)
    where = ("--counter", "79.001.Q1", "--round", "buoc", "--mode", "qr_phone")
    link = server.survey("collectors", "add", *where)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for _ in range(12):
        page.goto(link.split("\t")[1].strip())
        while page.locator("form").count():
            if not page.locator("#end").count():
                page.click("label:has(input[value='5'])")
            press(page, "button.primary")
    context.close()
    staff.goto(f"{server.url}/results/buoc")
    assert "12" in staff.inner_text("#received")
    assert staff.locator("#shown").count() == 0
    opened = store.open_store(server.instance)
    sealed = responses.seal_round(opened, "buoc", today)
    opened.close()
    staff.reload()
    assert staff.inner_text("#shown") == "12"
    assert sealed == 12


def test_first_run__code_from_the_console__makes_the_administrator(
    new_office: tuple[str, str], chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    url, code = new_office
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{url}/")
    accessible(page)
    press(page, "text=quản trị đầu tiên")
    accessible(page)
    wrong = {"code": "wrong", "name": "Nguyễn Văn A", "username": "A B", "password": "short"}
    for name, value in wrong.items():
        page.fill(f"[name={name}]", value)
    press(page, "main form button")
    expect(page.locator(".error-summary li").first).to_be_visible()
    accessible(page)
    for name, value in {"code": code, "username": "quantri", "password": "mot mat khau dai"}.items():
        page.fill(f"[name={name}]", value)
    press(page, "main form button")
    assert page.url.endswith("/sign-in")
    page.fill("[name=username]", "quantri")
    page.fill("[name=password]", "mot mat khau dai")
    press(page, "main form button")
    expect(page.locator("ol.steps")).to_be_visible()
    accessible(page)
    page.goto(f"{url}/first-run")
    assert "/sign-in" in page.url
    context.close()
