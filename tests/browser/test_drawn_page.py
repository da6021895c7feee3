"""How a drawn form stands on the page: circles under their columns, nothing moves from under the mouse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from forms import compile_workbook, render_whole, script

pytestmark = pytest.mark.browser
CSS = Path(__file__).parents[2] / "survey_app" / "web" / "static" / "css"
TABLE = """
| survey | | | | | |
| | type | name | label | appearance | required |
| | begin_group | all | Tất cả | field-list | |
| | begin_group | outer | D07. Quan sát | | |
| | begin_group | rows | Năm lượt | table-list | |
| | select_one s | one | Lượt 1 | | yes |
| | select_one s | two | Lượt 2 | | |
| | end_group | | | | |
| | text | why | Ghi chú | | |
| | end_group | | | | |
| | end_group | | | | |
| choices | | | | |
| | list_name | name | label | missing |
| | s | 1 | Kém | |
| | s | 2 | Vừa | |
| | s | 3 | Tốt | |
| | s | dk | Không quan sát được | dont_know |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | table | 1 | Thử | vi |
"""
MOVING = """
| survey | | | | | |
| | type | name | label | appearance | constraint |
| | begin_group | all | Tất cả | field-list | |
| | decimal | first | Số đầu | | |
| | decimal | last | Số cuối | | . = ${first} |
| | note | said | Trung bình ${first} | | |
| | end_group | | | | |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | moving | 1 | Thử | vi |
"""
Open = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """Opens a form as one page, `width` wide, in the sheets of citizens or, in this order, of staff."""
    context = chromium.new_context()

    def open_form(workbook: str, width: int, sheets: tuple[str, ...], before: str = "") -> Page:
        form = compile_workbook(workbook.encode(), "form.md").instrument
        whole = render_whole(form, "vi", {})
        css = "".join((CSS / f"{name}.css").read_text("utf-8") for name in sheets)
        sources = "".join(f'<script src="/{name}.js" defer></script>' for name in whole.scripts)
        html = (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title><style>{css}</style>'
            f'<main><form class="checklist" action="/sent">{before}<h1>Thử</h1>{whole.html}'
            f"<button id=send>Gửi</button></form></main>{sources}</html>"
        )

        def serve(route: Route) -> None:
            name = route.request.url.rpartition("/")[2].removesuffix(".js")
            known = name in whole.scripts
            route.fulfill(
                body=script(name) if known else html,
                content_type=f"text/{'javascript' if known else 'html'}; charset=utf-8",
            )

        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.route("**/*", serve)
        page.goto("https://form.test/")
        return page

    yield open_form
    context.close()


MIDDLES = """(all) => [...document.querySelectorAll(all)].map((one) => {
    const { left, right } = one.getBoundingClientRect();
    return (left + right) / 2;
})"""


@pytest.mark.parametrize("sheets", [("citizen", "questions"), ("staff", "checklist", "questions")])
@pytest.mark.parametrize("width", [700, 800, 1280])
def test_table__every_width__each_circle_stands_under_its_column(
    opened: Open, width: int, sheets: tuple[str, ...]
) -> None:
    page = opened(TABLE, width, sheets)
    heads = page.evaluate(MIDDLES, ".heads .cells > span")
    assert len(heads) == 4
    for name in ("one", "two"):
        circles = page.evaluate(MIDDLES, f"[data-item={name}] input[type=radio]")
        assert circles == pytest.approx(heads, abs=2)
    where = page.evaluate(
        "() => ['D07. Quan sát', 'Năm lượt', 'Kém', 'Lượt 1', 'Ghi chú'].map((text) => document.evaluate("
        "`//*[normalize-space(text())='${text}']`, document).iterateNext().getBoundingClientRect().top)"
    )
    assert where == sorted(where)


def test_table__phone__each_circle_has_its_own_words(opened: Open) -> None:
    page = opened(TABLE, 360, ("citizen", "questions"))
    options = page.locator("[data-item=one] .option")
    assert [text.strip() for text in options.all_inner_texts()] == [
        "Kém",
        "Vừa",
        "Tốt",
        "Không quan sát được",
    ]
    for option in options.all():
        box = option.locator("span").bounding_box()
        assert box is not None
        assert box["width"] > 20
    expect(page.locator(".heads")).to_be_hidden()


def test_press__as_the_last_field_is_left_with_a_fault__is_not_lost(opened: Open) -> None:
    page = opened(MOVING, 800, ("citizen", "questions"))
    page.fill("[data-item=first] input", "3")
    page.locator("[data-item=last] input").press_sequentially("4")
    box = page.locator("#send").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] - 4)
    page.mouse.down()
    expect(page.locator(".error")).to_have_count(0)
    with page.expect_request("**/sent*"):
        page.mouse.up()


def test_fault__mouse_comes_up_elsewhere__is_said(opened: Open) -> None:
    page = opened(MOVING, 800, ("citizen", "questions"))
    page.fill("[data-item=first] input", "3")
    page.locator("[data-item=last] input").press_sequentially("4")
    page.mouse.click(5, 5)
    expect(page.locator("[data-item=last] .error")).to_be_visible()


def test_number_in_a_text__is_written_as_the_language_does(opened: Open) -> None:
    page = opened(MOVING, 800, ("citizen", "questions"))
    page.locator("[data-item=first] input").press_sequentially("6.75")
    expect(page.locator("[data-item=said]")).to_have_text("Trung bình 6,75")


def test_list_of_faults__put_right_and_new_ones__says_what_is_wrong_now(opened: Open) -> None:
    before = '<div class="error-summary" role="alert"><ul><li><a href="#f1">Cũ</a></li></ul></div>'
    page = opened(MOVING, 800, ("citizen", "questions"), before)
    page.fill("[data-item=first] input", "3")
    page.fill("[data-item=last] input", "4")
    page.mouse.click(5, 790)
    expect(page.locator(".error-summary a")).to_have_count(1)
    expect(page.locator(".error-summary a")).to_contain_text("Số cuối:")
    page.fill("[data-item=last] input", "3")
    page.mouse.click(5, 790)
    expect(page.locator(".error-summary")).to_be_hidden()
