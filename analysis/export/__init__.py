"""Frames as files: exactly what is shown, for machines, for terminals and for spreadsheets."""

from analysis.export.formulas import Formula, Reference, average, ratio, weighted
from analysis.export.table import to_csv, to_json, to_text
from analysis.export.workbook import to_xlsx

__all__ = [
    "Formula",
    "Reference",
    "average",
    "ratio",
    "to_csv",
    "to_json",
    "to_text",
    "to_xlsx",
    "weighted",
]
