import io
import time
import zipfile
from datetime import UTC, datetime

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from analysis.export import to_xlsx
from analysis.export.workbook import sheet_names


def opened(
    frame: pd.DataFrame, name: str = "Chỉ số", notes: tuple[str, ...] = ("DỮ LIỆU GIẢ LẬP",)
) -> Workbook:
    return load_workbook(io.BytesIO(made(frame, name, notes)))


def made(frame: pd.DataFrame, name: str = "Chỉ số", notes: tuple[str, ...] = ("DỮ LIỆU GIẢ LẬP",)) -> bytes:
    return to_xlsx({name: frame}, title="Kết quả đợt 1", notes=notes, shares={"est"})


def test_xlsx__frame_of_every_kind__reads_back_cell_by_cell(frame: pd.DataFrame) -> None:
    header, *lines = opened(frame)["Chỉ số"].iter_rows(values_only=True)

    assert list(header) == list(frame.columns)
    assert [line[0] for line in lines] == list(frame["indicator"])
    assert [line[1] for line in lines] == ["01", "04", "79"]
    assert [line[2] for line in lines] == [1234, 0, 57]
    assert [line[3] for line in lines] == [3, None, 0]
    assert [line[4] for line in lines] == [0.839412345679, None, 0.333333333333]
    assert [line[5] for line in lines] == [1.5e-7, None, 0.0412]
    assert [line[6] for line in lines] == [True, False, True]


def test_xlsx__share_column__is_shown_in_percent(frame: pd.DataFrame) -> None:
    sheet = opened(frame)["Chỉ số"]

    assert sheet["E2"].number_format == "0.00%"
    assert sheet["F2"].number_format == "General"


def test_xlsx__table__has_frozen_heading_and_filter(frame: pd.DataFrame) -> None:
    sheet = opened(frame)["Chỉ số"]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"


def test_xlsx__long_names__widen_their_column(frame: pd.DataFrame) -> None:
    widths = opened(frame)["Chỉ số"].column_dimensions

    assert widths["A"].width > 25 > widths["C"].width


def test_xlsx__notes__open_the_workbook(frame: pd.DataFrame) -> None:
    book = opened(frame, notes=("Phương pháp: share_satisfied@1", "DỮ LIỆU GIẢ LẬP"))

    assert book.sheetnames == ["Ghi chú", "Chỉ số"]
    assert [row[0] for row in book["Ghi chú"].iter_rows(values_only=True) if row[0]] == [
        "Kết quả đợt 1",
        "Phương pháp: share_satisfied@1",
        "DỮ LIỆU GIẢ LẬP",
    ]


def test_xlsx__text_like_a_formula__stays_text_everywhere(formula: str) -> None:
    data = to_xlsx({formula: pd.DataFrame({formula: [formula]})}, title=formula, notes=[formula], shares=())

    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert b"<f>" not in b"".join(parts(data))


def test_xlsx__text_like_a_formula__is_marked_as_text_for_editing() -> None:
    cell = opened(pd.DataFrame({"x": ["=1+1"]}))["Chỉ số"]["A2"]

    assert (cell.value, cell.quotePrefix) == ("=1+1", True)


def test_xlsx__address__does_not_become_a_link() -> None:
    book = opened(pd.DataFrame({"x": ["https://example.org/", "mailto:a@example.org"]}))

    assert all(cell.hyperlink is None for (cell,) in book["Chỉ số"].iter_rows())


def test_xlsx__made_twice__is_equal_to_the_byte(frame: pd.DataFrame) -> None:
    first = made(frame)
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds

    assert made(frame) == first


def test_xlsx__frame_without_rows_or_columns__still_opens(frame: pd.DataFrame) -> None:
    assert opened(frame.head(0))["Chỉ số"].max_row == 1
    assert opened(pd.DataFrame())["Chỉ số"].max_row == 1


def test_xlsx__text_longer_than_a_cell__is_refused_not_dropped() -> None:
    with pytest.raises(ValueError, match="32768"):
        made(pd.DataFrame({"x": ["a" * 32_768]}))


def test_xlsx__more_rows_than_a_sheet__is_refused_not_dropped() -> None:
    with pytest.raises(ValueError, match="1048576"):
        made(pd.DataFrame({"x": range(1_048_576)}))


def test_xlsx__properties__say_title_author_and_the_moment(frame: pd.DataFrame) -> None:
    at = datetime(2026, 11, 22, 11, 30, 5, 999, tzinfo=UTC)
    data = to_xlsx({"a": frame}, title="Kết quả", notes=[], shares=(), author="Sở Nội vụ", created=at)
    said = load_workbook(io.BytesIO(data)).properties
    assert (said.title, said.creator) == ("Kết quả", "Sở Nội vụ")
    assert said.created is not None
    assert said.created.replace(tzinfo=UTC) == at.replace(microsecond=0)


def test_sheet_names__long_illegal_or_equal__become_legal_and_different() -> None:
    long = "Mức độ hài lòng về việc giải quyết thủ tục"

    names = sheet_names(
        [long, long, "a/b", "A B", "", "[]", "'tin'", "History", "😀" * 20, "Ho\u0300a", "Hòa"], empty="Bảng"
    )

    assert names[0] == "Mức độ hài lòng về việc giải…"
    assert names[1] == "Mức độ hài lòng về việc… (2)"
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert names[2:] == [
        "a b",
        "A B (2)",
        "Bảng",
        "Bảng (2)",
        "tin",
        "History (2)",
        "😀" * 15 + "…",
        "Hòa",
        "Hòa (2)",
    ]


def parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
