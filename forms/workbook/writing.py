"""Tables as an .xlsx file. Only for a process of its own: the server never loads XlsxWriter."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from forms.workbook.table import Table

_WIDE, _NARROW = 46, 12
_WIDTHS = {"type": 28, "name": 22, "list_name": 20, "label": _WIDE, "version": _NARROW}
_TEXTUAL = ("label", "hint", "message", "relevant", "constraint", "calculation", "source", "legal", "text")
_VALUES = "values"  # the sheet that holds what cells are chosen from
_MOST_ROWS = 5000  # of a sheet that are offered a choice of values


def write_xlsx(tables: Sequence[Table]) -> bytes:
    """The workbook: a heading that stays in sight, texts wrapped, cells that offer what may stand there."""
    out = BytesIO()
    # What begins with an equals sign is somebody's text, never a formula.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    forms = {
        "head": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bg_color": "#DCE6F1"}),
        "part": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bg_color": "#F2F2F2"}),
        "cell": book.add_format({"valign": "top", "text_wrap": True}),
    }
    sheets = [(book.add_worksheet(table.name), table) for table in tables]
    offered = _write_offered(book, tables)
    for sheet, table in sheets:
        _write(sheet, table, forms, offered)
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, table: Table, forms: Mapping[str, Format], offered: Mapping[Any, str]) -> None:
    for column, title in enumerate(table.heading):
        sheet.set_column(column, column, _width(title))
        sheet.write_string(0, column, title, forms["head"])
        if title in table.offered:
            choose = {"validate": "list", "source": offered[table.name, title], "error_type": "warning"}
            sheet.data_validation(1, column, _MOST_ROWS, column, choose)
    for number, row in enumerate(table.rows, start=1):
        look = forms["part" if number - 1 in table.strong else "cell"]
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                sheet.write_number(number, column, cell, look)
            elif cell:
                sheet.write_string(number, column, cell, look)
    sheet.freeze_panes(1, table.fast)
    if table.rows and table.heading:
        sheet.autofilter(0, 0, len(table.rows), len(table.heading) - 1)


def _write_offered(book: Workbook, tables: Sequence[Table]) -> dict[Any, str]:
    """The ranges of a hidden sheet with the values of each column: a formula holds too few letters."""
    columns = [(table.name, title, values) for table in tables for title, values in table.offered.items()]
    if not columns:
        return {}
    sheet = book.add_worksheet(_VALUES)
    ranges = {}
    for column, (name, title, values) in enumerate(columns):
        sheet.write_column(0, column, values)
        letters = _letters(column)
        ranges[name, title] = f"={_VALUES}!${letters}$1:${letters}${len(values)}"
    sheet.hide()
    return ranges


def _letters(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else f"A{chr(ord('A') + column - 26)}"


def _width(title: str) -> int:
    base = title.partition("::")[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    return _WIDE if any(word in base for word in _TEXTUAL) else max(_NARROW, min(len(title) + 2, 24))
