"""Estimates with their intervals as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.axis import Axis, Scale, figure
from analysis.charts.dots import (
    DOT,
    FAINT,
    FEW,
    MARK,
    Row,
    axis_of,
    figure_of,
    read,
    step_of,
    tick_figure,
)
from analysis.charts.drawing import PAPER, QUIET
from analysis.charts.pictures.sheet import LINE, Sheet, lines_of, new_sheet, pages, set_axis
from wording import say
from wording.figures import percent

_LABEL_LETTERS = 34
_PLOT_LEFT, _PLOT_RIGHT = 0.38, 0.79
_ROW_LEAST, _MOST = 0.22, 4.4  # inches: what does not fit on a page leaves no large gap


@dataclass(frozen=True, slots=True)
class _Plot:
    axis: Axis
    language: str
    reference: float | None
    scale: Scale | None


def dot_pictures(
    frame: pd.DataFrame, *, language: str, reference: float | None = None, scale: Scale | None = None
) -> list[bytes]:
    """The plot of `dot_plot` as PNG pictures 16 cm wide, as many as its rows need to fit on pages.

    ``frame`` has the columns `dot_plot` reads; all pictures share one axis.
    """
    rows = list(read(frame))
    plot = _Plot(axis_of(rows, reference, scale), language, reference, scale)
    labels = [lines_of(row.label, _LABEL_LETTERS) for row in rows]
    heights = [max(_ROW_LEAST, LINE * len(label) + 0.06) for label in labels]
    drawn = list(zip(rows, labels, strict=True))
    return [_draw(piece, plot) for piece in pages(drawn, heights, _MOST)]


def _draw(piece: Sequence[tuple[tuple[Row, list[str]], float]], plot: _Plot) -> bytes:
    key = _key(plot, [row for (row, _), _ in piece])
    top = 0.08 + LINE * len(key) + 0.24
    body = sum(height for _, height in piece)
    sheet = new_sheet(top + body + 0.08)
    for place, line in enumerate(key):
        sheet.words(0.0, 0.08 + LINE * place + LINE / 2, line, fontsize=7, color=QUIET)
    axes = sheet.plot(_PLOT_LEFT, _PLOT_RIGHT, top, top + body)
    ticks = plot.axis.ticks(step_of(plot.axis, plot.scale))
    set_axis(axes, plot.axis, {tick: tick_figure(tick, plot.language, plot.scale) for tick in ticks})
    if plot.reference is not None:
        axes.axvline(plot.reference, color=MARK, linestyle=(0, (4, 3)), linewidth=1.2)
    y = 0.0
    for (row, label), height in piece:
        _row(sheet, axes, row, label, y + height / 2, top, plot)
        y += height
    return sheet.png()


def _row(sheet: Sheet, axes: Axes, row: Row, label: Sequence[str], y: float, top: float, plot: _Plot) -> None:
    for place, line in enumerate(label):
        sheet.words(0.0, top + y + LINE * (place - (len(label) - 1) / 2), line)
    sheet.words(0.81, top + y, figure_of(row, plot.language, plot.scale), fontsize=7, color=QUIET)
    if not row.drawn:
        return
    few = row.n < FEW
    colour = FAINT if few else DOT
    if row.lci == row.lci and row.uci == row.uci:
        axes.plot([row.lci, row.uci], [y, y], color=colour, linewidth=1.4, solid_capstyle="butt")
    axes.plot([row.est], [y], "o", markersize=5, color=colour, markerfacecolor=PAPER if few else colour,
              clip_on=False)  # fmt: skip


def _key(plot: _Plot, rows: Sequence[Row]) -> list[str]:
    """What the marks mean, a line each."""
    axis, language = plot.axis, plot.language
    said = ["●  " + say(language, "charts.estimate")]
    if any(row.drawn and row.n < FEW for row in rows):
        said[0] += "     ○  " + say(language, "charts.few", limit=FEW)
    if plot.reference is not None:
        share = figure(plot.reference, language, plot.scale)
        said.append("- - -  " + say(language, "charts.reference", share=share))
    if plot.scale is None and (axis.low, axis.high) != (0.0, 1.0):
        low, high = percent(axis.low, language, 0), percent(axis.high, language, 0)
        said.append(say(language, "charts.zoomed", low=low, high=high))
    return said
