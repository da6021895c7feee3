"""The bytes of a spreadsheet as rows of text cells: CSV in UTF-8, or XLSX."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from survey_app.errors import Invalid, Problem
from wording import nfc

MAX_BYTES = 50_000_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


class NumberCell(str):
    """The text of a cell that a workbook kept as a number, so that leading zeros are lost."""

    __slots__ = ()


def read_cells(content: bytes, filename: str) -> Iterator[list[str]]:
    """Rows of cells from the header on, letters composed; what a workbook kept as a number is a NumberCell.

    Raises Invalid, with advice, for what cannot be read: no UTF-8, an old workbook, too large, empty.
    """
    if len(content) > MAX_BYTES:
        raise _refusal("file_too_large", filename, megabytes=MAX_BYTES // 1_000_000)
    if not content.strip():
        raise _refusal("file_is_empty", filename)
    if content.startswith(_OLD_EXCEL):
        raise _refusal("old_excel_file", filename)
    return _workbook(content, filename) if content.startswith(_ZIP) else _csv(content, filename)


def _csv(content: bytes, filename: str) -> Iterator[list[str]]:
    if content.startswith(_UTF16_MARKS):
        raise _refusal("not_utf8", filename, detail="UTF-16")
    if b"\x00" in content:
        raise _refusal("nul_in_file", _place(content, content.index(b"\x00"), filename))
    try:
        text = nfc(content.removeprefix(_UTF8_MARK).decode("utf-8"))
    except UnicodeDecodeError as error:
        detail = f"0x{error.object[error.start]:02X}"
        raise _refusal("not_utf8", _place(error.object, error.start, filename), detail=detail) from error
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _refusal("csv_is_broken", f"{filename}:{reader.line_num}", detail=str(error)) from error


def _workbook(content: bytes, filename: str) -> Iterator[list[str]]:
    # Loaded here: it loads numpy, which the server has no use for.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
                raise _refusal("file_too_large", filename, megabytes=MAX_BYTES // 1_000_000)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles it does not know are no matter of ours
            sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                cells = [_cell(value) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        raise _refusal("workbook_is_broken", filename, detail=str(error)) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return NumberCell(value)
    return f"={value}"  # what is left are formulas that fill several cells


def _place(content: bytes, position: int, filename: str) -> str:
    row = content.count(b"\n", 0, position) + 1
    return f"{filename}:{row}"


def _refusal(code: str, place: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place, values)])
