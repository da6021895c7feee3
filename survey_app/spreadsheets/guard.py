"""Texts that spreadsheets would run."""

import re
from typing import TypeVar

# What a spreadsheet takes for a formula, also in full-width letters, and the blanks it looks past; a text
# that looks guarded already is given one more apostrophe. The same rule as in the files of results.
_FORMULA = re.compile("'*[ \u00a0\u200b\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
Cell = TypeVar("Cell")


def guarded(cell: Cell) -> Cell | str:
    """``cell`` as a CSV file may hold it: a text that a spreadsheet would run stands behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
