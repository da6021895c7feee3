"""What a page starts with, before and while it is filled in."""

from datetime import date

from forms import check, defaults
from tests.forms.parts import form, group, item

TODAY = date(2026, 11, 22)
FORM = form(
    item("text", "office", default="Một cửa"),
    item("date", "day", default_value="today()"),
    item("integer", "people", default="2"),
    item("integer", "twice", default_value="${people} * 2"),
    item("text", "later", default="x", relevant="${people} > 5"),
    item("text", "name", group="person", default_value="concat('Người ', position(..))"),
    item("integer", "age", group="counted", default="30"),
    item("text", "plain"),
    item("calculate", "sum", calculation="1 + 1"),
    groups=[
        group("person", repeat=True, number=1),
        group("counted", repeat=True, number=2, repeat_count="${people}"),
    ],
)


def test_defaults__of_a_form_nobody_opened__are_typed_values_of_all_that_have_one() -> None:
    assert defaults(FORM, {}, TODAY) == {
        "office": "Một cửa",
        "day": "2026-11-22",
        "people": "2",
        "twice": "4",
        "later": "x",
        "person": "1",
        "name[1]": "Người 1",
        "age[1]": "30",
        "age[2]": "30",
    }


def test_defaults__of_what_was_answered__are_none_even_where_it_was_blanked() -> None:
    raw = {"office": "", "people": "1", "person": "2", "name[1]": "An"}
    assert defaults(FORM, raw, TODAY) == {
        "day": "2026-11-22",
        "twice": "2",
        "later": "x",
        "name[2]": "Người 2",
        "age[1]": "30",
    }


def test_defaults__handed_to_the_judge__are_answers_where_relevant() -> None:
    checked = check(FORM, defaults(FORM, {}, TODAY), TODAY)
    assert checked.complete
    assert checked.answers["name[1]"] == "Người 1"
    assert ("later" in checked.answers, checked.dropped) == (False, {})
