"""CSV: bytes in UTF-8 as rows of cells."""

import csv
import io
from collections.abc import Iterator

from survey_app.errors import Invalid, Problem
from wording import nfc

_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
# Excel in Vietnamese writes semicolons: the comma is its decimal sign.
SEPARATORS = (",", ";", "\t")


def read_csv(content: bytes, filename: str, separator: str = "") -> Iterator[list[str]]:
    """Rows of cells, letters composed; without ``separator`` the one that the first line has most of.

    Raises Invalid, with its place, for other encodings and misplaced quotation marks.
    """
    if content.startswith(_UTF16_MARKS):
        raise _refusal("not_utf8", filename, detail="UTF-16")
    if b"\x00" in content:
        raise _refusal("nul_in_file", _place(content, content.index(b"\x00"), filename))
    try:
        text = nfc(content.removeprefix(_UTF8_MARK).decode("utf-8"))
    except UnicodeDecodeError as error:
        detail = f"0x{error.object[error.start]:02X}"
        raise _refusal("not_utf8", _place(error.object, error.start, filename), detail=detail) from error
    return _rows(text, filename, separator or separator_of(text.partition("\n")[0]))


def separator_of(line: str) -> str:
    """The separator that ``line`` has most of; a comma when it has none."""
    return max(SEPARATORS, key=line.count)


def _rows(text: str, filename: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Invalid([csv_problem(error, f"{filename}:{reader.line_num}")]) from error


def csv_problem(error: csv.Error, place: str) -> Problem:
    """What is wrong with a CSV file that the reader gave up, in our own code."""
    if "field limit" in str(error):
        return Problem("csv_cell_too_long", place, {"limit": csv.field_size_limit()})
    return Problem("csv_is_broken", place)


def _place(content: bytes, position: int, filename: str) -> str:
    row = content.count(b"\n", 0, position) + 1
    return f"{filename}:{row}"


def _refusal(code: str, place: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place, values)])
