"""The tables of a page as files: every table as CSV, all of them as one workbook."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pandas as pd

from analysis.export import to_csv, to_xlsx
from survey_app.results.page.findings import Findings
from survey_app.results.page.table import Kind
from survey_app.results.page.workbook import sheets

_MARK_COLUMN: Final = "du_lieu"
_MARK: Final = "DỮ LIỆU GIẢ LẬP"


def write_files(found: Findings, notes: Sequence[str], now: datetime) -> dict[str, bytes]:
    """The content of each file by its name: '<table>.csv' and 'results.xlsx'.

    In a demonstration every row of a CSV says so in a last column, for a file is soon parted from its name.
    """
    look, tables = found.look, found.tables
    frames = {table.name: table.frame() for table in tables}
    files = {f"{name}.csv": to_csv(_marked(frame) if look.demo else frame) for name, frame in frames.items()}
    files["results.xlsx"] = to_xlsx(
        sheets(found),
        title=look.say("file_title", round=look.round.code),
        notes=notes,
        shares={c.heading for table in tables for c in table.columns if c.kind is Kind.SHARE},
        scores={c.heading for table in tables for c in table.columns if c.kind is Kind.SCORE},
        language=look.language,
        author=look.office,
        created=now,
    )
    return files


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{_MARK_COLUMN: _MARK})
