"""How much of a workbook is read, and how much a reader may use."""

BYTES = 5_000_000  # of the file
UNPACKED_BYTES = 60_000_000  # of what an .xlsx unpacks to
PARTS = 2_000  # files within an .xlsx
STYLES_BYTES = 5_000_000  # of the styles an .xlsx unpacks to
STRINGS_BYTES = 15_000_000  # of its texts
ROWS = 5_000  # of a sheet
LAST_ROW = 100_000  # that an editor may have formatted below the end of a sheet
COLUMNS = 200  # of a sheet
CELLS = 3_000_000  # of a sheet, blank ones too
CELL = 8_000  # characters of a cell
TEXT = 3_000_000  # characters of all cells
ODK_SECONDS = 6  # for what ODK thinks of a form that was read
SECONDS = 9  # of processor time: with what comes around it a refusal within 10
WALL_SECONDS = 30  # on a machine that is busy with other things, or cannot count the processor's time
MEMORY_BYTES = 500_000_000
