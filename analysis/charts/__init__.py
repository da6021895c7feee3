"""Frames as pictures: one file per chart, each a pure function from a tidy frame to SVG text.

The pictures need no script and no style sheet, so a page under a strict content security policy can hold
them inline. They are fluid: horizontal places are percentages and lettering has a fixed size, so the same
picture is readable at 320 px and fills 1280 px. That is why they carry no viewBox, and why a page must not
set ``height: auto`` on them.
"""

from analysis.charts.diverging import diverging_bars
from analysis.charts.dots import dot_plot

__all__ = ["diverging_bars", "dot_plot"]
