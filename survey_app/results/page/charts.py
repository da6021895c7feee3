"""A chart of the page: one frame, drawn for the screen and as pictures for files."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.charts import diverging_bars, dot_plot


class Shape(StrEnum):
    """How a chart draws its frame."""

    DOTS = "dots"
    BARS = "bars"


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """What is drawn: ``title`` stands above it, ``text`` tells those who cannot see it what it shows.

    Estimates are shares, or scores on ``scale``; ``note`` under it says how they were made.
    """

    shape: Shape
    title: str
    text: str
    frame: pd.DataFrame
    reference: float | None = None
    scale: tuple[float, float] | None = None
    note: str = ""

    def svg(self, language: str) -> str:
        """The chart for the page."""
        said = {"language": language, "title": self.title, "description": self.text}
        if self.shape is Shape.BARS:
            return diverging_bars(self.frame, **said)
        return dot_plot(self.frame, **said, reference=self.reference, scale=self.scale)

    def pictures(self, language: str) -> list[bytes]:
        """The chart as PNG pictures for a file, as many as fit its rows on pages."""
        # Loaded when a file is made: a page must not wait for matplotlib.
        from analysis.charts.pictures import bar_pictures, dot_pictures

        if self.shape is Shape.BARS:
            return bar_pictures(self.frame, language=language)
        return dot_pictures(self.frame, language=language, reference=self.reference, scale=self.scale)
