"""The strings that break programs, as cells of the files people send."""

import csv
import io

from xlsxwriter import Workbook

from survey_app.spreadsheets import read_cells
from tests.naughty import kept


def test_csv__naughty_cells__are_read_as_they_stand() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["a", "b"], *([text, "x"] for text in kept())])
    rows = list(read_cells(out.getvalue().encode("utf-8-sig"), "a.csv"))
    assert [row[0] for row in rows[1:]] == kept()


def test_workbook__naughty_cells__are_read_as_they_stand() -> None:
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, plain) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(["a", *kept()]):
            sheet.write_string(row, 0, text)
    rows = list(read_cells(out.getvalue(), "a.xlsx"))
    assert [row[0].strip() for row in rows[1:]] == kept()
