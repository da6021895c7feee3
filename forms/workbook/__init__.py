"""An instrument as an XLSForm workbook again, whatever it was written in, and the codebook as one.

`sheets_of` and the codebook's tables are plain; only `python -m forms.workbook.child` writes .xlsx.
"""

from forms.workbook.sheets import sheets_of, tables_of
from forms.workbook.table import Table

__all__ = ["Table", "sheets_of", "tables_of"]
