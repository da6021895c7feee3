"""The publishing desk in a browser: what was refused, what waits, the preview in its frames, publishing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.pages import press

pytestmark = pytest.mark.browser
FORM = """\
| survey |                  |        |                        |                     |              |
|        | type             | name   | label::Tiếng Việt (vi) | label::English (en) | media::audio |
|        | select_one words | {name} | Ông/Bà thấy thế nào?   | How was it?         | q1.mp3       |
|        | text             | more   | Góp ý                  |                     |              |

| choices |           |      |                        |                     |
|         | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
|         | words     | a    | Tốt                    | Good                |
|         | words     | b    | Chưa tốt               | Bad                 |

| settings |         |            |         |                  |
|          | form_id | form_title | version | default_language |
|          | desk    | Phiếu thử  | {name}  | Tiếng Việt (vi)  |
"""
WIDTHS = {"vi": (360, 800, 1280), "en": (1280, 800, 360)}


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest, server: Any, staff: Page) -> Iterator[str]:
    """The language the desk is read in; afterwards it is Vietnamese again."""
    staff.goto(f"{server.url}/instruments?lang={request.param}")
    yield request.param
    staff.set_viewport_size({"width": 1280, "height": 800})
    staff.goto(f"{server.url}/?lang=vi")


def look(page: Page, accessible: Callable[..., None]) -> None:
    """At every width, and whole at the one this language is looked at."""
    first, *others = WIDTHS[page.locator("html").get_attribute("lang") or ""]
    page.set_viewport_size({"width": first, "height": 800})
    accessible(page, *others)


def send(page: Page, url: str, workbook: Path, sound: Path) -> None:
    page.goto(f"{url}/instrument-drafts/new")
    page.set_input_files("[name=workbook]", workbook)
    page.set_input_files("[name=files]", [sound])
    press(page, "main .button")
    expect(page.locator(".findings").first).to_be_visible()


def try_out(frame: Frame) -> None:
    """Answer the form in its frame, and see what the server would store."""
    frame.click(".option >> nth=0")
    frame.click(".screen-actions .primary")
    frame.fill(".screen:not([hidden]) input[type=text]", "Rất tốt")
    with frame.expect_navigation():
        frame.click(".whole-end button")
    frame.click(".trial summary")
    expect(frame.locator(".trial pre")).to_contain_text('"more": "Rất tốt"')


def test_desk__from_a_refused_file_to_a_published_version__is_accessible(
    server: Any, staff: Page, accessible: Callable[..., None], language: str, tmp_path: Path
) -> None:
    workbook, sound = tmp_path / "phiếu thử.md", tmp_path / "q1.mp3"
    sound.write_bytes(b"ID3\x04\x00" + bytes(60))
    workbook.write_text(FORM.format(name=language).replace("| text ", "| txet "), "utf-8")
    send(staff, server.url, workbook, sound)
    assert "“text”" in staff.inner_text(".findings")
    look(staff, accessible)

    workbook.write_text(FORM.format(name=language), "utf-8")
    send(staff, server.url, workbook, sound)
    look(staff, accessible)
    draft = staff.url
    press(staff, "main .actions .button")
    expect(staff.locator(".error-summary")).to_be_visible()
    look(staff, accessible)

    staff.goto(f"{draft}/preview?in=vi")
    for number, width in ((1, 360), (2, 800)):
        frame = staff.frames[number]
        frame.wait_for_selector(".screen audio")
        assert frame.evaluate("innerWidth") == width
        assert frame.evaluate("getComputedStyle(document.querySelector('.option')).display") == "flex"
        try_out(frame)
    look(staff, accessible)

    staff.goto(draft)
    staff.check("[name=confirmed]")
    press(staff, "main .actions .button")
    staff.wait_for_url(f"**/instruments/desk/{language}")
    look(staff, accessible)
    for path in ("/instruments", f"/instruments/desk/{language}/screens/en", "/instrument-drafts/new"):
        staff.goto(server.url + path)
        look(staff, accessible)
