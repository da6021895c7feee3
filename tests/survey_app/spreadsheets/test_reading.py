"""Workbooks as offices make them, and as nobody should."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from survey_app.errors import Invalid, Problem
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell, Sheet, read_cells, read_workbook


def packed(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def sheet_of(book: Workbook, tmp_path: Any, sheet: str = "") -> Sheet:
    path = tmp_path / "a.xlsx"
    book.save(path)
    with path.open("rb") as stream:
        return read_workbook(stream, "a.xlsx", sheet)


def refusal(book: Workbook, tmp_path: Any, sheet: str = "") -> Problem:
    with pytest.raises(Invalid) as caught:
        sheet_of(book, tmp_path, sheet)
    return caught.value.problem


def rewritten(content: bytes, name: str, change: Any) -> bytes:
    """The same workbook with the part ``name`` changed (b'' when it has none)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part, change(body) if part.filename == name else body)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return stream.getvalue()


def archive_of(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def test_cells__of_every_kind__keep_what_they_were(tmp_path: Any) -> None:
    book = book_of(
        ["a", 5, 5.0, 2.5, True, date(2026, 5, 1), datetime(2026, 5, 1, 9, 30), None, "00012"]  # noqa: DTZ001
    )
    (row,) = sheet_of(book, tmp_path).rows
    assert row == ["a", "5", "5", "2.5", "TRUE", "2026-05-01", "2026-05-01T09:30:00", "", "00012"]
    kinds = [type(cell) for cell in row]
    assert kinds == [str, NumberCell, NumberCell, NumberCell, str, DateCell, DateCell, str, str]


def test_formulas__with_and_without_a_kept_value__give_value_or_themselves(tmp_path: Any) -> None:
    content = packed(book_of(["x"], ["=1+1"], ["=2+2"]))
    kept = rewritten(
        content,
        "xl/worksheets/sheet1.xml",
        lambda body: body.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
        ),
    )
    rows = list(read_cells(kept, "a.xlsx"))
    assert rows == [["x"], ["2"], ["=2+2"]]
    assert isinstance(rows[2][0], FormulaCell)


def test_sheets__hidden_one_first__the_first_visible_is_read(tmp_path: Any) -> None:
    book = book_of(["hidden"])
    book.active.title, book.active.sheet_state = "Cũ", "hidden"
    book.create_sheet("Phiếu").append(["shown"])
    sheet = sheet_of(book, tmp_path)
    assert (sheet.name, sheet.names, sheet.hidden) == ("Phiếu", ("Cũ", "Phiếu"), ("Cũ",))
    assert list(sheet.rows) == [["shown"]]
    assert list(sheet_of(book, tmp_path, "Cũ").rows) == [["hidden"]]


def test_sheet__that_is_not_there__is_refused_with_those_that_are(tmp_path: Any) -> None:
    problem = refusal(book_of(["a"]), tmp_path, "Phiếu")
    assert (problem.code, dict(problem.values)) == ("sheet_missing", {"sheet": "Phiếu", "known": "Sheet"})


def test_merged_cells__anywhere__are_told_as_ranges(tmp_path: Any) -> None:
    book = book_of(["Tiêu đề", None, None], ["a", "b", "c"], ["1", "2", "3"])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A2:A3")
    assert sheet_of(book, tmp_path).merged == ((1, 1, 1, 3), (2, 1, 3, 1))


def test_columns__more_than_300__are_refused_with_the_row(tmp_path: Any) -> None:
    problem = refusal(book_of(["a"], ["x"] * 500), tmp_path)
    assert (problem.code, problem.place) == ("too_many_columns", "a.xlsx:2")
    assert (problem.values["columns"], problem.values["limit"]) == (500, 300)


def test_hidden_rows_and_columns__are_told_as_ranges(tmp_path: Any) -> None:
    book = book_of(*([str(number), "x", "y", "z"] for number in range(12)))
    for row in (3, 4, 5, 9):
        book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions["B"].hidden = True
    sheet = sheet_of(book, tmp_path)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (((3, 5), (9, 9)), ((2, 2),))
    assert len(list(sheet.rows)) == 12


def test_csv__cell_without_end__says_that_it_is_too_long() -> None:
    with pytest.raises(Invalid) as caught:
        list(read_cells(b"a,b\n" + b"x" * 200_000, "a.csv"))
    assert caught.value.problem.code == "csv_cell_too_long"


def test_old_workbook__by_its_name__is_told_apart_from_a_protected_one() -> None:
    with pytest.raises(Invalid) as caught:
        list(read_cells(b"\xd0\xcf\x11\xe0old", "a.xls"))
    assert caught.value.problem.code == "old_excel_file"


_BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
_WITH_ENTITIES = rewritten(packed(book_of(["a"])), "xl/worksheets/sheet1.xml", lambda _: _BOMB)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0old", "workbook_is_protected"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "file_is_web_page"),
        (_WITH_ENTITIES, "workbook_is_unsafe"),
        (b"PK\x03\x04 nothing", "workbook_is_broken"),
        (packed(book_of(["a"]))[:-300], "workbook_is_broken"),
        (rewritten(packed(book_of(["a"])), "xl/vbaProject.bin", lambda _: b"x"), "workbook_has_macros"),
        (
            rewritten(packed(book_of(["a"])), "xl/worksheets/sheet1.xml", lambda body: body[:200]),
            "workbook_is_broken",
        ),
        (b"x" * 50_000_001, "file_too_large"),
        (b" \n", "file_is_empty"),
    ],
    ids=["ole", "html", "entities", "no zip", "cut off", "macros", "sheet cut off", "51 MB", "blank"],
)
def test_file__that_is_no_workbook_of_rows__is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        list(read_cells(content, "a.xlsx"))
    assert caught.value.problem.code == code


def test_workbook__that_unpacks_to_a_bomb__is_refused(tmp_path: Any) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(b"0" * 1_000_000)
    with pytest.raises(Invalid) as caught:
        list(read_cells(stream.getvalue(), "a.xlsx"))
    assert caught.value.problem.code == "file_too_large"


def test_workbook__with_a_row_far_below_any_sheet__is_refused(tmp_path: Any) -> None:
    content = rewritten(
        packed(book_of(["a"], ["b"])),
        "xl/worksheets/sheet1.xml",
        lambda body: body.replace(b'r="2"', b'r="99999999999"').replace(b'r="A2"', b'r="A99999999999"'),
    )
    with pytest.raises(Invalid) as caught:
        list(read_cells(content, "a.xlsx"))
    assert caught.value.problem.code in ("too_many_rows", "workbook_is_broken")


def test_rows__no_more_than_asked__are_read(tmp_path: Any) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(book_of(*([str(number)] for number in range(50)))))
    with path.open("rb") as stream:
        sheet = read_workbook(stream, "a.xlsx", "", 3)
    assert (sheet.lines, list(sheet.rows)) == (3, [["0"], ["1"], ["2"]])


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.4\n\x00", "PDF"), (b"\x89PNG\r\n\x1a\n\x00", "PNG"), (archive_of("anh.txt"), "ZIP")],
)
def test_file__that_is_no_table__is_refused_by_the_name_of_its_kind(content: bytes, kind: str) -> None:
    with pytest.raises(Invalid) as caught:
        list(read_cells(content, "a.pdf"))
    assert (caught.value.problem.code, caught.value.problem.values["found"]) == ("file_is_foreign", kind)
