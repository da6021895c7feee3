"""Answers on a scale as diverging bars, as a picture."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.charts.diverging.answers import Layout, Row, reach, read
from analysis.charts.drawing import INK, QUIET, RULE
from analysis.charts.palette import ink_on
from analysis.charts.pictures.sheet import LETTERS, LINE, WIDTH, Sheet, lines_of, new_sheet, pages, set_axis
from wording import say
from wording.figures import number, percent

_LABEL_LETTERS = 36
_PLOT_LEFT, _PLOT_RIGHT, _UNRATED = 0.39, 0.86, 0.94
_BAR, _MOST = 0.24, 5.0  # inches
_NARROWEST = 0.34  # inches a figure needs within its segment


def bar_pictures(frame: pd.DataFrame, *, language: str) -> list[bytes]:
    """The bars of `diverging_bars` as PNG pictures 16 cm wide, as many as its rows need to fit on pages.

    ``frame`` has the columns `diverging_bars` reads; all pictures share one axis and one legend.
    """
    rows, layout = read(frame, language)
    labels = [lines_of(_label(row, layout), _LABEL_LETTERS, most=5) for row in rows]
    heights = [max(_BAR + 0.1, LINE * len(label) + 0.08) for label in labels]
    drawn = list(zip(rows, labels, strict=True))
    return [_draw(piece, layout) for piece in pages(drawn, heights, _MOST)]


def _label(row: Row, layout: Layout) -> str:
    if row.hidden:
        return f"{row.label} – {say(layout.language, 'charts.hidden')}"
    n = sum(row.counts.get(choice.code, 0) for choice in layout.scale)
    return f"{row.label} ({say(layout.language, 'charts.n', n=number(n, layout.language))})"


def _draw(piece: Sequence[tuple[tuple[Row, list[str]], float]], layout: Layout) -> bytes:
    patches = _legend(layout)
    # Three to a line: a choice of a few words must not run into the next one.
    legend = LINE * 1.1 * -(-len(patches) // 3) + 0.1
    top, body = legend + 0.26, sum(height for _, height in piece)
    note = lines_of(say(layout.language, "charts.shares_note"), 115) if layout.missing else []
    sheet = new_sheet(top + body + LINE * len(note) + 0.1)
    sheet.figure.legend(handles=patches, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=3, frameon=False,
                        fontsize=7, handlelength=1.4, borderaxespad=0, borderpad=0.2)  # fmt: skip
    axes = sheet.plot(_PLOT_LEFT, _PLOT_RIGHT, top, top + body)
    ticks = layout.axis.ticks(layout.step)
    set_axis(axes, layout.axis, {tick: percent(abs(round(tick, 2)), layout.language, 0) for tick in ticks})
    axes.axvline(0, color=INK, linewidth=1, zorder=1)
    if layout.missing:
        heading = lines_of(say(layout.language, "charts.not_rated"), 12, most=2)
        sheet.words(
            _UNRATED, top - 0.08 - LINE / 2, "\n".join(heading), ha="center", fontsize=6.5, color=QUIET
        )
    y = 0.0
    for (row, label), height in piece:
        middle = y + height / 2
        for place, line in enumerate(label):
            sheet.words(0.0, top + middle + LINE * (place - (len(label) - 1) / 2), line, fontsize=7.5)
        if not row.hidden:
            _bar(axes, row, layout, middle)
            _unrated(sheet, row, layout, top + middle)
        y += height
    for place, line in enumerate(note):
        sheet.words(0.0, top + body + 0.06 + LINE * (place + 0.5), line, fontsize=6.5, color=QUIET)
    return sheet.png()


def _bar(axes: Axes, row: Row, layout: Layout, y: float) -> None:
    left = -reach(row, layout.scale)[0]
    inches = WIDTH * (_PLOT_RIGHT - _PLOT_LEFT) / (layout.axis.high - layout.axis.low)
    for choice in layout.scale:
        share = row.shares.get(choice.code, 0.0)
        if share > 0:
            axes.barh(y, share, _BAR, left=left, color=choice.fill, edgecolor=RULE, linewidth=0.4, zorder=2)
            if share * inches >= _NARROWEST:
                said, ink = percent(share, layout.language, 0), ink_on(choice.fill)
                axes.text(left + share / 2, y, said, ha="center", va="center", fontsize=6.5, color=ink)
        left += share


def _unrated(sheet: Sheet, row: Row, layout: Layout, y: float) -> None:
    """The share of those who gave no rating, of all, in figures."""
    total = sum(row.counts.values())
    if layout.missing and total:
        share = sum(row.counts.get(choice.code, 0) for choice in layout.missing) / total
        sheet.words(_UNRATED, y, percent(share, layout.language, 0), ha="center", fontsize=LETTERS - 1)


def _legend(layout: Layout) -> list[Patch]:
    return [Patch(facecolor=choice.fill, edgecolor=RULE, label=choice.label) for choice in layout.scale]
