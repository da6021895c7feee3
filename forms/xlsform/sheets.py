"""A workbook as plain sheets: a heading row and numbered rows of texts, whatever file they came from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts (the heading is 1) and its cells, '' for blank."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    heading: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets by name in small letters, what pyxform has against the file ('' for nothing), and the XForm
    it makes of it."""

    sheets: Mapping[str, Sheet]
    objection: str = ""
    xform: str = ""


def cell_place(sheet: str, row: int, column: int) -> str:
    """A cell's address: sheet, column letter, row ('survey!C7'); `column` counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row}"
