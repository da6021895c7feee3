"""The segments of one bar, with their figures."""

from analysis.charts.diverging.answers import BAR, Choice, Layout, Row, reach
from analysis.charts.drawing import (
    RULE,
    SMALL,
    at,
    element,
    lettering,
    words,
)
from analysis.charts.lettering import text_width
from analysis.charts.palette import ink_on
from wording import say
from wording.figures import number, percent


def segments(layout: Layout, row: Row) -> str:
    """The bar of ``row`` as SVG: a rectangle for each choice that was given, from the lowest."""
    left, parts = -reach(row, layout.scale)[0], []
    for choice in layout.scale:
        share = row.shares.get(choice.code, 0.0)
        if share > 0:
            parts.append(_segment(layout, choice, left, share, row.counts[choice.code]))
        left += share
    return "".join(parts)


def _segment(layout: Layout, choice: Choice, left: float, share: float, n: int) -> str:
    language = layout.language
    said = percent(share, language, 1)
    hint = say(language, "charts.segment", label=choice.label, share=said, n=number(n, language))
    x, width = at(layout.axis.place(left)), at(layout.axis.length(share))
    bar = element(
        "rect",
        element("title", words(hint)),
        class_="segment",
        x=x,
        width=width,
        height=BAR,
        fill=choice.fill,
        stroke=RULE,
        stroke_width=0.75,
    )
    return bar + _figure_if_it_fits(percent(share, language, 0), x, width, choice)


def _figure_if_it_fits(figure: str, x: str, width: str, choice: Choice) -> str:
    """The figure in the middle of a segment, seen only where the reader's screen makes it wide enough.

    A fluid picture cannot know its pixels, but geometry can: the patch's left edge is at 1000 times what the
    segment is wider than the figure, so it covers the whole segment or lies outside of it, where it is cut.
    """
    needed = text_width(figure, SMALL) + 4
    patch = element("rect", x=-1000 * needed, y=1, width=1001 * needed, height=BAR - 2, fill=choice.fill)
    text = lettering(figure, "50%", 16, text_anchor="middle", font_size=SMALL, fill=ink_on(choice.fill))
    lever = element("svg", patch, x="100000%", overflow="visible")
    # The hint belongs to the bar below, so the figure on it lets the pointer through.
    return element("svg", text, lever, x=x, width=width, height=BAR, pointer_events="none")
