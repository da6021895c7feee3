"""CSV files that come with a form, as tables."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO

from forms.compile.findings import Findings
from forms.compile.lists import CHOICE_NAME
from forms.instrument import Instrument
from forms.items import Item
from forms.tables import MOST_COLUMNS, MOST_ROWS, Table
from forms.xlsform import cell_place, limits
from wording import nfc

_FILE = re.compile(r"(?P<name>[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})\.csv", re.IGNORECASE)
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_TOLD = 30  # problems, after which those of further rows are not


def read_tables(attachments: Mapping[str, bytes], findings: Findings) -> dict[str, Table]:
    """The tables by name ('communes' for communes.csv); other kinds of files are left alone.

    What is wrong with them goes to `findings`, each problem at its cell ('communes.csv!B12').
    """
    tables: dict[str, Table] = {}
    for filename, content in attachments.items():
        if not filename.lower().endswith(".csv"):
            continue
        named = _FILE.fullmatch(filename)
        if named is None:
            findings.refuse("table_name", "", found=filename[:80])
            continue
        rows = _rows(filename, content, findings)
        tables[named["name"]] = _table(filename, rows, findings) if rows else Table((), ())
    return tables


def _rows(filename: str, content: bytes, findings: Findings) -> list[list[str]]:
    """The file's rows, blank ones too, as their numbers are those an editor shows; none when refused."""
    if len(content) > limits.BYTES:
        findings.refuse("workbook_large", filename, most=limits.BYTES // 10**6)
        return []
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        findings.refuse("workbook_encoding", filename, byte=fault.start + 1)
        return []
    heading = text.partition("\n")[0]
    mark = ";" if heading.count(";") > heading.count(",") else ","
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter=mark)]
    except csv.Error:
        rows = []
    if "\x00" in text or not rows or not any(rows[0]):
        findings.refuse("table_unreadable", filename)
        return []
    return rows


def _table(filename: str, rows: Sequence[Sequence[str]], findings: Findings) -> Table:
    heading = rows[0]
    if len(heading) > MOST_COLUMNS:
        place = cell_place(filename, 1, MOST_COLUMNS)
        findings.refuse("workbook_columns", place, most=MOST_COLUMNS)
        return Table((), ())
    columns: dict[str, int] = {}
    for column, title in enumerate(heading):
        if title in columns:
            findings.refuse("column_twice", cell_place(filename, 1, column), found=title)
        elif _COLUMN.fullmatch(title):
            columns[title] = column
        elif title:
            findings.warn("column_ignored", cell_place(filename, 1, column), found=title[:60])
    kept = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        _check_row(filename, number, row, len(heading), findings)
        cells = [*row, *[""] * (len(heading) - len(row))]
        kept.append(tuple(cells[column] for column in columns.values()))
    if len(kept) > MOST_ROWS:
        findings.refuse("workbook_rows", cell_place(filename, MOST_ROWS + 2, 0), most=MOST_ROWS)
        return Table(tuple(columns), ())
    return Table(tuple(columns), tuple(kept))


def _check_row(filename: str, number: int, row: Sequence[str], width: int, findings: Findings) -> None:
    if len(findings.problems) > _TOLD:
        return  # a file that is wrong in every row need not say so in each
    if any(row[width:]):
        findings.refuse("row_too_long", cell_place(filename, number, width), found="".join(row[width:])[:40])
    for column, cell in enumerate(row[:width]):
        if len(cell) > limits.CELL:
            findings.refuse("workbook_cell", cell_place(filename, number, column), most=limits.CELL)


def check_choices(instrument: Instrument, item: Item, findings: Findings) -> None:
    """Refuse a table whose rows cannot be chosen among: each needs a value of its own, without blanks."""
    if item.parameters.get("value", "name") not in instrument.tables[item.list_name or ""].columns:
        return  # said already of the column
    seen: set[str] = set()
    file = f"{item.list_name}.csv"
    for choice in instrument.choices(item):
        if not CHOICE_NAME.fullmatch(choice.name):
            findings.refuse("choice_name" if choice.name else "choice_name_missing", file, found=choice.name)
        elif choice.name in seen:
            findings.refuse("choice_twice", file, found=choice.name, list=file)
        if len(findings.problems) > _TOLD:
            return
        seen.add(choice.name)
