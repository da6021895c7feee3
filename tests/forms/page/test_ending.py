"""Which answers make a screen the last one: told where a few single choices decide, and only there."""

import pytest

from forms import Instrument, compile_workbook, load_shipped
from forms.page.ending import ending

FORM = """
| survey | | | | | | |
| | type | name | label | required | relevant | calculation |
| | select_one mark | first | Một? | {first} | | |
| | select_one mark | second | Hai? | yes | {relevant} | |
{more}
| | calculate | low | | | | {low} |
| | text | why | Vì sao? | | ${{low}} = 1 | |
| | text | further | Còn gì? | | ${{why}} != '' | |
| choices | | |
| | list_name | name | label |
{choices}
| settings | | | | |
| | form_id | version | form_title | default_language |
| | ending | 1 | Thử | vi |
"""
MARKS = ("1", "2", "dk")
LOW = "if(${first} = 1 and ${second} = 1, 1, 0)"


def form(
    first: str = "", relevant: str = "", more: str = "", low: str = LOW, marks: tuple[str, ...] = MARKS
) -> Instrument:
    choices = "\n".join(f"| | mark | {name} | Mức {name} |" for name in marks)
    text = FORM.format(first=first, relevant=relevant, more=more, low=low, choices=choices)
    return compile_workbook(text.encode(), "ending.md").instrument


def test_ending__of_the_shipped_rating__is_every_mark_above_three() -> None:
    rating = compile_workbook(load_shipped("counter_rating"), "counter_rating.md").instrument
    assert ending(rating, 6, "vi") == {"fields": ["f6"], "ends": ["4", "5", "dk", "na"]}


def test_ending__that_earlier_answers_decide_too__is_told_for_each_of_them() -> None:
    found = ending(form(), 2, "vi")
    assert found["fields"] == ["f1", "f2"]
    # What is required and still blank is no end.
    blanks, marks = ["", *MARKS], MARKS
    assert found["ends"] == [f"{a} {b}" for a in blanks for b in marks if (a, b) != ("1", "1")]


def test_ending__of_a_question_that_was_not_asked__needs_no_answer_to_it() -> None:
    found = ending(form(first="yes", relevant="${first} != 2"), 2, "vi")
    assert found["ends"] == ["1 2", "1 dk", "2 ", "2 1", "2 2", "2 dk", "dk 1", "dk 2", "dk dk"]


@pytest.mark.parametrize(
    "changed",
    [
        {"low": "if(${first} = 1 and today() > '2026-01-01', 1, 0)"},
        {"more": "| | integer | count | Mấy? | | | |", "low": "if(${count} = 1, 1, 0)"},
        {
            "more": "| | select_multiple mark | several | Những gì? | | | |",
            "low": "if(selected(${several}, 1), 1, 0)",
        },
        {"marks": tuple(map(str, range(1, 15)))},
        {"first": "${second} = 1"},
    ],
    ids=["the day", "a number", "several choices", "too many ways", "required at times"],
)
def test_ending__that_something_else_decides__is_not_told(changed: dict[str, str]) -> None:
    assert ending(form(**changed), 3 if "more" in changed else 2, "vi") == {}  # type: ignore[arg-type]
