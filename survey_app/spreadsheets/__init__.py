"""Spreadsheets as people send them: CSV and XLSX become sheets of typed text cells.

A workbook is untrusted and its library heavy: it is read in a child process with limits.
"""

from survey_app.spreadsheets.cells import DateCell, FormulaCell, NumberCell
from survey_app.spreadsheets.guard import guarded
from survey_app.spreadsheets.reading import (
    MAX_BYTES,
    MAX_COLUMNS,
    Sheet,
    check_bytes,
    read_cells,
    read_workbook,
)
from survey_app.spreadsheets.text import csv_problem, read_csv, separator_of
from survey_app.spreadsheets.uploads import discard_upload, keep_upload, purge_uploads, read_upload

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "DateCell",
    "FormulaCell",
    "NumberCell",
    "Sheet",
    "check_bytes",
    "csv_problem",
    "discard_upload",
    "guarded",
    "keep_upload",
    "purge_uploads",
    "read_cells",
    "read_csv",
    "read_upload",
    "read_workbook",
    "separator_of",
]
