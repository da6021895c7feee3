"""A sheet to draw on: white, as wide as the text of a page, as high as its rows."""

import io
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.charts.axis import GRID, Axis
from analysis.charts.drawing import INK, QUIET

T = TypeVar("T")
WIDTH: Final = 6.3  # inches: 16 cm
DOTS_PER_INCH: Final = 200
LINE: Final = 0.155  # inches of a line of letters
LETTERS: Final = 8.0  # points


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure of ``height`` inches with one plot; places on it are counted in inches from the top."""

    figure: Figure
    height: float

    def plot(self, left: float, right: float, top: float, bottom: float) -> Axes:
        """A plot between two shares of the width and two distances from the top; y is inches, downwards."""
        box = (left, 1 - bottom / self.height, right - left, (bottom - top) / self.height)
        axes = self.figure.add_axes(box)
        axes.set_ylim(bottom - top, 0)
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(axis="x", length=0, labelsize=LETTERS - 1, labelcolor=QUIET, pad=2)
        axes.xaxis.tick_top()
        return axes

    def words(self, left: float, top: float, text: str, **more: Any) -> None:
        """``text`` at a share of the width, ``top`` inches from the top."""
        look = {"fontsize": LETTERS, "color": INK, "va": "center", **more}
        self.figure.text(left, 1 - top / self.height, text, **look)

    def png(self) -> bytes:
        """The picture as PNG; equal drawings give equal bytes."""
        out = io.BytesIO()
        self.figure.savefig(out, format="png", metadata={"Software": None})
        return out.getvalue()


def new_sheet(height: float) -> Sheet:
    """An empty sheet of ``height`` inches."""
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    return Sheet(figure, height)


def set_axis(axes: Axes, axis: Axis, ticks: Mapping[float, str]) -> None:
    """Lay ``axis`` under ``axes`` with its ``ticks`` and what is written at them."""
    axes.set_xlim(axis.low, axis.high)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def lines_of(text: str, letters: int, most: int = 3) -> list[str]:
    """``text`` in lines of at most so many letters; more than ``most`` lines end in an ellipsis."""
    lines = textwrap.wrap(text, letters) or [""]
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][: letters - 1] + "…"]


def pages(rows: Sequence[T], heights: Sequence[float], most: float) -> Iterator[list[tuple[T, float]]]:
    """``rows`` with their ``heights``, cut into pieces of about one height, none higher than ``most``."""
    fair = sum(heights) / max(1, _count(heights, most))
    piece: list[tuple[T, float]] = []
    taken = done = 0.0
    number = 1
    for row, height in zip(rows, heights, strict=True):
        if piece and (done + height / 2 > fair * number or taken + height > most):
            yield piece
            piece, taken, number = [], 0.0, number + 1
        piece.append((row, height))
        taken, done = taken + height, done + height
    if piece:
        yield piece


def _count(heights: Sequence[float], most: float) -> int:
    """How many pieces there are when each is made as high as it may be."""
    count, taken = 0, most
    for height in heights:
        if taken + height > most:
            count, taken = count + 1, 0.0
        taken += height
    return count
