"""Lists to draw from: heads, codes, groups, and all that is wrong with them by row."""

import datetime
import io

import pytest
from openpyxl import Workbook

from survey_app.errors import Invalid
from survey_app.inspections import waiting
from survey_app.inspections.lists import LONGEST_CODE, lines_of, read_table, without_people
from survey_app.inspections.model.draws import Line
from survey_app.inspections.personal import Personal

LIST = """Danh sách hồ sơ,,,,
,,,,
STT,Mã hồ sơ,Người nộp,Tình trạng,Thủ tục
1,HS-01,Nguyễn Văn An,Trễ,Khai sinh
2,HS-02,Trần Thị Bích,Đúng hạn,Khai sinh
3,HS-03,Nguyễn Văn An,Trễ,Khai tử
"""


def problems(content: str, code: str = "Mã hồ sơ", group: str = "") -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        lines_of(read_table(content.encode(), "ds.csv"), code, group, "ds.csv")
    return [(one.code, one.place) for one in caught.value.problems]


def test_read_table__titles_above__finds_the_head_and_the_column_of_codes() -> None:
    table = read_table(LIST.encode(), "ds.csv")
    assert table.head == 3
    assert [one.name for one in table.columns] == ["STT", "Mã hồ sơ", "Người nộp", "Tình trạng", "Thủ tục"]
    assert (table.code, table.group) == ("Mã hồ sơ", "Tình trạng")
    assert [one.sign.kind for one in table.columns if one.sign] == [Personal.NAME]
    lines = lines_of(table, "mã hồ sơ", "tình trạng", "ds.csv")
    assert lines == (Line("HS-01", "Trễ"), Line("HS-02", "Đúng hạn"), Line("HS-03", "Trễ"))


def test_read_table__same_list_as_workbook__gives_the_same_lines() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Mã hồ sơ", "SĐT"), (101, 912345678), ("HS-02 ", 987654321)):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    table = read_table(made.getvalue(), "ds.xlsx")
    assert lines_of(table, "Mã hồ sơ", "", "ds.xlsx") == (Line("101"), Line("HS-02"))


def test_without_people__left_out__names_nobody() -> None:
    table = without_people(read_table(LIST.encode(), "ds.csv"), None)
    assert [one.name for one in table.columns] == ["STT", "Mã hồ sơ", "Tình trạng", "Thủ tục"]
    assert "An" not in repr(table)


def test_without_people__hashed__tells_only_who_is_the_same() -> None:
    table = without_people(read_table(LIST.encode(), "ds.csv"), b"key")
    an, bich, again = table.cells("Người nộp")
    assert an == again != bich
    assert len(an) == 16
    assert "Nguyễn" not in repr(table)
    assert without_people(read_table(LIST.encode(), "ds.csv"), b"other").cells("Người nộp")[0] != an


def test_lines_of__everything_wrong__names_every_row() -> None:
    content = f"Mã hồ sơ,Tình trạng\nA,x\n,x\nA,\n{'B' * (LONGEST_CODE + 1)},x\nC,x\nA,y\n"
    assert problems(content, group="Tình trạng") == [
        ("draw_code_missing", "ds.csv:3"),
        ("draw_group_missing", "ds.csv:4"),
        ("draw_code_twice", "ds.csv:4"),
        ("draw_code_long", "ds.csv:5"),
        ("draw_code_twice", "ds.csv:7"),
    ]


def test_lines_of__codes_that_only_look_different__are_named_as_doubles() -> None:
    assert problems("Mã hồ sơ\nH1\n H1 \nH1\u200b\nh1\nH 1\nH2\n") == [
        ("draw_code_twice", f"ds.csv:{row}") for row in (3, 4, 5, 6)
    ]


def test_read_table__head_on_every_page__is_read() -> None:
    table = read_table(b"Code,State\nH1,late\nCode,State\nH2,in time\n", "ds.csv")
    assert [one.name for one in table.columns] == ["Code", "State"]


def test_lines_of__codes_that_a_workbook_spoiled__says_so() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cell in ("Mã", datetime.date(2026, 1, 12), 1.5, "=A1"):
        sheet.append((cell, "x"))
    sheet["B1"] = "Ghi chú"
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(Invalid) as caught:
        lines_of(read_table(made.getvalue(), "ds.xlsx"), "Mã", "", "ds.xlsx")
    assert [one.code for one in caught.value.problems] == [
        "draw_code_is_date",
        "draw_code_is_number",
        "draw_code_formula",
    ]


def test_lines_of__code_column_that_names_people_or_is_not_there__is_refused() -> None:
    assert problems(LIST, code="Người nộp") == [("draw_column_personal", "code")]
    assert problems(LIST, code="Số", group="Nhóm") == [
        ("draw_no_such_column", "code"),
        ("draw_no_such_column", "group"),
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "file_is_empty"),
        ("HS-001,2026-11-01\nHS-002,2026-11-02\n", "draw_no_head"),
        ("H1,late\nH2,late\nH3,in time\n", "draw_no_head"),
        ("H1,a\nH2,b\nH3,c\n", "draw_no_head"),
        ("A,late\nB,late\nC,in time\n", "draw_no_head"),
        ("Mã,mã\n1,2\n", "draw_column_twice"),
        ("Mã,Tên thủ tục\nA,x,thừa\n", "draw_column_unnamed"),
        ("Mã,Tên thủ tục\n", "draw_list_empty"),
    ],
)
def test_read_table__no_list__says_what_is_wrong(content: str, found: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_table(content.encode(), "ds.csv")
    assert caught.value.problems[0].code == found


def test_waiting__list_of_a_workbook__is_read_back_with_what_its_cells_were() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Mã", "Họ tên"), (datetime.date(2026, 1, 12), "Lê Bé"), (7, "Lê Bé"), ("A", "")):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    found = waiting.take_list(made.getvalue(), "ds.xlsx", b"key")
    again = waiting.read(waiting.written(found))
    assert again == found
    assert (again.hashed, again.left_out) == (("Họ tên",), ())
    with pytest.raises(Invalid) as caught:
        again.draw_list("Mã", "")
    assert [(one.code, one.place) for one in caught.value.problems] == [("draw_code_is_date", "ds.xlsx:2")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04 no workbook", "workbook_is_broken"),
        (b"\xd0\xcf\x11\xe0 old", "workbook_is_protected"),
        (b"<html><table>", "file_is_web_page"),
        ("Mã,Loại\nA,x".encode("utf-16"), "not_utf8"),
    ],
)
def test_take_list__file_that_is_no_list__is_refused_whole(content: bytes, found: str) -> None:
    with pytest.raises(Invalid) as caught:
        waiting.take_list(content, "ds.xlsx", None)
    assert caught.value.problem.code == found
