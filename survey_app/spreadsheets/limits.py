"""How much of a workbook is read, and how much its reader may use."""

MAX_BYTES = 50_000_000  # of a file
UNPACKED_BYTES = 500_000_000  # of what an .xlsx unpacks to
ROWS = 1_048_576  # Excel has no more
COLUMNS = 300
CELL = 32_767  # letters: Excel keeps no more
SECONDS = 60  # a proxy in front of the server gives up after 120
MEMORY_BYTES = 1_500_000_000
ROWS_BYTES = 1_000_000_000  # of the rows on their way
