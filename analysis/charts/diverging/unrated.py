"""The column of those who gave no rating."""

from analysis.charts.axis import Axis
from analysis.charts.diverging.answers import BAR, COLUMN, EDGE, Layout, Row
from analysis.charts.drawing import (
    PAPER,
    QUIET,
    RULE,
    SMALL,
    Block,
    at,
    element,
    gap,
    lettering,
    paragraph,
    words,
)
from analysis.charts.lettering import NARROWEST, wrap
from wording import say
from wording.figures import number, percent

_MIDDLE = (COLUMN + EDGE) / 2
_STRIPE = "#a3a3a3"


def column_heading(layout: Layout) -> Block:
    """The column's name; nothing when every answer is on the scale."""
    if not layout.missing:
        return gap(0)
    lines = wrap(say(layout.language, "charts.not_rated"), SMALL, NARROWEST * (100 - COLUMN) / 100)
    written = (
        lettering(line, at(_MIDDLE), 12 + 15 * i, text_anchor="middle", font_size=SMALL, fill=QUIET)
        for i, line in enumerate(lines)
    )
    return Block("".join(written), 15 * len(lines) + 1)


def unrated(layout: Layout, row: Row) -> str:
    """A framed column as long as all answers, striped as far as no rating was given."""
    language, total = layout.language, sum(row.counts.values())
    axis = Axis(0, max(total, 1), left=COLUMN, right=EDGE)
    frame = element(
        "rect",
        x=at(COLUMN),
        width=at(EDGE - COLUMN),
        height=BAR,
        fill=PAPER,
        stroke=RULE,
        stroke_width=0.75,
    )
    parts, so_far = [frame], 0
    for choice in layout.missing:
        n = row.counts.get(choice.code, 0)
        if n:
            share = percent(n / total, language, 1)
            said = number(n, language)
            hint = say(language, "charts.segment_of_all", label=choice.label, share=share, n=said)
            parts.append(stripes(at(axis.place(so_far)), at(axis.length(n)), BAR, choice.fill, hint))
        so_far += n
    if total:
        parts.append(_column_figure(percent(so_far / total, language, 0)))
    return "".join(parts)


def _column_figure(figure: str) -> str:
    return lettering(
        figure,
        at(_MIDDLE),
        16,
        text_anchor="middle",
        font_size=SMALL,
        stroke=PAPER,
        stroke_width=3,
        paint_order="stroke",
        pointer_events="none",
    )


def stripes(x: str, width: str, height: float, dashes: str, hint: str = "") -> str:
    """A striped box of any width: a dashed line as thick as the box is high, which needs no pattern ids."""
    line = element(
        "line",
        x1=0,
        x2="100%",
        y1=height / 2,
        y2=height / 2,
        stroke=_STRIPE,
        stroke_width=height,
        stroke_dasharray=dashes,
    )
    edge = element("rect", width="100%", height=height, fill="none", stroke=RULE, pointer_events="all")
    title = element("title", words(hint)) if hint else ""
    return element("svg", title, line, edge, class_="unrated", x=x, width=width, height=height)


def shares_note(layout: Layout) -> Block:
    """What the shares on either side are shares of; nothing when there is but one side."""
    if not layout.missing:
        return gap(0)
    return paragraph(say(layout.language, "charts.shares_note"), NARROWEST, SMALL, QUIET)
