"""The child process: a table on standard input, a workbook of it on standard output.

    python -m survey_app.inspections.table_child

It is asked in JSON: the sheet's name, its rows (the first holds the names of columns), widths in letters.
"""

import io
import json
import sys
from typing import Any

from xlsxwriter import Workbook


def main() -> None:
    """Read the table, write the workbook."""
    sys.stdout.buffer.write(write_table(json.load(sys.stdin)))


def write_table(asked: dict[str, Any]) -> bytes:
    """A workbook of one sheet, its head fast, a filter on each column; texts are no formulas."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"constant_memory": True, **plain})
    sheet = book.add_worksheet(asked["sheet"][:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8ECF2"})
    others = book.add_format({"valign": "top", "text_wrap": True})
    for column, width in enumerate(asked["widths"]):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    rows = asked["rows"]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, column, cell, others)
            elif cell:
                sheet.write_string(number, column, cell, others if number else head)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    book.close()
    return out.getvalue()


if __name__ == "__main__":
    main()
