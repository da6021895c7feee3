"""The child process: tables as JSON on standard input, the workbook of them on standard output.

python -m forms.workbook.child
"""

import json
import os
import sys

from forms.workbook.table import Table
from forms.workbook.writing import write_xlsx


def main() -> None:
    """Read the tables, write the workbook."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine citizens come first
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(write_xlsx([Table.from_plain(table) for table in asked]))


if __name__ == "__main__":
    main()
