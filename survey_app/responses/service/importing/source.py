"""Any file of a table, CSV or XLSX, as numbered rows."""

import csv
import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from survey_app.errors import Invalid, NotFound, Problem
from survey_app.responses.service.importing.mapping import Layout
from survey_app.responses.service.importing.table import LONGEST_CELL, scan
from survey_app.spreadsheets import MAX_COLUMNS, check_bytes, csv_problem, read_workbook, separator_of
from wording import nfc

Ranges = Sequence[tuple[int, int, int, int]]
_BEGINNING = 4096
_LINES_LOOKED_AT = 20
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read to its end: ``rows`` once, from the first on, blank ones as empty lists."""

    name: str
    digest: bytes
    lines: int
    sheet: str
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    merged: Ranges
    rows: Iterator[list[str]]
    separator: str = ""
    hidden_rows: Sequence[tuple[int, int]] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()

    def close(self) -> None:
        """Let go of the file: no more of its rows is read."""
        if isinstance(self.rows, Generator):
            self.rows.close()


def open_source(path: Path, name: str, layout: Layout, most: int = 0) -> Source:
    """The file at ``path``, called ``name`` by people; with ``most`` no more of a workbook is read.

    Raises NotFound, or Invalid for a file that cannot be read as a table.
    """
    if not path.is_file():
        raise NotFound("no_such_file", name)
    with path.open("rb") as stream:
        beginning = stream.read(_BEGINNING)
        if not check_bytes(beginning, 0, name):
            return _csv(path, name, layout)
        check_bytes(beginning, path.stat().st_size, name)
        digest = hashlib.file_digest(stream, "sha256")
        sheet = read_workbook(stream, name, layout.sheet, most)
    # Another sheet of the same file is another set of rows.
    digest.update(beginning + sheet.name.encode())
    return Source(
        name,
        digest.digest(),
        sheet.lines,
        sheet.name,
        sheet.names,
        sheet.hidden,
        sheet.merged,
        sheet.rows,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
    )


def _csv(path: Path, name: str, layout: Layout) -> Source:
    digest, lines = scan(path, name)
    with path.open(encoding="utf-8-sig") as stream:
        first = "".join(islice(stream, _LINES_LOOKED_AT))
    separator = layout.separator or separator_of(first)
    return Source(name, digest, lines, "", (), (), (), _rows(path, name, separator), separator)


def _rows(path: Path, name: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        try:
            for cells in reader:
                if len(cells) > MAX_COLUMNS:
                    values = {"columns": len(cells), "limit": MAX_COLUMNS}
                    raise Invalid([Problem("too_many_columns", f"{name}:{reader.line_num}", values)])
                yield [nfc(cell) for cell in cells]
        except csv.Error as error:
            raise Invalid([csv_problem(error, f"{name}:{reader.line_num}")]) from error


def headers_of(first: Sequence[list[str]], layout: Layout, merged: Ranges) -> list[str]:
    """What each column is called: the header rows from above, a merged cell standing in all it covers.

    ``first`` are the rows of the file from the first on. A column without a name is called by its letters.
    """
    block = spread(first[: layout.header_row + layout.header_rows - 1], merged)[layout.header_row - 1 :]
    width = max((len(row) for row in block), default=0)
    names = []
    for place in range(width):
        parts: list[str] = []
        for row in block:
            part = " ".join(row[place].split()) if place < len(row) else ""
            if part and part not in parts[-1:]:
                parts.append(part)
        names.append(" / ".join(parts) or f"({letters_of(place)})")
    return names


def spread(first: Sequence[list[str]], merged: Ranges) -> list[list[str]]:
    """``first`` rows with the value of every merged cell in all the cells it covers."""
    rows = [list(row) for row in first]
    for top, left, bottom, right in merged:
        if top > len(rows) or right - left > 1000:
            continue
        value = rows[top - 1][left - 1] if left <= len(rows[top - 1]) else ""
        for row in rows[top - 1 : bottom]:
            row.extend([""] * (right - len(row)))
            row[left - 1 : right] = [value] * (right - left + 1)
    return rows


def letters_of(place: int) -> str:
    """The letters a spreadsheet shows over the column ``place`` (from 0): A, B, ... AA."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters
