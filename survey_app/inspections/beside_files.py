"""A unit's answers beside those of a visit, as files."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from survey_app.inspections.beside import Pair
from survey_app.jobs import Maker
from survey_app.spreadsheets import guarded
from wording import say

Cell = str | float
_COLUMNS: Final = {"label": 60, "unit": 30, "team": 30, "stand": 22, "difference": 14, "item": 18, "seen": 18}
_MARK_COLUMN, _MARK = "du_lieu", "DỮ LIỆU GIẢ LẬP"
_SECONDS: Final = 60
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


def rows_of(pairs: Iterable[Pair], language: str, *, demo: bool) -> list[list[Cell]]:
    """The names of the columns, then a row a pair; of a demonstration every row says so."""
    mark: list[Cell] = [_MARK] if demo else []
    rows: list[list[Cell]] = [
        [
            *(say(language, f"self_reports.column_{name}") for name in _COLUMNS),
            *([_MARK_COLUMN] if demo else []),
        ]
    ]
    for pair in pairs:
        difference: Cell = "" if pair.difference is None else float(pair.difference)
        stand = say(language, f"self_reports.stand_{pair.stand}")
        rows.append([pair.label, pair.unit, pair.team, stand, difference, pair.item, pair.seen, *mark])
    return rows


def written_csv(rows: Iterable[list[Cell]]) -> bytes:
    """CSV in UTF-8 with a byte order mark; a text that could run stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(guarded(_plain(cell)) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def made_workbook(rows: list[list[Cell]], language: str) -> bytes:
    """The workbook, by a child process. Raises Unavailable when two others are being made, or it fails."""
    widths = [*_COLUMNS.values(), len(_MARK)]
    asked = {"sheet": say(language, "self_reports.sheet"), "rows": rows, "widths": widths}
    return _MAKER.make("survey_app.inspections.table_child", asked, _SECONDS)


def _plain(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
