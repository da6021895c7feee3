"""A paper form is keyed by two people and settled by a third, each in a browser of their own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from survey_app.places.model import local_day
from tests.browser.pages import press, sign_in

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
PEOPLE = ("kiemtra1", "kiemtra2")


@pytest.fixture
def keyers(server: Any, chromium: Browser) -> Iterator[list[Page]]:
    """Pages of two inspectors."""
    contexts = [chromium.new_context(viewport={"width": 1280, "height": 800}) for _ in PEOPLE]
    opened = []
    for context, username in zip(contexts, PEOPLE, strict=True):
        page = context.new_page()
        sign_in(page, server.url, username, server.password)
        opened.append(page)
    yield opened
    for context in contexts:
        context.close()


def begin(server: Any, page: Page, serial: str) -> None:
    """Say which paper form is keyed."""
    page.goto(f"{server.url}/keying?lang=vi")
    press(page, "main .actions a")
    page.select_option("[name=round]", "dot-2")
    page.fill("[name=unit]", "01.001.Q1")
    page.fill("[name=day]", local_day(datetime.now(UTC)).isoformat())
    page.fill("[name=serial]", serial)
    press(page, "main .actions button")


def answer(page: Page, overall: str, reason: str = "") -> None:
    """Choose the same on every question but the last ones."""
    for name in ("access", "procedures", "staff", "results", "feedback"):
        page.check(f"[data-item={name}] [value='4']")
    page.check(f"[data-item=overall] [value='{overall}']")
    if reason:
        page.check(f"[data-item=reason] [value='{reason}']")
    press(page, "form.checklist .actions button")


def test_paper__keyed_twice_and_settled__is_stored(
    server: Any, staff: Page, keyers: list[Page], accessible: Accessible
) -> None:
    one, other = keyers
    begin(server, one, "B-1")
    assert one.locator("h1").inner_text() == "Nhập lần một"
    expect(one.locator("[data-item=reason]")).to_be_hidden()
    accessible(one)
    answer(one, "2", "waiting")
    expect(one.locator(".done")).to_contain_text("B-1")
    begin(server, other, "b-1")
    assert other.locator("h1").inner_text() == "Nhập lần hai"
    assert other.locator("form.checklist input:checked").count() == 0
    answer(other, "2", "fees")
    expect(other.locator(".done")).to_contain_text("khác nhau ở 1 câu")
    staff.goto(f"{server.url}/keying?lang=vi")
    press(staff, staff.get_by_role("link", name="Đối chiếu phiếu B-1"))
    accessible(staff)
    press(staff, "main .actions button >> nth=0")
    expect(staff.locator(".error-summary")).to_contain_text("Còn 1 câu chưa chọn")
    staff.check("[value=second]")
    press(staff, "main .actions button >> nth=0")
    expect(staff.locator(".done")).to_contain_text("đã được lưu")
    begin(server, one, "B-1")
    expect(one.locator(".error-summary")).to_contain_text("đã lưu")


def test_paper__that_leaves_a_question_blank__is_kept_after_a_second_look(
    server: Any, keyers: list[Page], accessible: Accessible
) -> None:
    page = keyers[0]
    begin(server, page, "")
    page.check("[data-item=access] [value='4']")
    press(page, "form.checklist .actions button")
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[data-item=access] [value='4']").is_checked()
    accessible(page)
    page.check("[name=as_written]")
    press(page, "form.checklist .actions button")
    expect(page.locator(".done")).to_contain_text("Hãy ghi số")
    accessible(page)
