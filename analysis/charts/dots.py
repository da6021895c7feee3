"""Estimates of many units as dots with their intervals, one line each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import pandas as pd

from analysis.charts.axis import Axis, Scale, figure, grid_lines, tick_words, upright
from analysis.charts.drawing import (
    PAPER,
    QUIET,
    SMALL,
    Block,
    at,
    element,
    gap,
    heading,
    legend,
    paragraph,
    picture,
    stack,
    words,
)
from analysis.charts.lettering import NARROWEST
from wording import say
from wording.figures import exact, number, percent

FEW = 30
"""Below this many responses an estimate is drawn grey and hollow."""

_STRIP = 18
DOT, FAINT = "#01665e", "#6b6b6b"
MARK = "#8c510a"
_DASHED: dict[str, str | float] = {"stroke": MARK, "stroke_width": 2, "stroke_dasharray": "4 3"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plot; a missing figure is NaN."""

    label: str
    est: float
    lci: float
    uci: float
    n: int
    hidden: bool

    @property
    def drawn(self) -> bool:
        """Whether there is an estimate that may be shown."""
        return not self.hidden and self.est == self.est


@dataclass(frozen=True, slots=True)
class _Chart:
    language: str
    axis: Axis
    step: float
    reference: float | None
    scale: Scale | None

    def figure(self, value: float) -> str:
        """An estimate in figures."""
        return figure(value, self.language, self.scale)


def dot_plot(
    frame: pd.DataFrame,
    *,
    language: str,
    title: str,
    description: str,
    reference: float | None = None,
    scale: Scale | None = None,
) -> str:
    """SVG text: a line per row of ``frame``, in its order, with estimate, interval and n in figures.

    Columns: ``label``, ``est``, ``lci``, ``uci`` (shares, 0 to 1, or scores on ``scale``; missing when there
    is none), ``n`` (responses), ``hidden`` (true: no figure is shown). ``reference`` is drawn as a dashed
    line. The axis is the scale of the scores; of shares 0 to 100 % unless all that is drawn lies within half
    of it; a shorter axis says so in words. Raises KeyError for a missing column.
    """
    rows = list(read(frame))
    axis = axis_of(rows, reference, scale)
    chart = _Chart(language, axis, step_of(axis, scale), reference, scale)
    ticks = tick_words(axis, chart.step, lambda tick: tick_figure(tick, language, scale))
    blocks = [_legend(chart, rows), _zoom_note(chart), gap(6), ticks, gap(4)]
    blocks += [_line(chart, row) for row in rows]
    return picture("dots", [*blocks, ticks], title=title, description=description)


def read(frame: pd.DataFrame) -> Iterator[Row]:
    """The lines of ``frame`` in order."""
    columns = (frame[name] for name in ("label", "est", "lci", "uci", "n", "hidden"))
    for label, est, lci, uci, n, hidden in zip(*columns, strict=True):
        yield Row(
            str(label), _share(est), _share(lci), _share(uci), 0 if pd.isna(n) else int(n), bool(hidden)
        )


def _share(value: float | None) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)


def axis_of(rows: Sequence[Row], reference: float | None, scale: Scale | None = None) -> Axis:
    """The axis that shows all ``rows``: the ``scale`` of scores; else 0 to 1, or whole tens of percent when
    half of it is enough."""
    if scale is not None:
        return Axis(*scale, left=2.5, right=97.5)
    shown = [value for row in rows if row.drawn for value in (row.est, row.lci, row.uci) if value == value]
    shown += [reference] if reference is not None else []
    # Whole tens of percent; the rounding takes away what binary fractions add, as in 0.1 * 3 * 10.
    tens = [round(value * 10, 9) for value in shown] or [0, 10]
    low, high = floor(min(tens)) / 10, ceil(max(tens)) / 10
    if high - low > 0.5 or high == low:
        low, high = 0.0, 1.0
    return Axis(low, high, left=2.5, right=97.5)


def step_of(axis: Axis, scale: Scale | None) -> float:
    """How far apart the ticks of the axis stand."""
    span = axis.high - axis.low
    if scale is None:
        return 0.1 if span <= 0.51 else 0.25
    return next((step for step in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0) if span / step <= 10), span / 5)


def tick_figure(tick: float, language: str, scale: Scale | None) -> str:
    """A tick of the axis in figures."""
    if scale is None:
        return percent(round(tick, 2), language, 0)
    return exact(round(tick, 2), language)


def _legend(chart: _Chart, rows: Sequence[Row]) -> Block:
    language = chart.language
    entries = [(_key(few=False), say(language, "charts.estimate"))]
    if any(row.drawn and row.n < FEW for row in rows):
        entries.append((_key(few=True), say(language, "charts.few", limit=FEW)))
    if chart.reference is not None:
        dashed = element("line", x1=8, x2=8, y1=0, y2=14, **_DASHED)
        entries.append((dashed, say(language, "charts.reference", share=chart.figure(chart.reference))))
    return legend(entries)


def _zoom_note(chart: _Chart) -> Block:
    axis, language = chart.axis, chart.language
    if chart.scale is not None or (axis.low, axis.high) == (0.0, 1.0):
        return gap(0)
    low, high = percent(axis.low, language, 0), percent(axis.high, language, 0)
    return paragraph(say(language, "charts.zoomed", low=low, high=high), NARROWEST, SMALL, QUIET)


def _line(chart: _Chart, row: Row) -> Block:
    block = stack(
        [heading(row.label, figure_of(row, chart.language, chart.scale)), gap(1), _strip(chart, row), gap(9)]
    )
    return Block(element("g", block.body, class_="row"), block.height)


def figure_of(row: Row, language: str, scale: Scale | None = None) -> str:
    """Estimate and n in words, or that they are hidden."""
    if row.hidden:
        return say(language, "charts.hidden")
    n = say(language, "charts.n", n=number(row.n, language))
    return f"{figure(row.est, language, scale)} · {n}" if row.drawn else n


def _strip(chart: _Chart, row: Row) -> Block:
    if not row.drawn:
        return gap(0)
    few, place = row.n < FEW, chart.axis.place
    parts = [grid_lines(chart.axis, chart.step, _STRIP)]
    if chart.reference is not None:
        parts.append(upright(place(chart.reference), 0, _STRIP, **_DASHED))
    if row.lci == row.lci and row.uci == row.uci:
        parts.append(_interval(at(place(row.lci)), at(place(row.uci)), _STRIP / 2, few))
    parts.append(_dot(at(place(row.est)), _STRIP / 2, few, _hint(chart, row)))
    return Block("".join(parts), _STRIP)


def _key(few: bool) -> str:
    return _interval("0", "16", 7, few) + _dot("8", 7, few)


def _interval(x1: str, x2: str, y: float, few: bool) -> str:
    colour = FAINT if few else DOT
    return element("line", class_="interval", x1=x1, x2=x2, y1=y, y2=y, stroke=colour, stroke_width=2)


def _dot(x: str, y: float, few: bool, hint: str = "") -> str:
    colour, filling = (FAINT, PAPER) if few else (DOT, DOT)
    title = element("title", words(hint)) if hint else ""
    return element(
        "circle", title, class_="dot", cx=x, cy=y, r=5, fill=filling, stroke=colour, stroke_width=2
    )


def _hint(chart: _Chart, row: Row) -> str:
    est, lci, uci = (chart.figure(v) if v == v else "–" for v in (row.est, row.lci, row.uci))
    language = chart.language
    return say(language, "charts.interval", est=est, lci=lci, uci=uci, n=number(row.n, language))
