"""What scripts add to single questions and to a whole form; each can be used, by keyboard too."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from forms import Instrument, compile_workbook, render_whole, script
from tests.browser.signing import draw_signature

pytestmark = pytest.mark.browser
CSS = Path(__file__).parents[2] / "survey_app" / "web" / "static" / "css"
FORM = """
| survey | | | | | | |
| | type | name | label | required | appearance | parameters | calculation |
| | begin_group | all | Tất cả | | field-list | |
| | geopoint | where | Ở đâu? | | | |
| | image | signed | Ký tên | yes | signature | |
| | range | mark | Điểm | | | start=0 end=100 step=5 |
| | rank s | order | Thứ tự | | | |
| | select_one s | one | Chọn | | autocomplete | |
| | end_group | | | | | |
| | text | last | Cuối | yes | | |
| | begin_repeat | people | Người | | | |
| | text | who | Ai? | | | |
| | end_repeat | | | | | |
| | begin_repeat | houses | Nhà ${house} | | | |
| | calculate | house | | | | | position(..) |
| | text | where_to | Ở đâu? | | | |
| | end_repeat | | | | | |
| choices | | | |
| | list_name | name | label |
| | s | a | An Giang |
| | s | b | Bắc Ninh |
| | s | c | Cà Mau |
| | s | d | Đà Nẵng |
| | s | e | Hà Nội |
| | s | f | Hải Phòng |
| | s | g | Huế |
| | s | h | Lào Cai |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | scripts | 1 | Thử | vi |
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "scripts.md").instrument


@pytest.fixture
def page(chromium: Browser, form: Instrument) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800},
        geolocation={"latitude": 21.0285, "longitude": 105.8542, "accuracy": 12.4},
        permissions=["geolocation"],
    )
    opened = context.new_page()
    whole = render_whole(form, "vi", {})
    scripts = "".join(f'<script src="/{name}.js" defer></script>' for name in whole.scripts)
    css = "".join((CSS / name).read_text("utf-8") for name in ("citizen.css", "questions.css"))
    html = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title>'
        f"<style>{css}</style><main><h1>Thử</h1><form>{whole.html}</form></main>{scripts}</html>"
    )

    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/")[2].removesuffix(".js")
        text, kind = (script(name), "text/javascript") if name in whole.scripts else (html, "text/html")
        route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

    opened.route("**/*", serve)
    opened.goto("https://form.test/")
    yield opened
    context.close()


def test_geopoint__button__fills_in_where_the_device_is(page: Page) -> None:
    page.click("[data-item=where] .here")
    expect(page.locator("[data-item=where] [role=status]")).to_contain_text("12 m")
    values = page.locator("[data-item=where] input").evaluate_all("all => all.map(field => field.value)")
    assert values == ["21.028500", "105.854200", "12"]
    assert page.evaluate("SurveyForm.state.answers.where") == "21.0285 105.8542 0 12"


def test_geopoint__refused_by_the_device__says_so_and_stays_to_be_typed(page: Page) -> None:
    page.context.clear_permissions()
    page.context.set_geolocation(None)
    page.click("[data-item=where] .here")
    expect(page.locator("[data-item=where] [role=status]")).to_contain_text("nhập vĩ độ")
    assert page.locator("[data-item=where] input").first.is_editable()


def test_signature__drawn__is_a_picture_in_the_file_field_until_cleared(page: Page) -> None:
    draw_signature(page)
    chosen = "() => [...document.querySelector('[data-item=signed] input[type=file]').files].map(f => f.type)"
    page.wait_for_function(f"({chosen})().length === 1")
    assert page.evaluate(chosen) == ["image/png"]
    page.click("[data-item=signed] button")
    assert page.evaluate(chosen) == []


def test_range__slider__says_the_same_as_the_field_and_nothing_before_it_is_moved(page: Page) -> None:
    field, slider = page.locator("[data-item=mark] input[type=text]"), page.locator("input[type=range]")
    assert field.input_value() == ""
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert field.input_value() == "15"
    assert page.evaluate("SurveyForm.state.answers.mark") == 15
    field.fill("40")
    assert slider.input_value() == "40"


def test_rank__buttons__give_every_choice_its_place_by_keyboard(page: Page) -> None:
    page.locator("[data-item=order] [data-choice=c] .move").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("SurveyForm.state.answers.order") == ["c", "a", "b", "d", "e", "f", "g", "h"]
    assert page.evaluate("document.activeElement.closest('[data-choice]').dataset.choice") == "c"


def test_search__without_accents__leaves_what_was_meant(page: Page) -> None:
    page.fill("[data-item=one] input[type=search]", "da nang")
    expect(page.locator("[data-item=one] .option:visible")).to_have_count(1)
    page.click("[data-item=one] .option:visible")
    page.fill("[data-item=one] input[type=search]", "huế")
    expect(page.locator("[data-item=one] .option:visible")).to_have_count(2)  # and what is chosen
    assert page.evaluate("SurveyForm.state.answers.one") == "d"


def test_screens__next_and_back__keep_somebody_at_a_fault_and_move_the_focus(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    accessible(page)
    page.click(".screen-actions .primary")
    expect(page.locator("[data-item=signed] .error")).to_be_visible()
    accessible(page)
    page.set_input_files(
        "[data-item=signed] input[type=file]",
        {"name": "a.png", "mimeType": "image/png", "buffer": b"x"},
    )
    expect(page.locator("[data-item=signed] .error")).to_have_count(0)
    page.click(".screen-actions .primary")
    assert page.evaluate("document.activeElement.textContent").startswith("Cuối")
    page.fill("[data-item=last] input", "Hết")
    page.click(".screen-actions .primary")
    page.click(".screen-actions .primary")
    expect(page.locator(".screen-actions .primary")).to_be_hidden()
    page.click(".screen-actions .secondary")
    page.click(".screen-actions .secondary")
    expect(page.locator("[data-item=last]")).to_be_visible()


def test_repeat__added_and_removed__keeps_what_was_typed_in_the_others(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.evaluate("document.querySelectorAll('.screen').forEach(screen => { screen.hidden = false; })")
    page.fill("[data-item=who] input", "Một")
    for name in ("Hai", "Ba"):
        page.click("[data-name=people] .add button")
        page.keyboard.type(name)
    accessible(page)
    page.click(".occurrence >> nth=1 >> .remove summary")  # it asks first
    page.click(".occurrence >> nth=1 >> .remove button")
    fields: list[Any] = page.evaluate(
        "[...new FormData(document.forms[0])].filter(([name]) => /^(f7|r1)/.test(name))"
    )
    assert sorted(map(tuple, fields)) == [("f7_1", "Một"), ("f7_2", "Ba"), ("r1", "2")]
    assert page.inner_text(".occurrence >> nth=1 >> :first-child").endswith("2")
    assert page.evaluate("document.activeElement.closest('.add') !== null")


def test_repeat__whose_label_shows_an_answer__numbers_its_entries_as_they_come_and_go(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.screen').forEach(screen => { screen.hidden = false; })")
    repeat = page.locator("[data-name=houses]")
    headings = repeat.locator(".occurrence > :first-child")
    for _ in range(2):
        repeat.locator(".add button").click()
    expect(headings).to_have_text(["Nhà 1", "Nhà 2", "Nhà 3"])
    repeat.locator(".remove summary").first.click()
    repeat.locator(".remove button").first.click()
    expect(headings).to_have_text(["Nhà 1", "Nhà 2"])
