"""Workbooks that are refused: every reason, at its cell, in words of both languages."""

import re

import pytest

from forms import Problem, WorkbookRefused, word_workbook_problem
from tests.forms.compile.workbook import compile_here
from wording import say

HEAD = "| survey | | | | | | |\n| | type | name | label | relevant | role | factor |\n"
SETTINGS = "| settings | | |\n| | form_id | version |\n| | tiny | 1 |\n"
CHOICES = "| choices | | | |\n| | list_name | name | label |\n| | yn | y | Có |\n| | yn | n | Không |\n"
ASKED = "| | text | q | Q | | | |\n"


# Row, code and column; `b` stands for a name of the row's own.
ROWS = [
    ("| | text | q | Q | | | |", "name_twice", "B"),
    ("| | text | a b | Q | | | |", "name", "B"),
    ("| | text | tên | Q | | | |", "name", "B"),
    ("| | text | UUID | Q | | | |", "name_reserved", "B"),
    ("| | text | | Q | | | |", "name_missing", "B"),
    ("| | text | b | | | | |", "label_missing", "C"),
    ("| | | b | Q | | | |", "type_missing", "A"),
    ("| | txet | b | Q | | | |", "type_near", "A"),
    ("| | geopont | b | Q | | | |", "type_near", "A"),
    ("| | hologram | b | Q | | | |", "type", "A"),
    ("| | select_one | b | Q | | | |", "list_not_named", "A"),
    ("| | select_one yes_no | b | Q | | | |", "list_missing", "A"),
    ("| | select_one ynn | b | Q | | | |", "list_missing_near", "A"),
    ("| | end_group | | | | | |", "group_not_begun", "A"),
    ("| | calculate | b | | | | |", "calculation_missing", "A"),
    ("| | text | b | Q | ${q = 1 | | |", "expression_syntax", "D"),
    ("| | text | b | Q | today( | | |", "expression_ends", "D"),
    ("| | text | b | Q | ${qq} = 1 | | |", "reference_near", "D"),
    ("| | text | b | Q | ${elsewhere} = 1 | | |", "reference", "D"),
    ("| | text | b | Q | ${b} = 1 | | |", "cycle", "D"),
    ("| | select_one yn | b | Q | | criterium | access |", "role_near", "E"),
    ("| | select_one yn | b | Q | | judge | |", "role", "E"),
    ("| | text | b | Q | | overall | |", "role_type", "E"),
    ("| | select_one yn | b | Q | | criterion | |", "role_factor", "F"),
    ("| | text | b | Q | | | | extra |", "row_too_long", "G"),
    ("| | begin_group | b | Q | | | |", "group_not_ended", "A"),
]


@pytest.fixture(scope="module")
def faults() -> list[Problem]:
    """What is wrong with a workbook of all these rows."""
    rows = [re.sub(r"\bb\b", f"b{number}", row) for number, (row, _, _) in enumerate(ROWS)]
    content = f"{HEAD}{ASKED}" + "\n".join(rows) + f"\n{CHOICES}{SETTINGS}"
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(content.encode(), "tiny.md")
    return list(refused.value.problems)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{code}-{row}" for row, code, _ in ROWS])
def test_survey_row__at_fault__is_refused_at_its_cell(faults: list[Problem], number: int) -> None:
    _, code, column = ROWS[number]
    assert (code, f"survey!{column}{number + 3}") in {(p.code, p.place) for p in faults}


def test_problems_of_a_workbook__in_both_languages__begin_with_their_place(faults: list[Problem]) -> None:
    for problem in faults:
        for language in ("vi", "en"):
            assert word_workbook_problem(problem, language).startswith(f"{problem.place}: ")


@pytest.mark.parametrize(
    ("heading", "row", "code", "place"),
    [
        ("list_name | name | label", "yn | y | Có", "choice_twice", "choices!B3"),
        ("list_name | name | label", " | z | Có", "list_name_missing", "choices!A3"),
        ("list_name | name | label", "yn | | Có", "choice_name_missing", "choices!B3"),
        ("list_name | name | label", "yn | a b | Có", "choice_name", "choices!B3"),
        ("list_name | name | label", "yn | z | ", "label_missing", "choices!C3"),
        ("list_name | name | label | missing", "yn | z | Z | dontknow", "missing_near", "choices!D3"),
        ("list_name | name | label | missing", "yn | z | Z | xyz", "missing", "choices!D3"),
        ("list_name | name | label | satisfied", "yn | z | Z | maybe", "satisfied", "choices!D3"),
        ("list_name | name | label | score", "yn | z | Z | five", "score", "choices!D3"),
        (
            "list_name | name | label | score | missing",
            "yn | z | Z | 5 | refused",
            "missing_scored",
            "choices!E3",
        ),
        ("list_name | nmae | name | label", "yn | | z | Z", "column_near", "choices!B1"),
        ("list_name | name | label | label", "yn | z | Z | Z", "column_twice", "choices!D1"),
        ("list_name | name | label::English", "yn | z | Z", "language_tag", "choices!C1"),
    ],
)
def test_choices_row__at_fault__is_refused_at_its_cell(heading: str, row: str, code: str, place: str) -> None:
    good = "yn | y | | Y" if "nmae" in heading else "yn | y | Y"
    form = f"{HEAD}{ASKED}| choices | |\n| | {heading} |\n| | yn | w | W |\n| | {row} |\n{SETTINGS}"
    if code == "choice_twice":
        form = form.replace("yn | w | W", good)
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(form.encode(), "tiny.md")
    assert (code, place) in {(problem.code, problem.place) for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("settings", "code", "place"),
    [
        ("", "settings_missing", "tiny.md"),
        ("| settings | |\n| | version |\n| | 1 |\n", "form_id_missing", "settings!A2"),
        ("| settings | |\n| | form_id |\n| | 1x |\n", "form_id", "settings!A2"),
        ("| settings | | |\n| | form_id | version |\n| | x | 1 2 |\n", "version", "settings!B2"),
        (
            "| settings | | |\n| | form_id | form_title::Tiếng Việt (vi) | form_title::English (en) |\n"
            "| | x | T | T |\n",
            "title_in_two_languages",
            "settings!C1",
        ),
        ("| settings | | |\n| | form_id | form_titel |\n| | x | T |\n", "column_near", "settings!B1"),
    ],
)
def test_settings__at_fault__are_refused(settings: str, code: str, place: str) -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}{ASKED}{settings}".encode(), "tiny.md")
    assert (code, place) in {(problem.code, problem.place) for problem in refused.value.problems}


def test_default_language__not_in_the_columns__is_refused() -> None:
    form = (
        "| survey | | | |\n| | type | name | label::English (en) |\n| | text | q | Q |\n"
        "| settings | | |\n| | form_id | default_language |\n| | x | Français (fr) |\n"
    )
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(form.encode(), "tiny.md")
    assert [(p.code, p.place) for p in refused.value.problems] == [("default_language", "settings!B2")]


def test_workbook__many_faults__are_told_at_once() -> None:
    form = f"{HEAD}| | txt | a b | Q | ${{c}} = | | |\n| | select_one x | q | | ${{z}} = 1 | | |\n{CHOICES}"
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(form.encode(), "tiny.md")
    codes = {problem.code for problem in refused.value.problems}
    assert codes >= {
        "settings_missing",
        "type_near",
        "name",
        "list_missing",
        "label_missing",
        "reference",
    }


def test_workbook__misspelt_column__suggests_the_nearest() -> None:
    form = f"| survey | | | | |\n| | type | name | label | relevnt |\n{ASKED}{SETTINGS}"
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(form.encode(), "tiny.md")
    (problem,) = (p for p in refused.value.problems if p.code == "column_near")
    assert (problem.place, problem.values["nearest"]) == ("survey!D1", "relevant")
    assert "relevant" in word_workbook_problem(problem, "vi")


def test_ring_of_items__is_refused_with_its_members() -> None:
    ring = (("a", "b"), ("b", "c"), ("c", "a"))
    rows = "".join(f"| | text | {name} | Q | ${{{other}}} = 1 | | |\n" for name, other in ring)
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}{rows}{SETTINGS}".encode(), "tiny.md")
    (problem,) = refused.value.problems
    assert problem.code == "cycle"
    assert set(str(problem.values["ring"]).split(" → ")) == {"a", "b", "c"}


def test_group__inside_one_of_its_own_name__is_refused() -> None:
    begin, end = "| | begin_group | g | G | | | |\n", "| | end_group | | | | | |\n"
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}{begin}{begin}{ASKED}{end}{end}{SETTINGS}".encode(), "tiny.md")
    assert [(p.code, p.place) for p in refused.value.problems] == [("name_twice", "survey!B3")]


def test_workbook__without_question__is_refused() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}| | note | n | N | | | |\n{SETTINGS}".encode(), "tiny.md")
    assert [(p.code, p.place) for p in refused.value.problems] == [("no_question", "tiny.md")]


def test_workbook__only_pyxform_objects_to__is_refused_in_its_words() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}| | text | meta | Q | | | |\n{SETTINGS}".encode(), "tiny.md")
    (problem,) = refused.value.problems
    assert problem.code == "workbook_pyxform"
    assert "meta" in word_workbook_problem(problem, "en")


def test_form_title__in_two_languages__is_told_the_column_that_takes_the_other() -> None:
    settings = "| settings | |\n| | form_id | form_title | form_title::English (en) |\n| | x | T | T |\n"
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(f"{HEAD}{ASKED}{settings}".encode(), "tiny.md")
    (problem,) = [each for each in refused.value.problems if each.code == "title_in_two_languages"]
    assert problem.values["instead"] == "heading::English (en)"
    for language in ("vi", "en"):
        assert "heading::English (en)" in say(language, f"forms.{problem.code}", **problem.values)
