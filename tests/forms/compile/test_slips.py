"""What spreadsheets and people who know other tools make of a form, and what is said of it."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from forms import Problem, WorkbookRefused, word_workbook_problem
from forms.compile import compile_workbook
from tests.forms.compile.workbook import (
    CHOICES,
    SETTINGS,
    Cells,
    compile_here,
    compiled,
    row,
    warned,
    workbook,
)


def problems(content: bytes) -> list[tuple[str, str]]:
    """Place and code of every problem, each worded in both languages."""
    with pytest.raises(WorkbookRefused) as refused:
        compile_here(content, "tiny.md")
    for problem in refused.value.problems:
        assert all(word_workbook_problem(problem, language) for language in ("vi", "en"))
    return [(problem.place, problem.code) for problem in refused.value.problems]


def of_code(found: tuple[Problem, ...], code: str) -> list[tuple[str, object]]:
    return [(each.place, each.values["nearest"]) for each in found if each.code == code]


@pytest.mark.parametrize(
    "kind",
    ["Text", "Integer", "DATE", "Select_one yn", "Select_Multiple yn", "Select one yn Or_other", "Note"],
)
def test_type__with_capital_letters__is_read(kind: str) -> None:
    made = compiled([row(kind, "a"), row("text", "b")])
    assert made.instrument.items[0].name == "a"


def test_groups__with_capital_letters__are_read() -> None:
    made = compiled([row("Begin_group", "g"), row("text", "a"), row("End_Group")])
    assert made.instrument.group("g")


def test_list__that_differs_by_a_capital_letter__is_warned_of() -> None:
    lost: list[Cells] = [
        {"list_name": "Yn", "name": "m", "label": "Có thể"},
        {"list_name": "other", "name": "m", "label": "Khác"},
    ]
    made = compiled([row("select_one yn", "a"), row("select_one ward", "b")], [*CHOICES, *lost])
    assert of_code(made.warnings, "list_unused_near") == [("choices!A6", "yn")]
    assert of_code(made.warnings, "list_unused") == [("choices!A7", "")]


def test_list__asked_for_with_a_capital_letter__is_refused_with_the_near_one() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compiled([row("select_one Yn", "a")])
    assert of_code(refused.value.problems, "list_missing_near") == [("survey!A2", "yn")]
    assert not refused.value.warnings


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("| | Loại | Tên | Nhãn |", [("survey!A1", "heading_missing"), ("survey!A1", "heading_missing")]),
        ("| | Loại | name | label |", [("survey!A1", "heading_missing")]),
        ("| | tpye | name | label |", [("survey!A1", "column_near")]),
        ("| | Phiếu khảo sát |\n| | Năm 2026 |\n| | Type | Name | label |", [("survey!A3", "heading_below")]),
    ],
)
def test_survey__without_its_headings__says_so_and_nothing_else(
    heading: str, expected: list[tuple[str, str]]
) -> None:
    sheet = f"| survey |\n{heading}\n| | text | a | A |\n"
    settings = "| settings |\n| | form_id | version | form_title |\n| | tiny | 1 | T |\n"
    assert problems((sheet + settings).encode()) == expected


def test_survey__under_another_name__is_all_that_is_said() -> None:
    assert [code for _, code in problems(workbook([row("text", "a")]).replace(b"survey", b"hoi"))] == [
        "sheet_missing"
    ]


def test_somebodys_own_table__is_pointed_to_where_tables_are_taken() -> None:
    book = Workbook()
    book.active.title = "Bảng kiểm"
    book.active.append(["TT", "Nội dung", "Đạt", "Không đạt"])
    book.active.append([1, "Có niêm yết thủ tục", "", ""])
    stream = BytesIO()
    book.save(stream)
    for content in (stream.getvalue(), "TT,Nội dung\n1,Có niêm yết thủ tục\n".encode()):
        assert [code for _, code in problems(content)] == ["workbook_own_table"]


def test_version__that_excel_made_a_day__says_that_it_must_be_text() -> None:
    book = Workbook()
    sheets = {
        "survey": [("type", "name", "label"), ("text", "a", "A")],
        "settings": [("form_id", "form_title", "version"), ("tiny", "T", date(2026, 11, 22))],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    stream = BytesIO()
    book.save(stream)
    assert problems(stream.getvalue()) == [("settings!C2", "version_day")]


@pytest.mark.parametrize(
    ("constraint", "instead"),
    [
        (". <= 5 AND . >= 1", "and"),
        (". == 3", "="),
        (". > 1 && . < 3", "and"),
        (". ≥ 1", ">="),
        (". <> 1", "!="),
        (". => 1", ">="),
        ("'a' & 'b' = 'ab'", "concat(…, …)"),
    ],
)
def test_operator__of_another_language__is_refused_with_ours(constraint: str, instead: str) -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compiled([row("integer", "a", constraint=constraint)])
    [problem] = refused.value.problems
    assert (problem.place, problem.code, problem.values["instead"]) == (
        *("survey!D2", "expression_slip"),
        instead,
    )


def test_function__in_capital_letters__is_refused_with_ours() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        compiled([row("integer", "a", constraint="NOT(. = 1)")])
    assert of_code(refused.value.problems, "expression_function_near") == [("survey!D2", "not")]


def test_day__without_quotes__is_warned_of() -> None:
    made = compiled(
        [row("date", "a", constraint=". > 2026-01-01"), row("date", "b", constraint=". > '2026-01-01'")]
    )
    assert ("survey!D2", "compared_unquoted") in warned(made)
    assert not [place for place, code in warned(made) if place == "survey!D3" and code == "compared_unquoted"]


def test_label_of_a_repeat__with_an_answer_from_within__is_each_entrys_own() -> None:
    rows = [row("begin_repeat", "r") | {"label": "Người ${a}"}, row("text", "a"), row("end_repeat")]
    assert [place for place, _ in warned(compiled(rows)) if place == "survey!C2"] == []


def test_open_document__is_refused_by_its_name() -> None:
    content = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(WorkbookRefused) as refused:
        compile_workbook(content, "a.ods")
    assert [problem.code for problem in refused.value.problems] == ["workbook_open_document"]


def test_settings__under_a_title__say_where_the_heading_is() -> None:
    content = workbook([row("text", "a")], settings=SETTINGS)
    moved = content.replace(b"settings\r\n", b"settings\r\n,Phieu\r\n")
    assert problems(moved) == [("settings!A2", "heading_below")]
