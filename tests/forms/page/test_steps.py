"""The way through a form: notes that hold are shown, steps have no gap, the last one is known."""

import pytest

from forms import (
    Checked,
    Instrument,
    check,
    compile_workbook,
    end_of,
    next_screen,
    read_posted,
    render_screen,
    screens,
    step_of,
)

FORM = """
| survey | | | | | | |
| | type | name | label | relevant | calculation | trigger |
| | integer | a | Mấy? | | | |
| | note | warn | Cảnh báo | ${a} > 3 | | |
| | text | b | Vì sao? | ${a} > 10 | | |
| | integer | c | Gấp đôi | | ${a} * 2 | |
| | integer | d | Thêm một | | ${a} + 1 | ${a} |
| | text | e | Góp ý | ${d} > 8 | | |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | steps | 1 | Các bước | vi |
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "steps.md").instrument


def way(form: Instrument, **answers: str) -> list[tuple[int, int, int]]:
    """Number of each screen shown, and the step it is called."""
    checked = check(form, answers)
    found, screen = [], next_screen(form, checked, 0)
    while screen is not None:
        step = step_of(form, screen, checked)
        found.append((screen.number, step.number, step.count))
        screen = next_screen(form, checked, screen.number)
    return found


def drawn(form: Instrument, number: int, **answers: str) -> str:
    checked: Checked = check(form, answers)
    return render_screen(form, screens(form)[number - 1], "vi", answers, checked=checked)


def test_note__holds_where_the_question_after_it_does_not__is_shown_under_the_title(form: Instrument) -> None:
    assert way(form, a="5") == [(1, 1, 5), (2, 2, 5), (3, 3, 5), (4, 4, 5)]
    page = drawn(form, 2, a="5")
    assert "Cảnh báo" in page
    assert "Vì sao?" not in page
    assert "<h1>Các bước</h1>" in page


def test_step__screens_passed_over__are_not_counted(form: Instrument) -> None:
    assert [number for _, number, _ in way(form, a="1")] == [1, 2, 3]
    assert [place for place, _, _ in way(form, a="1")] == [1, 3, 4]


def test_step__last__only_where_nothing_can_come(form: Instrument) -> None:
    checked = check(form, {"a": "1"})
    assert not step_of(form, screens(form)[3], checked).last  # d may be written over, and then e comes
    assert step_of(form, end_of(form), checked).last
    assert step_of(form, screens(form)[4], check(form, {"a": "9"})).last


def test_calculation__nobody_can_change__is_shown_and_not_asked(form: Instrument) -> None:
    page = drawn(form, 3, a="5")
    assert '<output aria-labelledby="f4-label" data-value="c">10</output>' in page
    assert "<h1>Các bước</h1>" in page


def test_calculation__to_be_written_over__stands_in_its_field(form: Instrument) -> None:
    page = drawn(form, 4, a="5")
    assert 'name="f5"' in page
    assert 'name="f5-was" value="6"' in page
    assert page.count('value="6"') == 2
    assert "f5-was" not in drawn(form, 4, a="5", d="7")


def test_reckoned__left_as_it_was__is_no_answer(form: Instrument) -> None:
    assert read_posted(form, {"f1": ["5"], "f5": ["6"], "f5-was": ["6"]}) == {"a": "5"}
    assert read_posted(form, {"f1": ["5"], "f5": ["7"], "f5-was": ["6"]}) == {"a": "5", "d": "7"}
