"""Every type of question on a telephone: with scripts and without, in both languages, at every width."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from forms.check import local_day
from tests.browser.pages import press

pytestmark = pytest.mark.browser
Accessible = Callable[[Page], None]
FORM = Path("tests/forms/page/forms/every.md")
ANSWERS = {
    "who": "Lan", "story": "Một\nhai", "phone": "0912345678", "code": "A-1", "agree": "OK", "times": 2,
    "paid": 1.5, "grade": 7, "share": 25, "day": "2026-11-20", "hour": "14:30", "moment": "2026-11-21T08:15",
    "twice": 4, "echo": "4", "online": "no", "why_not": "Không có mạng", "ways": ["zalo"], "likert": "4",
    "region": "south", "order": ["zalo", "desk", "web"], "place": "ben_thanh", "t1": "1", "t2": "2",
    "t3": "3", "late": 1, "file_code[1]": "H2", "days[1]": 5, "sorry[1]": "no", "where": "21.0285 105.8542",
}  # fmt: skip


@pytest.fixture(scope="module")
def code(server: Any) -> str:
    """The address of the form with every type at a counter."""
    server.survey("instruments", "publish", str(FORM), "--yes")
    today = local_day()
    days = ("--from", str(today), "--to", str(today + timedelta(1)))
    server.survey("rounds", "add", "moi-loai", "--instrument", "every", *days)
    made = server.survey(
        "collectors", "add", "--counter", "01.001.Q1", "--round", "moi-loai", "--mode", "qr_phone"
    )
    return str(made.split("\t")[0])


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=request.param, locale="vi-VN"
    )
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "board.png"
    Image.new("RGB", (60, 40), (20, 90, 160)).save(path)
    return path


def go_on(page: Page) -> None:
    press(page, "button.primary")


def fill_words_and_figures(phone: Page) -> None:
    phone.fill("#f2", "Lan")
    phone.fill("#f3", "Một\nhai")
    phone.fill("#f4", "0912345678")
    phone.fill("#f5", "A-1")
    phone.check("#f6")
    go_on(phone)
    phone.fill("#f7", "2")
    phone.fill("#f8", "1,5")
    phone.check("#f9-8")
    phone.fill("#f10", "25")
    phone.fill("#f11", "2026-11-20")
    phone.fill("#f12", "14:30")
    phone.fill("#f13", "2026-11-21T08:15")
    go_on(phone)


def fill_choices(phone: Page) -> None:
    phone.check("#f16-2")
    phone.fill("#f17", "Không có mạng")
    phone.check("#f18-2")
    phone.check("#f19-4")
    phone.select_option("#f20", "south")
    for place, position in (("1", "3"), ("2", "1"), ("3", "2")):
        phone.select_option(f"[name=f21-p{place}]", position)
    go_on(phone)
    expect(phone.locator(".option")).to_have_count(1)
    phone.check("#f22")
    go_on(phone)
    for field in ("f23", "f24-2", "f25-3"):
        phone.check(f"#{field}")
    go_on(phone)


def fill_repeat(phone: Page) -> None:
    """Two entries, of which the first is taken out again."""
    phone.fill("#f26_1", "H1")
    phone.fill("#f27_1", "3")
    phone.check("#f28_1")
    phone.click("[name=r1-add]")
    expect(phone.locator("#f26_2")).to_be_visible()
    expect(phone.locator("#f26_1")).to_have_value("H1")
    phone.fill("#f26_2", "H2")
    phone.fill("#f27_2", "5")
    phone.check("#f28_2-2")
    phone.click("#r1_1 .remove summary")
    phone.click("[name=r1-remove][value='1']")
    expect(phone.locator(".occurrence")).to_have_count(1)
    expect(phone.locator("#f26_1")).to_have_value("H2")
    go_on(phone)


def fill_files(phone: Page, picture: Path) -> None:
    """Two pictures and a place, looked at again on the way back."""
    phone.set_input_files("#f29", picture)
    phone.set_input_files("#f30", picture)
    phone.fill("[name=f33-lat]", "21,0285")
    phone.fill("[name=f33-lon]", "105,8542")
    press(phone, "button[name=back]")
    go_on(phone)
    expect(phone.locator(".kept img")).to_have_count(2)
    expect(phone.locator("[name=f33-lat]")).to_have_value("21,0285")
    go_on(phone)


def test_every_type__answered_by_hand__is_stored(phone: Page, server: Any, code: str, picture: Path) -> None:
    before = stored(server, code)
    phone.goto(f"{server.url}/k/{code}")
    fill_words_and_figures(phone)
    fill_choices(phone)
    fill_repeat(phone)
    fill_files(phone, picture)
    assert "/thanks/" in phone.url
    (document,) = [text for uuid, text in stored(server, code).items() if uuid not in before]
    answers = json.loads(document)["answers"]
    assert answers.pop("photo").endswith(".jpg")
    assert answers.pop("signature").endswith(".jpg")
    assert answers == ANSWERS


def stored(server: Any, code: str) -> dict[str, str]:
    """The documents of the responses through the code, by id."""
    with closing(sqlite3.connect(f"file:{server.instance.root / 'survey.db'}?mode=ro", uri=True)) as db:
        query = "SELECT uuid, document FROM responses_response WHERE collector = ?"
        return dict(db.execute(query, [code]).fetchall())


def test_pages__at_every_width_in_both_languages__are_accessible_and_fit(
    server: Any, code: str, chromium: Browser, accessible: Accessible
) -> None:
    page = chromium.new_context().new_page()
    for language in ("vi", "en"):
        page.goto(f"{server.url}/k/{code}?lang={language}")
        for fill in (
            lambda: page.check("#f6"),
            lambda: None,
            lambda: (page.check("#f16"), page.select_option("#f20", "north")),
            lambda: None,
            lambda: page.check("#f24"),
            lambda: page.fill("#f26_1", "H1"),
            lambda: None,
        ):
            for width in (360, 800, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                accessible(page)
            fill()
            go_on(page)
        assert "/thanks/" in page.url
    page.context.close()


def test_errors__of_a_repeat_and_a_table__lead_to_their_fields(server: Any, code: str, phone: Page) -> None:
    phone.goto(f"{server.url}/k/{code}")
    go_on(phone)
    phone.click("#errors a, .error-summary a")
    expect(phone).to_have_url(re.compile("#f6$"))
    phone.check("#f6")
    go_on(phone)
    go_on(phone)
    phone.check("#f16")
    phone.select_option("#f20", "north")
    go_on(phone)
    go_on(phone)
    phone.check("#f24")
    go_on(phone)
    phone.click("[name=r1-add]")
    expect(phone.locator("#f26_2")).to_be_visible()
    phone.fill("#f26_1", "H1")
    phone.fill("#f27_1", "0")
    phone.press("#f27_1", "Enter")
    expect(phone.locator(".occurrence")).to_have_count(2)
    expect(phone.locator("#f27_1-error")).to_be_visible()
    expect(phone.locator("#f26_2-error")).to_be_visible()
