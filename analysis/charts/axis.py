"""From a value to its place across the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from analysis.charts.drawing import QUIET, SMALL, Block, at, element, lettering
from wording.figures import number, percent

GRID = "#d9d9d9"


Scale = tuple[float, float]


def figure(value: float, language: str, scale: Scale | None, decimals: int = 1) -> str:
    """A share as percent; a score, where there is a ``scale`` of scores, with two decimals."""
    return percent(value, language, decimals) if scale is None else number(value, language, 2)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values ``low`` to ``high`` laid across the picture from ``left`` to ``right`` percent of its width."""

    low: float
    high: float
    left: float
    right: float

    def place(self, value: float) -> float:
        """The percentage of the picture's width at which ``value`` stands."""
        return self.left + self.length(value - self.low)

    def length(self, span: float) -> float:
        """The percentage of the picture's width that a difference of ``span`` takes."""
        return span / (self.high - self.low) * (self.right - self.left)

    def ticks(self, step: float) -> tuple[float, ...]:
        """The multiples of ``step`` within the axis, ends included."""
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return tuple(step * i for i in range(first, last + 1))


def tick_words(axis: Axis, step: float, say_tick: Callable[[float], str]) -> Block:
    """A line of tick labels, kept inside the picture at both ends."""
    written = []
    for tick in axis.ticks(step):
        place = axis.place(tick)
        anchor = "start" if place < 6 else "end" if place > 94 else "middle"
        written.append(
            lettering(say_tick(tick), at(place), 12, text_anchor=anchor, font_size=SMALL, fill=QUIET)
        )
    return Block(element("g", *written, class_="axis"), 16) if written else Block("", 0)


def grid_lines(axis: Axis, step: float, height: float) -> str:
    """Faint upright lines of ``height`` pixels at the ticks."""
    return "".join(upright(axis.place(tick), 0, height, stroke=GRID) for tick in axis.ticks(step))


def upright(place: float, top: float, bottom: float, **attributes: str | float) -> str:
    """An upright line at ``place`` percent of the picture's width."""
    return element("line", x1=at(place), x2=at(place), y1=top, y2=bottom, **attributes)
