"""The same charts as pictures for files: PNG by matplotlib, cut into pieces that fit on a page.

They read the frames the drawn charts read, by the same code, so that a file shows what the page shows.
"""

from analysis.charts.pictures.bars import bar_pictures
from analysis.charts.pictures.dots import dot_pictures

__all__ = ["bar_pictures", "dot_pictures"]
