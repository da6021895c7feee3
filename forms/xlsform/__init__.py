"""From a file's bytes to its sheets, by a child process with limits: a workbook is untrusted input.

What it takes: XLSForm as .xlsx, as .csv (first column: the sheet's name) and as Markdown tables (likewise).
What the file is is told by its content, never by its name.
"""

from forms.xlsform.reading import read_workbook
from forms.xlsform.sheets import Row, Sheet, Workbook, cell_place

__all__ = ["Row", "Sheet", "Workbook", "cell_place", "read_workbook"]
