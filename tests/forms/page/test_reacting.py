"""What of a screen answers of the same screen decide, and which screens look the same to everybody."""

import pytest

from forms import Instrument, compile_workbook, is_fixed, load_shipped, screens
from forms.page import reacting
from tests.forms.page.elements import judged

FORM = """
| survey |
| | type | name | label | relevant | calculation | appearance | default |
| | select_one yn | first | Đầu | | | | |
| | begin_group | g | Nhóm | | | field-list | |
| | integer | here | Ở đây | | | | |
| | text | later | Theo trang trước | ${first} = 'y' | | | |
| | text | now | Theo trang này | ${here} > 1 | | | |
| | text | through | Qua một phép tính | ${twice} > 4 | | | |
| | note | told | Lời dẫn theo trang trước | ${first} = 'y' | | | |
| | end_group | | | | | | |
| | calculate | twice | | | ${here} * 2 | | |
| | text | lone | Một mình | ${first} = 'y' | | | |
| | text | named | Chào ${later} | | | | |
| | text | started | Có sẵn | | | | once(today()) |
| | text | plain | Thường | | | | x |
| choices |
| | list_name | name | label |
| | yn | y | Có |
| | yn | n | Không |
| settings |
| | form_id | version | form_title |
| | reacting | 1 | Thử |
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "reacting.md").instrument


def test_relevance__of_an_earlier_screen__is_decided_before_drawing(form: Instrument) -> None:
    assert judged(form, 2, {"first": "y"}).questions() == ["here", "later", "now", "through", "told"]
    assert judged(form, 2, {"first": "n"}).questions() == ["here", "now", "through"]


def test_relevance__of_the_same_screen__is_drawn_and_waits(form: Instrument) -> None:
    group = screens(form)[1]
    assert reacting(form, group).waiting == {"now", "through"}
    page = judged(form, 2, {"first": "y"})
    waits = [box["data-item"] for box in page.all("div") if "waits" in (box.get("class") or "")]
    assert waits == ["now", "through"]


def test_fixed__is_a_screen_that_nothing_changes(form: Instrument) -> None:
    fixed = {screen.items[0].name: is_fixed(form, screen) for screen in screens(form)}
    assert fixed == {
        "first": True, "here": False, "lone": True, "named": False, "started": False, "plain": True,
    }  # fmt: skip


def test_shipped_questionnaires__are_drawn_once() -> None:
    for name in ("counter_rating", "sipas"):
        shipped = compile_workbook(load_shipped(name), f"{name}.md").instrument
        assert [is_fixed(shipped, screen) for screen in screens(shipped)] == [True] * len(screens(shipped))
