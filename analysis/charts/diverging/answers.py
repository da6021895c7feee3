"""The frame of a diverging chart read into rows, and the plan all its rows are drawn by."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.charts.axis import Axis
from analysis.charts.palette import scale_colours

BAR = 24
"""Height of a bar in pixels."""

# Percent of the width: where the bars end, and where the column of the unrated begins and ends.
PLOT, COLUMN, EDGE = 76.0, 81.0, 99.5

_DASHES = ("2 4", "7 3", "1 7", "4 2 1 2")


@dataclass(frozen=True, slots=True)
class Choice:
    """A step of the scale or a kind of missing, and how it is drawn."""

    code: int
    label: str
    fill: str  # a colour for a step of the scale, a dash pattern for a kind of missing


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: counts and shares by choice code."""

    label: str
    hidden: bool
    counts: dict[int, int]
    shares: dict[int, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """What all bars share: the choices in order, the axis, and the distance of its ticks."""

    language: str
    scale: Sequence[Choice]
    missing: Sequence[Choice]
    axis: Axis
    step: float


def read(frame: pd.DataFrame, language: str) -> tuple[list[Row], Layout]:
    """The rows of ``frame`` in order, and the layout that holds the widest of them.

    Raises ValueError when a row has a choice twice or the scale is too long, KeyError for a missing column.
    """
    if frame.duplicated(["label", "choice"]).any():
        raise ValueError("a row of a diverging chart has the same choice twice; row labels must differ")
    rows = [_row(str(label), lines) for label, lines in frame.groupby("label", sort=False)]
    choices = frame.drop_duplicates("choice")
    valid = choices[choices["kind"] == "valid"].sort_values("choice")
    other = choices[choices["kind"] == "missing"]
    scale = _choices(valid, scale_colours(len(valid)))
    missing = _choices(other, [_DASHES[i % len(_DASHES)] for i in range(len(other))])
    reaches = [reach(row, scale) for row in rows if not row.hidden]
    low = max([0.1, *(left for left, _ in reaches)])
    high = max([0.1, *(right for _, right in reaches)])
    axis = Axis(-low, high, left=100 - EDGE, right=PLOT if missing else EDGE)
    return rows, Layout(language, scale, missing, axis, step=0.25 if low + high <= 1.2 else 0.5)


def reach(row: Row, scale: Sequence[Choice]) -> tuple[float, float]:
    """How far a row's bar goes to the left and to the right of 0."""
    shares = [row.shares.get(choice.code, 0.0) for choice in scale]
    half, odd = divmod(len(shares), 2)
    middle = shares[half] / 2 if odd else 0.0
    return sum(shares[:half]) + middle, sum(shares[half + odd :]) + middle


def _row(label: str, lines: pd.DataFrame) -> Row:
    counted = lines["n"].fillna(0).astype(int)
    return Row(
        label,
        hidden=bool(lines["hidden"].any()),
        counts=dict(zip(lines["choice"], counted, strict=True)),
        shares=dict(zip(lines["choice"], lines["share"].fillna(0.0), strict=True)),
    )


def _choices(lines: pd.DataFrame, fills: Sequence[str]) -> list[Choice]:
    return [
        Choice(code, str(label), fill)
        for code, label, fill in zip(lines["choice"], lines["choice_label"], fills, strict=True)
    ]
