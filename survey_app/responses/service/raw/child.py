"""The child process: which file on standard input, the file on standard output.

    python -m survey_app.responses.service.raw.child

It is asked in JSON: root, round, kind ('csv', 'xlsx' or 'zip'), language, part. A thousand checklists keep an
interpreter busy for seconds: here it is none that answers others.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from xlsxwriter import Workbook

from survey_app.responses.service.raw.media_files import write_media
from survey_app.responses.service.raw.table import Cell, table
from survey_app.spreadsheets import guarded
from survey_app.store import Instance, open_store


def main() -> None:
    """Read what is asked, write the file."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine others come first
    asked = json.load(sys.stdin)
    store = open_store(Instance(Path(asked["root"])))
    if asked["kind"] == "zip":
        made = write_media(store, asked["round"], asked["part"])
    else:
        write = write_csv if asked["kind"] == "csv" else write_xlsx
        made = write(table(store.read(), asked["round"], asked["language"]))
    sys.stdout.buffer.write(made)
    store.close()


def write_csv(lines: Iterable[list[Cell]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, commas, CRLF; what could run stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in lines:
        writer.writerow([guarded(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(lines: Iterable[list[Cell]]) -> bytes:
    """A workbook of one sheet, its head fast; figures are figures, texts never formulas."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"constant_memory": True, **plain})
    sheet = book.add_worksheet("responses")
    head = book.add_format({"bold": True, "bg_color": "#E8ECF2"})
    sheet.freeze_panes(1, 1)
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, (int, float)):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, cell, head if number == 0 else None)
    book.close()
    return out.getvalue()


if __name__ == "__main__":
    main()
