"""The judge: relevance, required, constraints, choices, calculations, for anything handed in."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Checked, Instrument, check, compile_workbook

EVERYTHING = """
| survey | | | | | | | |
| | type | name | label | required | relevant | constraint | calculation |
| | select_one yn | agree | Q | yes | | | |
| | begin_group | more | Q | | ${agree} = 'y' | | |
| | integer | age | Q | yes | | . >= 18 and . <= 120 | |
| | select_multiple c | colours | Q | | | count-selected(.) <= 2 | |
| | text | why | Q | ${age} > 60 | selected(${colours}, 'red') | | |
| | end_group | | | | | | |
| | decimal | weight_kg | Q | | | | |
| | date | seen | Q | | | . <= today() | |
| | note | thanks | Q | | | | |
| | calculate | double | | | | | ${age} * 2 |
| | calculate | grade | | | | | if(${double} > 100, 'old', 'young') |
| choices | | | |
| | list_name | name | label |
| | yn | y | Yes |
| | yn | n | No |
| | c | red | Red |
| | c | green | Green |
| | c | blue | Blue |
| settings | | |
| | form_id | version |
| | everything | 1 |
"""
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def everything() -> Instrument:
    return compile_workbook(EVERYTHING.encode(), "everything.md").instrument


def codes(checked: Checked) -> dict[str, str]:
    return {problem.place: problem.code for problem in checked.problems}


def test_response__all_in_order__is_complete_and_calculated(everything: Instrument) -> None:
    raw = {"agree": "y", "age": "70", "colours": ["blue", "red"], "why": " vì  thế ", "seen": "2026-11-22"}
    checked = check(everything, raw, TODAY)
    assert checked.complete
    assert checked.answers == {
        "agree": "y",
        "age": 70,
        "colours": ["red", "blue"],
        "why": "vì  thế",
        "seen": "2026-11-22",
        "double": 140,
        "grade": "old",
    }
    assert (checked.irrelevant, checked.dropped) == ((), {})


def test_group__not_relevant__covers_its_items_and_sets_their_answers_aside(everything: Instrument) -> None:
    checked = check(everything, {"agree": "n", "age": "7", "colours": ["red"], "why": "x"}, TODAY)
    assert checked.complete
    assert checked.answers == {"agree": "n", "grade": "young"}
    assert checked.irrelevant == ("age", "colours", "why")
    assert checked.dropped == {"age": "7", "colours": ["red"], "why": "x"}


def test_required__blank__is_a_problem_only_where_relevant(everything: Instrument) -> None:
    assert codes(check(everything, {}, TODAY)) == {"agree": "answer_required"}
    assert codes(check(everything, {"agree": "y", "age": " "}, TODAY)) == {"age": "answer_required"}


@pytest.mark.parametrize(("age", "expected"), [("61", {"why": "answer_required"}), ("60", {})])
def test_required__by_expression__follows_the_answers(
    everything: Instrument, age: str, expected: dict[str, str]
) -> None:
    assert codes(check(everything, {"agree": "y", "age": age, "colours": "red"}, TODAY)) == expected


def test_constraint__not_met__keeps_the_answer_and_says_so(everything: Instrument) -> None:
    checked = check(everything, {"agree": "y", "age": "17", "colours": "red green blue", "why": "x"}, TODAY)
    assert codes(checked) == {"age": "answer_constraint", "colours": "answer_constraint"}
    assert checked.answers["age"] == 17
    assert not checked.complete


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-11-22", {}), ("23/11/2026", {"seen": "answer_constraint"})]
)
def test_constraint__against_today__uses_the_day_given(
    everything: Instrument, day: str, expected: dict[str, str]
) -> None:
    assert codes(check(everything, {"agree": "n", "seen": day}, TODAY)) == expected


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("agree", "maybe", "answer_choice"),
        ("agree", ["y", "n"], "answer_single"),
        ("colours", "red pink", "answer_choice"),
        ("age", "18,5", "answer_integer"),
        ("age", "9" * 17, "answer_number_large"),
        ("weight_kg", "1.00,5", "answer_decimal"),
        ("why", "Bi\u0300nh\x00", "answer_unwritable"),
        ("why", "Bình\ud800", "answer_unwritable"),
        ("age", "1.234", "answer_integer"),
        ("weight_kg", "1e300", "answer_number_large"),
        ("seen", "31/02/2026", "answer_date"),
        ("seen", "hôm nay", "answer_date"),
        ("why", "x" * 2001, "answer_too_long"),
    ],
)
def test_answer__not_of_its_type__is_a_problem_and_is_kept_as_typed(
    everything: Instrument, name: str, given: Any, code: str
) -> None:
    raw: dict[str, Any] = {"agree": "y", "age": "30", "colours": "red", "why": "x"} | {name: given}
    checked = check(everything, raw, TODAY)
    assert codes(checked)[name] == code
    assert name not in checked.answers
    assert name in checked.dropped


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("weight_kg", "1,5", 1.5),
        ("weight_kg", " 2 ", 2.0),
        ("weight_kg", "-0", 0.0),
        ("age", "+20", 20),
        ("seen", "5/1/2026", "2026-01-05"),
        ("weight_kg", "1.000,5", 1000.5),
        ("weight_kg", "1,000.5", 1000.5),
        ("weight_kg", "1.234", 1.234),
        ("weight_kg", "1 234,5", 1234.5),
        ("why", "Ho\u0300a Bi\u0300nh\r\n2", "Hòa Bình\n2"),
        ("why", "a\x0bb", "a\nb"),
        ("why", "\u202bשלום\u200f", "\u202bשלום\u200f"),
        ("colours", ["blue green"], ["green", "blue"]),
        ("agree", [" y "], "y"),
    ],
)
def test_answer__typed_in_its_ways__is_kept_in_one(
    everything: Instrument, name: str, given: Any, kept: Any
) -> None:
    raw: dict[str, Any] = {"agree": "y", "age": "30", "colours": "red", "why": "x"} | {name: given}
    if name == "colours":
        del raw["why"]
    checked = check(everything, raw, TODAY)
    assert checked.problems == ()
    assert checked.answers[name] == kept


def test_item__unknown__is_a_problem_with_the_nearest_name(everything: Instrument) -> None:
    checked = check(everything, {"agree": "n", "wieght_kg": "1", "zzz": "1", "thanks": "1"}, TODAY)
    near, note, far = (problem for problem in sorted(checked.problems, key=lambda p: p.place, reverse=True))
    assert (near.place, near.code) == ("zzz", "unknown_item")
    assert (note.code, note.values["nearest"]) == ("unknown_item_near", "weight_kg")
    assert far.place == "thanks"


def test_problems__several__stand_in_the_order_of_the_items(everything: Instrument) -> None:
    checked = check(
        everything, {"seen": "x", "agree": "y", "other": "1", "colours": "pink", "age": "2"}, TODAY
    )
    assert [problem.place for problem in checked.problems] == ["age", "colours", "seen", "other"]


def test_document__equal_responses__are_written_alike(everything: Instrument) -> None:
    first = check(everything, {"agree": "y", "age": "30", "weight_kg": "1,5"}, TODAY)
    second = check(everything, {"weight_kg": "1.50", "age": " 30", "agree": "y"}, TODAY)
    assert first.document == second.document
    assert first.document == (
        '{"answers":{"age":30,"agree":"y","double":60,"grade":"young","weight_kg":1.5},"irrelevant":["why"]}'
    )


GIVEN = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["y", "n", "red", "30", "2026-01-01", "1,5", "\ud800", ""]),
    st.lists(st.one_of(st.text(max_size=5), st.sampled_from(["red", "blue"])), max_size=4),
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dictionaries(st.text(max_size=2), st.text(max_size=2), max_size=2),
)
NAMES = st.one_of(
    st.sampled_from(["agree", "age", "colours", "why", "weight_kg", "seen", "thanks", "double"]),
    st.text(max_size=8),
)


@settings(max_examples=300)
@given(raw=st.dictionaries(NAMES, GIVEN, max_size=8))
def test_check__anything_handed_in__is_judged_and_can_be_stored(everything: Instrument, raw: Any) -> None:
    checked = check(everything, raw, TODAY)
    document = json.loads(checked.document.encode())
    assert document["answers"] == checked.answers


@settings(max_examples=300)
@given(raw=st.dictionaries(NAMES, GIVEN, max_size=8))
def test_check__of_its_own_answers__changes_nothing(everything: Instrument, raw: Any) -> None:
    once = check(everything, raw, TODAY)
    again = check(everything, once.answers, TODAY)  # type: ignore[arg-type]  # typed answers are taken too
    assert again.answers == once.answers
    assert (
        json.loads(once.document)["answers"]
        == check(everything, json.loads(once.document)["answers"], TODAY).answers
    )


def test_check__single_selects_only__judges_each() -> None:
    rows = "\n".join(f"| | select_one s | q{number} | Q | yes |" for number in range(25))
    form = f"""
| survey | | | | |
| | type | name | label | required |
{rows}
| choices | | | |
| | list_name | name | label |
| | s | 1 | a |
| settings | | |
| | form_id | version |
| | x | 1 |
"""
    instrument = compile_workbook(form.encode(), "x.md").instrument
    assert check(instrument, {f"q{number}": "1" for number in range(25)}).complete
    assert len(check(instrument, {f"q{number}": "2" for number in range(25)}).problems) == 25
