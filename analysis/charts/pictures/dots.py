"""Estimates with their intervals as a picture."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.axis import Axis
from analysis.charts.dots import DOT, FAINT, FEW, MARK, Row, axis_of, figure_of, read
from analysis.charts.drawing import PAPER, QUIET
from analysis.charts.pictures.sheet import LINE, Sheet, lines_of, new_sheet, pages, set_axis
from wording import say
from wording.figures import percent

_LABEL_LETTERS = 34
_PLOT_LEFT, _PLOT_RIGHT = 0.38, 0.79
_ROW_LEAST, _MOST = 0.22, 4.4  # inches: what does not fit on a page leaves no large gap


def dot_pictures(frame: pd.DataFrame, *, language: str, reference: float | None = None) -> list[bytes]:
    """The plot of `dot_plot` as PNG pictures 16 cm wide, as many as its rows need to fit on pages.

    ``frame`` has the columns `dot_plot` reads; all pictures share one axis.
    """
    rows = list(read(frame))
    axis = axis_of(rows, reference)
    labels = [lines_of(row.label, _LABEL_LETTERS) for row in rows]
    heights = [max(_ROW_LEAST, LINE * len(label) + 0.06) for label in labels]
    drawn = list(zip(rows, labels, strict=True))
    return [_draw(piece, axis, language, reference) for piece in pages(drawn, heights, _MOST)]


def _draw(
    piece: Sequence[tuple[tuple[Row, list[str]], float]], axis: Axis, language: str, reference: float | None
) -> bytes:
    key = _key(axis, [row for (row, _), _ in piece], language, reference)
    top = 0.08 + LINE * len(key) + 0.24
    body = sum(height for _, height in piece)
    sheet = new_sheet(top + body + 0.08)
    for place, line in enumerate(key):
        sheet.words(0.0, 0.08 + LINE * place + LINE / 2, line, fontsize=7, color=QUIET)
    axes = sheet.plot(_PLOT_LEFT, _PLOT_RIGHT, top, top + body)
    set_axis(axes, axis, 0.1 if axis.high - axis.low <= 0.51 else 0.25, language)
    if reference is not None:
        axes.axvline(reference, color=MARK, linestyle=(0, (4, 3)), linewidth=1.2)
    y = 0.0
    for (row, label), height in piece:
        _row(sheet, axes, row, label, y + height / 2, top, language)
        y += height
    return sheet.png()


def _row(
    sheet: Sheet, axes: Axes, row: Row, label: Sequence[str], y: float, top: float, language: str
) -> None:
    for place, line in enumerate(label):
        sheet.words(0.0, top + y + LINE * (place - (len(label) - 1) / 2), line)
    sheet.words(0.81, top + y, figure_of(row, language), fontsize=7, color=QUIET)
    if not row.drawn:
        return
    few = row.n < FEW
    colour = FAINT if few else DOT
    if row.lci == row.lci and row.uci == row.uci:
        axes.plot([row.lci, row.uci], [y, y], color=colour, linewidth=1.4, solid_capstyle="butt")
    axes.plot([row.est], [y], "o", markersize=5, color=colour, markerfacecolor=PAPER if few else colour,
              clip_on=False)  # fmt: skip


def _key(axis: Axis, rows: Sequence[Row], language: str, reference: float | None) -> list[str]:
    """What the marks mean, a line each."""
    said = ["●  " + say(language, "charts.estimate")]
    if any(row.drawn and row.n < FEW for row in rows):
        said[0] += "     ○  " + say(language, "charts.few", limit=FEW)
    if reference is not None:
        said.append("- - -  " + say(language, "charts.reference", share=percent(reference, language, 1)))
    if (axis.low, axis.high) != (0.0, 1.0):
        low, high = percent(axis.low, language, 0), percent(axis.high, language, 0)
        said.append(say(language, "charts.zoomed", low=low, high=high))
    return said
