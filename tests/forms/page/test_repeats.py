"""Repeats on a page: drawn as often as they are asked, added to, removed from, read back by address."""

import re

import pytest

from forms import (
    Instrument,
    check,
    compile_workbook,
    name_place,
    next_screen,
    pressed_repeat,
    read_posted,
    removed_occurrence,
    render_hidden,
    render_screen,
    renumbered,
    screens,
)
from forms.addresses import MOST_OCCURRENCES
from tests.forms.page.elements import Elements, judged

TYPED = {"r1": ["2"], "f26_1": ["A"], "f27_1": ["1"], "f26_2": ["B"], "f27_2": ["x"]}
FIXED = """
| survey |
| | type | name | label | relevant | repeat_count |
| | integer | people | Mấy người? | | |
| | begin_repeat | person | Từng người | | ${people} |
| | text | called | Tên | | |
| | integer | age | Tuổi của ${called} | | |
| | text | school | Trường | ${age} < 18 | |
| | end_repeat | | | | |
| | begin_repeat | only | Chỉ khi đông | ${people} > 3 | |
| | text | word | Lời | | |
| | end_repeat | | | | |
| settings |
| | form_id | version | form_title |
| | fixed | 1 | Thử |
"""


@pytest.fixture(scope="module")
def fixed() -> Instrument:
    return compile_workbook(FIXED.encode(), "fixed.md").instrument


def occurrences(page: Elements) -> list[str | None]:
    return [part["data-at"] for part in page.all("section", **{"class": "occurrence"})]


def test_repeat__never_seen__has_one_occurrence_and_a_blank_one_to_copy(every: Instrument) -> None:
    page = judged(every, 6, {})
    section = page.one("section", **{"data-repeat": "r1"})
    assert section["data-name"] == "late"
    assert occurrences(page) == ["1", "__at__"]
    assert page.one("input", type="hidden", name="r1", value="1")
    assert page.one("input", id="f26_1", name="f26_1")
    blank = page.html[page.html.index("<template>") : page.html.index("</template>")]
    assert 'id="q-f26___at__"' in blank
    assert 'name="f28___at__"' in blank
    assert 'value="__at__"' in blank
    assert "_1" not in blank


@pytest.mark.parametrize(
    ("said", "drawn"), [("2", 2), ("0", 0), ("", 1), ("hai", 1), ("99999999", MOST_OCCURRENCES)]
)
def test_repeat__not_judged__is_drawn_as_often_as_was_sent(every: Instrument, said: str, drawn: int) -> None:
    page = Elements(render_screen(every, screens(every)[5], "vi", {"late": said, "days[2]": "5"}))
    assert len(occurrences(page)) == drawn + 1  # and the blank one


def test_repeat__typed__shows_each_occurrence_with_its_own(every: Instrument) -> None:
    posted = read_posted(every, TYPED)
    assert posted == {
        "late": "2", "file_code[1]": "A", "days[1]": "1", "file_code[2]": "B", "days[2]": "x",
    }  # fmt: skip
    problems = check(every, posted).problems
    page = Elements(
        render_screen(every, screens(every)[5], "vi", posted, problems, checked=check(every, posted))
    )
    assert page.one("input", id="f27_2", value="x", **{"aria-invalid": "true"})
    assert page.one("p", id="f27_2-error")
    assert page.one("h2", id="r1_2-title")
    assert "aria-invalid" not in page.one("input", id="f27_1")


def test_first_button__is_one_that_goes_on(every: Instrument) -> None:
    first = judged(every, 6, {}).all("button")[0]
    assert "name" not in first
    assert first["tabindex"] == "-1"


def test_added__keeps_all_and_counts_one_more(every: Instrument) -> None:
    fields = TYPED | {"r1-add": ["1"]}
    pressed = pressed_repeat(every, fields)
    assert pressed is not None
    assert pressed.name == "late"
    assert read_posted(every, fields) == read_posted(every, TYPED) | {"late": "3"}
    full = {"r1": [str(MOST_OCCURRENCES)], "r1-add": ["1"]}
    assert read_posted(every, full) == {"late": str(MOST_OCCURRENCES)}
    assert pressed_repeat(every, TYPED) is None


def test_removed__first_of_two__moves_the_second_up(every: Instrument) -> None:
    fields = TYPED | {"r1-remove": ["1"]}
    assert read_posted(every, fields) == {"late": "1", "file_code[1]": "B", "days[1]": "x"}
    removed = removed_occurrence(every, fields)
    assert removed is not None
    moved = renumbered(every, *removed, ["photo", "file_code[1]", "file_code[2]", "days[3]"])
    assert moved == {"photo": "photo", "file_code[2]": "file_code[1]", "days[3]": "days[2]"}


@pytest.mark.parametrize("button", ["0", "3", "x", "", "-1", "²", "9" * 30])
def test_removed__of_an_occurrence_that_is_not_there__changes_nothing(every: Instrument, button: str) -> None:
    assert read_posted(every, TYPED | {"r1-remove": [button]}) == read_posted(every, TYPED)


@pytest.mark.parametrize("count", ["10000", "-1", "x", "", "9" * 50])
def test_count__that_is_none__is_told_and_draws_no_more_than_may_be(every: Instrument, count: str) -> None:
    posted = read_posted(every, {"r1": [count], "f26_1": ["A"]})
    page = judged(every, 6, posted)
    assert len(occurrences(page)) <= MOST_OCCURRENCES + 1
    added = read_posted(every, {"r1": [count], "r1-add": ["1"]})["late"]
    assert added == str(MOST_OCCURRENCES if count == "10000" else 1)


def test_draft__carries_repeats_by_occurrence(every: Instrument) -> None:
    posted = read_posted(every, TYPED)
    hidden = Elements(render_hidden(every, posted, screens(every)[0])).all("input")
    assert [(field["name"], field["value"]) for field in hidden] == [
        ("r1", "2"), ("f26_1", "A"), ("f26_2", "B"), ("f27_1", "1"), ("f27_2", "x"),
    ]  # fmt: skip
    assert Elements(render_hidden(every, posted, screens(every)[5])).all("input") == []


def test_count__said_by_an_answer__is_not_for_people_to_change(fixed: Instrument) -> None:
    page = judged(fixed, 2, {"people": "3"})
    assert occurrences(page) == ["1", "2", "3", "__at__"]
    assert "data-fixed" in page.one("section", **{"data-repeat": "r1"})
    assert [button for button in page.all("button") if "name" in button] == []


def test_screens__of_repeats__are_passed_over_when_none_is_asked(fixed: Instrument) -> None:
    def following(people: str, after: int) -> int | None:
        found = next_screen(fixed, check(fixed, {"people": people}), after)
        return found.number if found else None

    assert following("0", 1) is None
    assert following("2", 1) == 2
    assert following("2", 2) is None
    assert following("4", 2) == 3


def test_texts_and_relevance__within__look_at_the_same_occurrence(fixed: Instrument) -> None:
    answers = {"people": "2", "called[1]": "An", "called[2]": "Ba", "age[1]": "10", "age[2]": "40"}
    page = judged(fixed, 2, answers)
    assert [span["data-value"] for span in page.all("span") if "data-value" in span] == [
        "called[1]", "called[2]", "called[__at__]",
    ]  # fmt: skip
    assert page.words.count("An") == 1
    waiting = [box["id"] for box in page.all("div") if "waits" in (box["class"] or "")]
    assert waiting == ["q-f4_1", "q-f4_2", "q-f4___at__"]


def named(label: str) -> Instrument:
    workbook = f"""
| survey | | | | |
| | type | name | label | calculation |
| | begin_repeat | who | {label} | |
| | calculate | number | | position(..) |
| | text | called | Tên | |
| | end_repeat | | | |
| settings |
| | form_id | version | form_title |
| | named | 1 | Danh sách |
"""
    return compile_workbook(workbook.encode(), "named.md").instrument


@pytest.mark.parametrize(
    ("label", "title", "more", "less", "place"),
    [
        ("Hồ sơ", "Hồ sơ 2", "Thêm một hồ sơ", "Xóa hồ sơ 2", "Tên (hồ sơ 2)"),
        ("UBND xã", "UBND xã 2", "Thêm một UBND xã", "Xóa UBND xã 2", "Tên (UBND xã 2)"),
        ("Kiến nghị của lần kiểm tra", "Mục 2", "Thêm một mục", "Xóa mục 2", "Tên (mục 2)"),
        ("Có ai nữa?", "Mục 2", "Thêm một mục", "Xóa mục 2", "Tên (mục 2)"),
        ("Người ${number}", "Người 2", "Thêm một mục", "Xóa mục 2", "Tên (Người 2)"),
        ("Gia đình ${called}", "Gia đình Ba", "Thêm một mục", "Xóa mục 2", "Tên (Gia đình Ba)"),
    ],
)
def test_entry__is_called_by_the_repeats_label__where_that_names_one(
    label: str, title: str, more: str, less: str, place: str
) -> None:
    form = named(label)
    answers = {"who": "2", "called[1]": "An", "called[2]": "Ba"}
    page = judged(form, 1, answers)
    assert f">{title}</h" in re.sub(r"</?span[^>]*>", "", page.html)
    assert f">{more}</button>" in page.html
    assert f'<details class="remove"><summary>{less}</summary>' in page.html
    assert name_place(form, "called[2]", "vi", check(form, answers).answers) == place


def test_screen__of_entries_with_labels_of_their_own__is_headed_by_the_form() -> None:
    page = judged(named("Người ${number}"), 1, {"who": "1"})
    assert "<h1>Danh sách</h1>" in page.html
    assert 'data-value="number[1]">1</span>' in page.html
    assert 'data-value="number[__at__]"></span>' in page.html
