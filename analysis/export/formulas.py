"""Cells that compute: a formula over other cells of the workbook, kept with the value it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell


@dataclass(frozen=True, slots=True)
class Reference:
    """The cell in line ``row`` (0 for the first under the heading) of ``column`` on the sheet ``sheet``."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Formula:
    """``text`` with a pair of braces for each of ``cells``, e.g. '{}/{}', and the value it comes to."""

    text: str
    cells: tuple[Reference, ...]
    value: float

    def written(self, names: Mapping[str, str], sheets: Mapping[str, pd.DataFrame]) -> str:
        """The formula as a spreadsheet reads it; ``names`` are the sheets' names in the workbook."""
        places = []
        for cell in self.cells:
            column = list(sheets[cell.sheet].columns).index(cell.column)
            name = names[cell.sheet].replace("'", "''")
            places.append(f"'{name}'!{xl_rowcol_to_cell(cell.row + 1, column, row_abs=True, col_abs=True)}")
        return "=" + self.text.format(*places)


def ratio(numerator: Reference, denominator: Reference, value: float) -> Formula:
    """One cell divided by another."""
    return Formula("{}/{}", (numerator, denominator), value)


def weighted(cells: Sequence[tuple[Reference, float]], value: float) -> Formula:
    """The mean of cells by their weights."""
    parts = "+".join(f"{{}}*{weight!r}" for _, weight in cells)
    total = "+".join(repr(weight) for _, weight in cells)
    return Formula(f"({parts})/({total})", tuple(cell for cell, _ in cells), value)


def average(cells: Sequence[Reference], value: float) -> Formula:
    """The plain mean of cells; empty ones do not count."""
    return Formula(f"AVERAGE({','.join(['{}'] * len(cells))})", tuple(cells), value)
