"""What one cell of a frame is in a file, the same for every kind of file."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real

import numpy as np
import pandas as pd

Cell = str | int | float | bool | None

DIGITS = 12
"""Significant digits of a figure: fewer than the engines agree on, more than any reader needs."""

# What a spreadsheet takes for a formula, also in full-width letters, and the blanks it looks past. The
# apostrophes keep the guard reversible: a text that looks guarded already is given one more.
_FORMULA = re.compile("'*[ \u00a0\u200b\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def plain(value: object) -> Cell:
    """``value`` as text, whole number, figure of at most 12 significant digits, truth value, or nothing.

    Missing values of every kind are nothing; dates are ISO 8601 text. Raises ValueError for an infinite
    figure, which is a fault of the calculation and has no place in a file.
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, (Real, Decimal)):
        return _figure(float(value))
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def rows(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    """The rows of ``frame`` in order, a cell per column."""
    for row in frame.itertuples(index=False, name=None):
        yield [plain(value) for value in row]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run ``text`` instead of showing it."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """``text``, behind an apostrophe when a spreadsheet could run it."""
    return f"'{text}" if is_formula(text) else text


def _figure(value: float) -> float | None:
    if value != value:
        return None
    if not isfinite(value):
        raise ValueError("an infinite figure cannot be written to a file")
    return float(f"{value:.{DIGITS}g}") + 0.0  # the sum makes -0.0 an ordinary zero
