"""A file to begin with: the columns of units and two rows that show how they are filled."""

import csv
import io

from survey_app.places.unit_file import COLUMNS

_EXAMPLES = (
    {
        "code": "VD-00001",
        "name_vi": "Phường Ví Dụ – xóa dòng này",
        "name_en": "Example Ward – delete this row",
        "type": "commune",
        "parent_code": "01",
        "valid_from": "2025-07-01",
    },
    {
        "code": "VD-00001-Q1",
        "name_vi": "Quầy Ví Dụ – xóa dòng này",
        "name_en": "Example Counter – delete this row",
        "type": "counter",
        "parent_code": "VD-00001",
        "valid_from": "2025-07-01",
    },
)


def as_csv() -> bytes:
    """The file as CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_EXAMPLES)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """The file as a workbook; every column is text, so that codes keep their leading zeros."""
    import xlsxwriter  # loaded when somebody asks for it

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("units")
        sheet.set_column(0, len(COLUMNS) - 1, 18, book.add_format({"num_format": "@"}))
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True, "num_format": "@"}))
        for number, example in enumerate(_EXAMPLES, start=1):
            for column, name in enumerate(COLUMNS):
                sheet.write_string(number, column, example.get(name, ""))
        sheet.freeze_panes(1, 0)
    return stream.getvalue()
