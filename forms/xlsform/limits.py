"""How much of a workbook is read, and how much a reader may use."""

BYTES = 5_000_000  # of the file
UNPACKED_BYTES = 60_000_000  # of what an .xlsx unpacks to
ROWS = 5_000  # of a sheet
COLUMNS = 200  # of a sheet
CELL = 8_000  # characters of a cell
SECONDS = 20
MEMORY_BYTES = 1_000_000_000
