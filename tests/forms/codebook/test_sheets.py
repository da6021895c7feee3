"""The codebook as sheets, in the reader's language."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from forms import Choice, Item, ItemType, Role
from forms.codebook.sheets import tables
from forms.methods import Aggregation, Factor, Method, Statistic
from forms.workbook.writing import write_xlsx
from tests.forms.codebook.versions import FIRST, GOOD, SECOND

ONE = Item("q1", 1, ItemType.SELECT_ONE, list_name="l", role=Role.CRITERION, factor="f")
TWO = replace(ONE, name="q2", number=2, factor="g")
WEIGHTED = Method(
    "own",
    2,
    label={"vi": "Riêng"},
    source={"vi": "Quyết định 1"},
    satisfied=("good", "best"),
    factors=(
        Factor("f", ("q1", "q2"), {"vi": "Nơi tiếp"}, Decimal("0.4")),
        Factor("g", ("q3",), weight=Decimal("0.6")),
    ),
    within=Aggregation.MEAN_OF_CRITERIA,
    across=Aggregation.WEIGHTED_FACTORS,
)


def sheet(versions: Any, language: str, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the workbook, by the words of its headings."""
    book = openpyxl.load_workbook(BytesIO(write_xlsx(tables(versions, language))))
    heading, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_tables__as_a_workbook__have_a_sheet_a_version_in_the_readers_language() -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(tables([FIRST, SECOND], "vi"))))
    assert book.sheetnames == [
        "Tổng hợp", "1. Phiên bản 1", "2. Phiên bản 2", "Phương pháp tính", "Mã không có ý kiến",
    ]  # fmt: skip
    heading = [cell.value for cell in book["Tổng hợp"][1]]
    assert heading[:4] == ["Tên câu hỏi", "Kiểu câu hỏi", "Lựa chọn", "Mã số trong số liệu"]
    assert heading[4:6] == ["Câu chữ: Tiếng Việt (vi)", "Câu chữ: English (en)"]
    rows = list(book["Tổng hợp"].iter_rows(min_row=2, max_col=7, values_only=True))
    assert rows[0] == ("q", "select_one", None, None, "Hỏi", "Ask", "1, 2")
    assert rows[1] == ("q", None, "good", 1, "Tốt", "Good", "1")


def test_tables__for_a_reader_of_english__are_in_english() -> None:
    found = tables([FIRST, SECOND], "en")
    assert [table.name for table in found] == [
        "All versions", "1. Version 1", "2. Version 2", "Methods", "Missing codes",
    ]  # fmt: skip
    assert found[0].heading[:5] == ("Item", "Type", "Choice", "Code in the data", "Text: Tiếng Việt (vi)")
    assert ("refused", "Refused", -9) in found[-1].rows


def test_tables__of_a_choice_that_changed__have_a_row_for_each_meaning() -> None:
    other = replace(GOOD, label={"vi": "Khá"}, score=Decimal(1))
    second = replace(FIRST, version="2", lists={"l": (other,)})
    rows = [row for row in sheet([FIRST, second], "vi", "Tổng hợp") if row["Lựa chọn"] == "good"]
    assert [(row["Câu chữ: Tiếng Việt (vi)"], row["Điểm"], row["Có trong phiên bản"]) for row in rows] == [
        ("Tốt", 1.5, "1"),
        ("Khá", 1, "2"),
    ]
    assert {row["Khác giữa các phiên bản"] for row in rows} == {"có"}
    same = [row for row in sheet([FIRST, SECOND], "vi", "Tổng hợp") if row["Lựa chọn"] == "bad"]
    assert [row["Khác giữa các phiên bản"] for row in same] == ["không"]


def test_tables__of_a_weighted_method__have_its_whole_formula() -> None:
    form = replace(FIRST, methods=(WEIGHTED,))
    whole, first, second = sheet([form], "vi", "Phương pháp tính")
    assert (whole["Phương pháp"], whole["Số đo"]) == ("own@2", "tỷ lệ hài lòng")
    assert whole["Lựa chọn được tính là hài lòng"] == "good, best"
    assert whole["Cách tính yếu tố"] == "trung bình các câu hỏi (mean_of_criteria)"
    assert whole["Cách tính chỉ số chung"] == "trung bình các yếu tố theo trọng số (weighted_factors)"
    assert whole["Nguồn: Tiếng Việt (vi)"] == "Quyết định 1"
    assert (first["Yếu tố"], first["Các câu hỏi"], first["Trọng số"]) == ("f", "q1 q2", 0.4)
    assert first["Câu chữ: Tiếng Việt (vi)"] == "Nơi tiếp"
    assert (second["Yếu tố"], second["Các câu hỏi"], second["Trọng số"]) == ("g", "q3", 0.6)


def test_tables__of_a_method_that_leaves_it_to_the_form__say_what_the_form_says() -> None:
    methods = (Method("own", 1), Method("mean", 1, Statistic.MEAN))
    lists = {"l": (GOOD, Choice("bad", {})), "factors": (Choice("f", {"vi": "Nơi tiếp"}),)}
    form = replace(FIRST, items=(ONE, TWO), lists=lists, methods=methods)
    rows = sheet([form], "en", "Methods")
    assert [row["Choices that count as satisfied"] for row in rows] == ["good", None, None, None, None, None]
    assert [(row["Factor"], row["Items"]) for row in rows[1:3]] == [("f", "q1"), ("g", "q2")]
    assert rows[1]["Text: Tiếng Việt (vi)"] == "Nơi tiếp"
    assert (rows[3]["Method"], rows[3]["Figure"]) == ("mean@1", "mean score")


def test_tables__of_a_version_with_a_long_name__have_sheets_a_spreadsheet_takes() -> None:
    versions = [replace(FIRST, version=f"{'x' * 31}{end}") for end in "ab"]
    names = [table.name for table in tables(versions, "vi")]
    assert all(len(name) <= 31 for name in names)
    assert len(set(names)) == len(names)
