"""Signing in with a second factor: an app is set up, its code lets in, a recovery code does once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from survey_app import store
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Person, Role
from tests.browser.pages import press, sign_in

pytestmark = pytest.mark.browser
NAME, PASSWORD = "haibuoc", "mật khẩu của người hai bước"  # only of this test
ASKED = re.compile("/sign-in/code")


def add_somebody(server: Any) -> None:
    """Somebody of their own, so that no other test is asked for a code."""
    opened = store.open_store(server.instance)
    accounts.add_person(opened, Person(NAME, "Lê Hai Bước", Role.VIEWER), PASSWORD, datetime.now(UTC))
    opened.close()


def enter(page: Page, url: str, code: str) -> None:
    """Sign in from the beginning, up to the answer to ``code``."""
    sign_in(page, url, NAME, PASSWORD)
    expect(page).to_have_url(ASKED)
    page.fill("[name=code]", code)
    press(page, "main form button")


def leave(page: Page) -> None:
    """Sign out; the first page of whoever has no account stands afterwards."""
    press(page, "button[name=leave]")
    expect(page.get_by_role("link", name="Đăng nhập").first).to_be_visible()


def test_second_factor__code_of_the_app_lets_in_and_a_recovery_code_once(
    server: Any, chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    add_somebody(server)
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, server.url, NAME, PASSWORD)
    page.goto(f"{server.url}/second-factor")
    expect(page.locator("main svg")).to_be_visible()
    app = TOTP(page.locator("[name=secret]").get_attribute("value") or "")
    accessible(page)
    page.fill("[name=code]", app.now())
    press(page, "main form button")
    expect(page.locator("main code")).to_have_count(10)
    recovery = page.locator("main code").first.inner_text()
    accessible(page)
    leave(page)
    # The code that set it up counts no more; the next one does, a step early.
    enter(page, server.url, app.at(datetime.now(UTC) + timedelta(seconds=30)))
    expect(page).not_to_have_url(ASKED)
    leave(page)
    enter(page, server.url, recovery)
    expect(page).not_to_have_url(ASKED)
    leave(page)
    enter(page, server.url, recovery)
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page).to_have_url(ASKED)
    accessible(page)
    page.context.close()
