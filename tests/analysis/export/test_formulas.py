"""Cells that compute, read back from the file."""

import io

import pandas as pd
from openpyxl import load_workbook

from analysis.export import Formula, Reference, average, ratio, to_xlsx


def made(**sheets: pd.DataFrame) -> bytes:
    return to_xlsx(sheets, title="T", notes=[], shares={"share"})


COUNTS = pd.DataFrame({"yes": [3, 1], "all": [4, 4]})
SHARES = pd.DataFrame(
    {
        "label": ["a", "b", "mean"],
        "share": [
            ratio(Reference("it's", 0, "yes"), Reference("it's", 0, "all"), 0.75),
            ratio(Reference("it's", 1, "yes"), Reference("it's", 1, "all"), 0.25),
            average([Reference("shares", 0, "share"), Reference("shares", 1, "share")], 0.5),
        ],
    }
)


def test_formula__over_other_sheets__names_their_cells_and_keeps_its_value() -> None:
    data = made(shares=SHARES, **{"it's": COUNTS})
    written = [cell.value for cell in load_workbook(io.BytesIO(data))["shares"]["B"]]
    assert written == [
        "share",
        "='it''s'!$A$2/'it''s'!$B$2",
        "='it''s'!$A$3/'it''s'!$B$3",
        "=AVERAGE('shares'!$B$2,'shares'!$B$3)",
    ]
    kept = [cell.value for cell in load_workbook(io.BytesIO(data), data_only=True)["shares"]["B"]]
    assert kept == ["share", 0.75, 0.25, 0.5]


def test_formula__in_a_share_column__is_shown_in_percent() -> None:
    sheet = load_workbook(io.BytesIO(made(shares=SHARES, **{"it's": COUNTS})))["shares"]
    assert sheet["B2"].number_format == "0.00%"


def test_formula__value__has_at_most_12_digits() -> None:
    third = Formula("{}", (Reference("s", 0, "n"),), 1 / 3)
    data = made(s=pd.DataFrame({"n": [1], "f": [third]}, dtype=object))
    assert load_workbook(io.BytesIO(data), data_only=True)["s"]["B2"].value == 0.333333333333


def test_formula__sheet_whose_name_was_cut__is_still_found() -> None:
    long = "Tỷ lệ hài lòng theo từng tiêu chí của phiếu"
    formula = average([Reference(long, 0, "n")], 1.0)
    data = made(**{long: pd.DataFrame({"n": [1], "f": [formula]}, dtype=object)})
    book = load_workbook(io.BytesIO(data))
    assert book.worksheets[1]["B2"].value == f"=AVERAGE('{book.sheetnames[1]}'!$A$2)"
