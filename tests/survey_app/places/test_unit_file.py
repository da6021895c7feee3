import codecs
import io
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from survey_app.cli.console import word_problem
from survey_app.errors import Invalid, Problem
from survey_app.places import unit_file
from survey_app.places.unit_file import COLUMNS, read_units
from survey_app.spreadsheets import MAX_BYTES
from wording import LANGUAGES

HEADER = ",".join(COLUMNS)
GOOD = "00001,Phường Ba Đình,Ba Dinh Ward,commune,01,2025-07-01,,,NQ 1"


def read(*lines: str) -> unit_file.UnitFile:
    return read_units("\n".join((HEADER, *lines)).encode(), "units.csv")


def problems(*lines: str) -> list[tuple[str, str]]:
    found = read(*lines).problems
    assert all(is_worded(problem) for problem in found)
    return [(problem.place, problem.code) for problem in found]


def is_worded(problem: Problem) -> bool:
    """Whether every language has words for the problem and the problem has every value they name."""
    return not any("{" in word_problem(problem, language) for language in LANGUAGES)


def refusal(content: bytes) -> Problem:
    with pytest.raises(Invalid) as caught:
        read_units(content, "units.csv")
    assert is_worded(caught.value.problem)
    return caught.value.problem


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in ([*COLUMNS], *rows):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_read_units__good_row__keeps_codes_as_text() -> None:
    (row,) = read(GOOD).rows
    assert row.place == "units.csv:2"
    assert (row.unit.code, row.unit.parent_code) == ("00001", "01")
    assert (row.unit.valid_from, row.unit.valid_to) == ("2025-07-01", "")


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("code,", "CODE ,", 1).encode(),
    ],
    ids=["plain", "bom", "nfd", "semicolons", "windows_lines", "header_in_capitals"],
)
def test_read_units__spelling_of_the_same_file__reads_the_same(spelling: Callable[[str], bytes]) -> None:
    assert read_units(spelling(f"{HEADER}\n{GOOD}\n"), "units.csv") == read(GOOD)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ((HEADER + "\n" + GOOD).encode("utf-16"), "not_utf8", "units.csv"),
        ((HEADER + "\n" + GOOD).encode("utf-16-le"), "nul_in_file", "units.csv:1"),
        (HEADER.encode() + b"\n00001,Ph\xb0\xeang Ba \xa7\xd7nh", "not_utf8", "units.csv:2"),  # TCVN3
        (HEADER.encode() + b"\n00001,X\xe3 \xd0\xf4ng", "not_utf8", "units.csv:2"),  # windows-1258
        (HEADER.encode() + b"\n00001,X\x00", "nul_in_file", "units.csv:2"),
        (b"", "file_is_empty", "units.csv"),
        (HEADER.encode(), "file_is_empty", "units.csv"),
        (b"\xd0\xcf\x11\xe0old", "old_excel_file", "units.csv"),
        (b"PK\x03\x04not a workbook", "workbook_is_broken", "units.csv"),
        (HEADER.encode() + b'\n"00001,never closed', "csv_is_broken", "units.csv:2"),
    ],
)
def test_read_units__unreadable_file__is_refused_with_its_place(
    content: bytes, code: str, place: str
) -> None:
    problem = refusal(content)
    assert (problem.code, problem.place) == (code, place)


def test_read_units__file_too_large__is_refused() -> None:
    assert refusal(b"x" * (MAX_BYTES + 1)).code == "file_too_large"


def test_read_units__too_many_rows__is_refused() -> None:
    content = HEADER + "\n1,X,,province" * (unit_file.MAX_ROWS + 1)
    assert refusal(content.encode()).code == "too_many_rows"


def test_read_units__only_the_needed_columns__the_others_are_blank() -> None:
    file = read_units(b"code,name_vi,type,parent_code\nC1,X,commune,01", "units.csv")
    assert (file.rows[0].unit.legal_act, file.rows[0].unit.valid_from, file.problems) == ("", "", ())


def test_read_units__columns_wrong__names_all_and_the_nearest() -> None:
    header = (
        HEADER.replace("parent_code", "parrent_code").replace("legal_act", "note").replace("type", "code")
    )
    with pytest.raises(Invalid) as caught:
        read_units(f"{header}\n{GOOD}".encode(), "units.csv")
    assert [(p.code, p.values["column"]) for p in caught.value.problems] == [
        ("column_twice", "code"),
        ("column_misspelt", "parrent_code"),
        ("column_unknown", "note"),
        ("column_missing", "type"),
    ]
    assert caught.value.problems[1].values["nearest"] == "parent_code"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",Xã A,,commune,01,,,,", "cell_blank"),
        ("1,,,commune,01,,,,", "cell_blank"),
        ("1,Xã A,,village,01,,,,", "unit_type_unknown"),
        ("1,Xã A,,commune,01,31/02/2025,,,", "bad_date"),
        ("1,Xã A,,commune,01,20250701,,,", "bad_date"),
        ("1,Xã A,,commune,01,2025-07-02,2025-07-01,,", "unit_ends_before_it_begins"),
        ("1 2,Xã A,,commune,01,,,,", "code_has_space"),
        ("/1,Xã A,,commune,01,,,,", "code_is_no_address"),
        ("1//2,Xã A,,commune,01,,,,", "code_is_no_address"),
        ("..,Xã A,,commune,01,,,,", "code_is_no_address"),
        ("1" * 51 + ",Xã A,,commune,01,,,,", "cell_too_long"),
        ("1," + "Xã" * 151 + ",,commune,01,,,,", "cell_too_long"),
        ("1,=HYPERLINK(1),,commune,01,,,,", "cell_is_formula"),
        ("1,Xã A,,commune,01,,,,+1", "cell_is_formula"),
        ("1,@Xã A,,commune,01,,,,", "cell_is_formula"),
        ("1,Xã\u202eA,,commune,01,,,,", "cell_has_hidden_letters"),
        ("1,Hµ Néi,,commune,01,,,,", "cell_has_old_font_letters"),
        ("1,X\ufffd A,,commune,01,,,,", "cell_has_old_font_letters"),
        ("1,Xã A,,commune,01,,,,NQ 1,of 2025", "row_too_long"),
    ],
)
def test_read_units__cell_wrong__says_row_and_fault(line: str, code: str) -> None:
    assert problems(GOOD, line) == [("units.csv:3", code)]


def test_read_units__several_faults__lists_all_and_skips_blank_lines() -> None:
    assert problems(",Xã A,,village,01,,,,", "", GOOD, "1,Xã B,,commune,01,x,y,,") == [
        ("units.csv:2", "cell_blank"),
        ("units.csv:2", "unit_type_unknown"),
        ("units.csv:5", "bad_date"),
        ("units.csv:5", "bad_date"),
    ]


def test_read_units__local_date_and_spaces__are_understood() -> None:
    (row,) = read(" 1 ,  Xã   A ,,commune,01,1/7/2025,,,").rows
    assert (row.unit.code, row.unit.name_vi, row.unit.valid_from) == ("1", "Xã A", "2025-07-01")


def test_read_units__row_shorter_than_the_header__leaves_the_rest_blank() -> None:
    (row,) = read("1,Xã A,,commune,01").rows
    assert (row.unit.valid_from, row.unit.legal_act) == ("", "")


def test_read_units__workbook__reads_text_and_dates() -> None:
    content = workbook(["00001", "Xã A", None, "commune", "01", date(2025, 7, 1)])
    (row,) = read_units(content, "units.xlsx").rows
    assert (row.place, row.unit.code, row.unit.valid_from) == ("units.xlsx:2", "00001", "2025-07-01")


def test_read_units__workbook_with_number_and_formula__refuses_both() -> None:
    content = workbook([1, "=A2", None, "commune", "01"])
    found = [problem.code for problem in read_units(content, "units.xlsx").problems]
    assert found == ["code_is_number", "cell_is_formula"]
