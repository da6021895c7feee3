"""The workbook: its shares are formulas over its counts, and come to what the page says."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import fmean
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from survey_app import store

REFERENCE = re.compile(r"'((?:[^']|'')+)'!\$([A-Z]+)\$(\d+)")
RATIO = re.compile(rf"={REFERENCE.pattern}/{REFERENCE.pattern}")


def book_of(reader: Any, *, computed: bool = False) -> Workbook:
    answer = reader.get("/results/R1/results.xlsx")
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.data), data_only=computed)


def formulas(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type == "f")


def evaluate(book: Workbook, value: Any) -> float | None:
    """What a spreadsheet makes of a cell: a figure, a ratio of two cells, the mean of several."""
    if not isinstance(value, str):
        return None if value is None else float(value)
    parts = [
        evaluate(book, book[sheet.replace("''", "'")][f"{column}{row}"].value)
        for sheet, column, row in REFERENCE.findall(value)
    ]
    if value.startswith("=AVERAGE("):
        return fmean(part for part in parts if part is not None)
    assert RATIO.fullmatch(value), value
    numerator, denominator = parts
    assert numerator is not None
    assert denominator
    return numerator / denominator


@pytest.mark.parametrize("query", [{}, {"channel": "all"}, {"unit": "01", "lang": "en"}])
def test_workbook__every_formula__comes_to_the_value_it_carries(shown: Any, query: dict[str, str]) -> None:
    asked = shown.asking(**query)
    book, kept = book_of(asked), book_of(asked, computed=True)
    found = list(formulas(book))
    assert len(found) > 30
    for cell in found:
        value = kept[cell.parent.title][cell.coordinate].value
        assert evaluate(book, cell.value) == pytest.approx(value, rel=1e-11, abs=1e-12)


def test_workbook__every_share_that_is_shown__is_a_formula(shown: Any) -> None:
    for sheet in book_of(shown).worksheets[1:6]:
        headings = [cell.value for cell in sheet[1]]
        for place, heading in enumerate(headings):
            if heading == "Tỷ lệ hài lòng" or str(heading).endswith(": tỷ lệ"):
                column = [row[place] for row in sheet.iter_rows(min_row=2)]
                assert {cell.data_type for cell in column if cell.value is not None} == {"f"}


def test_workbook__counts__are_those_that_were_given(shown: Any) -> None:
    # The kiosk channel: A1 24 of 32, A2 11 of 20, B1 26 of 31, D1 7 of 7, E1 9 of 9, to five criteria each.
    lines = list(book_of(shown)["Số đếm"].values)
    assert lines[0][3:] == ("Số câu trả lời hài lòng (tử số)", "Số câu trả lời hợp lệ (mẫu số)")
    by = {line[:3]: line[3:] for line in lines[1:]}
    name = "Chỉ số chung và các yếu tố"
    assert by[name, "Hài lòng chung · gộp mọi câu trả lời", "overall"] == (77 * 5, 99 * 5)
    assert by[name, "Hài lòng chung · câu hỏi chung", "overall"] == (77, 99)
    assert by["Chỉ số chung theo tỉnh, thành phố", "Thành phố Hà Nội", "01"] == (35 * 5, 52 * 5)


def test_workbook__hidden_units__have_no_counts(shown: Any) -> None:
    text = [str(cell) for line in book_of(shown)["Số đếm"].values for cell in line]
    assert "Thành phố Đà Nẵng" not in text
    assert "48" not in text


def test_workbook__dictionary__says_what_every_choice_counts_for(shown: Any) -> None:
    heading, *lines = book_of(shown)["Từ điển dữ liệu"].values
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    satisfied = {(row["Nội dung lựa chọn"], row["Hài lòng (1 có, 0 không)"], row["Điểm"]) for row in rows}
    assert {("Hài lòng", 1, 4), ("Bình thường", 0, 3)} <= satisfied
    assert {row["Không tính (lý do)"] for row in rows} >= {None, "dont_know"}
    assert len({row["Mã câu hỏi"] for row in rows}) == 7


def test_workbook__notes__carry_the_digest_of_the_dataset(shown: Any) -> None:
    notes = [str(row[0]) for row in book_of(shown).worksheets[0].values]
    assert any(re.search(r"SHA-256: [0-9a-f]{64}\.", note) for note in notes)


def test_workbook__properties__say_title_office_and_the_moment(place: Any, reader: Any) -> None:
    place.fill()
    place.store.write(lambda db: store.put_setting(db, "office_name", "Sở Nội vụ"))
    before = datetime.now(UTC).replace(microsecond=0)
    book = openpyxl.load_workbook(io.BytesIO(reader.get("/results/R1/results.xlsx").data))
    said = book.properties
    assert said.creator == "Sở Nội vụ"
    assert "R1" in str(said.title)
    assert said.created is not None
    assert before <= said.created.replace(tzinfo=UTC) <= datetime.now(UTC)
    assert all(len(name) <= 31 for name in book.sheetnames)
