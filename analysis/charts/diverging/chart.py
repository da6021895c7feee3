"""Answers on a scale as diverging stacked bars: low choices to the left of 0, high ones to the right.

Half of a neutral middle choice lies on either side of 0. Who gave no rating stands in a column of their
own at the right, as a share of all, because 'don't know' is not the middle of a scale.
"""

import pandas as pd

from analysis.charts.axis import grid_lines, tick_words, upright
from analysis.charts.diverging.answers import BAR, Layout, Row, read
from analysis.charts.diverging.bars import segments
from analysis.charts.diverging.unrated import column_heading, shares_note, stripes, unrated
from analysis.charts.drawing import (
    INK,
    QUIET,
    RULE,
    SMALL,
    Block,
    at,
    element,
    gap,
    legend,
    lettering,
    paragraph,
    picture,
    stack,
)
from analysis.charts.lettering import NARROWEST, text_width, wrap
from wording import say
from wording.figures import number, percent


def diverging_bars(frame: pd.DataFrame, *, language: str, title: str, description: str) -> str:
    """SVG text: one bar per row label, in the frame's order, with its n and the legend in words.

    Columns of ``frame``, one line per row label and choice: ``label``, ``choice`` (a number that orders the
    scale, lowest first), ``choice_label``, ``kind`` ('valid' for the scale, 'missing' for no rating), ``n``
    (count), ``share`` (0 to 1, of the row's valid answers), ``hidden`` (true: the row shows no figure). A
    choice nobody gave may be left out. Raises ValueError when a row has a choice twice or the scale has
    more than 11 steps, KeyError for a missing column.
    """
    rows, layout = read(frame, language)
    axis_words = tick_words(layout.axis, layout.step, lambda tick: percent(abs(tick), language, 0))
    blocks = [
        _legend(layout),
        gap(10),
        _ends(layout),
        stack([column_heading(layout), axis_words]),
        *(_bar(layout, row) for row in rows),
        shares_note(layout),
    ]
    return picture("diverging", blocks, title=title, description=description)


def _bar(layout: Layout, row: Row) -> Block:
    language = layout.language
    n = sum(row.counts.get(choice.code, 0) for choice in layout.scale)
    if row.hidden:
        figure, drawn = f"– {say(language, 'charts.hidden')}", gap(0)
    else:
        figure, drawn = f"({say(language, 'charts.n', n=number(n, language))})", _figures(layout, row)
    block = stack([paragraph(f"{row.label} {figure}"), gap(5), drawn, gap(13)])
    return Block(element("g", block.body, class_="row"), block.height)


def _figures(layout: Layout, row: Row) -> Block:
    grid = grid_lines(layout.axis, layout.step, BAR)
    zero = upright(layout.axis.place(0), -4, BAR + 4, stroke=INK, stroke_width=1.5)
    return Block(grid + zero + segments(layout, row) + (unrated(layout, row) if layout.missing else ""), BAR)


def _legend(layout: Layout) -> Block:
    scale = [
        (element("rect", width=16, height=14, fill=choice.fill, stroke=RULE), choice.label)
        for choice in layout.scale
    ]
    missing = [(stripes("0", "16", 14, choice.fill), choice.label) for choice in layout.missing]
    return legend([*scale, *missing])


def _ends(layout: Layout) -> Block:
    """The scale's two ends named above the bars, so that direction does not hang on colour."""
    if len(layout.scale) < 2:
        return gap(0)
    left, right = f"← {layout.scale[0].label}", f"{layout.scale[-1].label} →"
    room = NARROWEST * layout.axis.right / 100
    first = paragraph(left, room, SMALL, QUIET)
    apart = text_width(left, SMALL) + text_width(right, SMALL) + 12 > room
    lines = wrap(right, SMALL, room)
    top = first.height + 12 if apart else 12
    last = (
        lettering(line, at(layout.axis.right), top + 18 * i, text_anchor="end", font_size=SMALL, fill=QUIET)
        for i, line in enumerate(lines)
    )
    return Block(first.body + "".join(last), top + 18 * (len(lines) - 1) + 6)
