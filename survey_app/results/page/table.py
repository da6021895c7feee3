"""A table of the page: typed cells, once for the reader's eyes and once for files."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from survey_app.results.page.charts import Chart
from wording.figures import number, percent

Cell = str | int | float | None


class Kind(StrEnum):
    """How the figures of a column are written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, no two alike in a table, what stands in it, and the choice it is about."""

    heading: str
    kind: Kind = Kind.TEXT
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of cells, the first of which says what the line is of; ``unit`` is where it leads on to.

    Where it holds an estimate, ``key`` is its indicator and aggregation and ``sums`` what it is the ratio of.
    """

    cells: tuple[Cell, ...]
    unit: str = ""
    key: tuple[str, str] = ("", "")
    sums: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its file name ``name`` and its ``caption``."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def frame(self) -> pd.DataFrame:
        """The table for files: figures as figures, hidden ones missing."""
        headings = [column.heading for column in self.columns]
        return pd.DataFrame([row.cells for row in self.rows], columns=headings, dtype=object)

    def shown(self, language: str) -> dict[str, Any]:
        """The table for the page: every cell as the text a reader of ``language`` expects."""
        return {
            "name": self.name,
            "caption": self.caption,
            "columns": [{"heading": c.heading, "figures": c.kind is not Kind.TEXT} for c in self.columns],
            "rows": [
                {"unit": row.unit, "cells": _texts(row.cells, self.columns, language)} for row in self.rows
            ],
        }


@dataclass(frozen=True, slots=True)
class Block:
    """Charts and, under them, the tables of what they draw."""

    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]


def figures(row: "pd.Series[Any]", names: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a frame's row under ``names``; a hidden or missing figure is None, a count whole."""
    cells: list[Cell] = []
    for name in names:
        value = row[name]
        if isinstance(value, str):
            cells.append(value)
        elif pd.isna(value):
            cells.append(None)
        else:
            cells.append(int(value) if name.startswith("n") else float(value))
    return tuple(cells)


def _texts(cells: Sequence[Cell], columns: Sequence[Column], language: str) -> list[str]:
    return [_text(cell, column.kind, language) for cell, column in zip(cells, columns, strict=True)]


def _text(cell: Cell, kind: Kind, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if kind is Kind.SHARE:
        return percent(cell, language)
    return number(cell, language, 2 if kind is Kind.SCORE else 0)
