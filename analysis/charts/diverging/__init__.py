"""Diverging stacked bars: the face of the package."""

from analysis.charts.diverging.chart import diverging_bars

__all__ = ["diverging_bars"]
