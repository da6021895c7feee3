"""The button of a screen that an answer makes the last: told by a list of answers, or by the judge's twin."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from survey_app.places.model import local_day
from survey_app.web import now
from tests.browser.pages import press

pytestmark = pytest.mark.browser
FORM = """
| survey | | | | | |
| | type | name | label | constraint | relevant |
| | {first} | {constraint} | |
| | text | why | Vì sao? | | {relevant} |
| choices | | | |
| | list_name | name | label |
| | yesno | yes | Có |
| | yesno | no | Không |
| settings | | | |
| | form_id | version | form_title |
| | {name} | 1 | Thử |
"""
LISTED = {"first": "select_one yesno | well | Hài lòng?", "constraint": "", "relevant": "${well} = 'no'"}
JUDGED = {"first": "integer | times | Mấy lần?", "constraint": ". < 20", "relevant": "${times} > 5"}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


def opened(server: Any, folder: Path, name: str, parts: dict[str, str]) -> str:
    """The address of a form of its own."""
    path, today = folder / f"{name}.md", local_day(now())
    path.write_text(FORM.format(name=name, **parts), encoding="utf-8")
    server.survey("instruments", "publish", str(path))
    days = ("--from", str(today), "--to", str(today + timedelta(1)))
    server.survey("rounds", "add", name, "--instrument", name, *days)
    made = server.survey("collectors", "add", "--counter", "01.001.Q1", "--round", name, "--mode", "qr_phone")
    return f"{server.url}/k/{made.split()[0]}"


def test_button__on_a_page_gone_back_to__says_what_the_answer_there_does(
    server: Any, page: Page, tmp_path: Path
) -> None:
    address = opened(server, tmp_path, "listed", LISTED)
    page.goto(address)
    button = page.locator("button.primary")
    page.click("label:has(input[value='yes'])")
    expect(button).to_have_text("Gửi phiếu")
    page.click("label:has(input[value='no'])")
    expect(button).to_have_text("Tiếp tục")
    page.goto(f"{server.url}/sign-in")
    page.go_back()
    expect(page.locator("input[value='no']")).to_be_checked()
    expect(button).to_have_text("Tiếp tục")


def test_button__where_more_on_the_screen_reacts__says_what_the_judge_would(
    server: Any, page: Page, tmp_path: Path
) -> None:
    page.goto(opened(server, tmp_path, "judged", JUDGED))
    button, field = page.locator("button.primary"), page.locator("#f1")
    for typed, said in (("9", "Tiếp tục"), ("25", "Tiếp tục"), ("3", "Gửi phiếu")):
        field.fill(typed)
        field.blur()
        expect(button).to_have_text(said)
    press(page, button)
    assert page.url.split("?")[0].count("/thanks/") == 1
