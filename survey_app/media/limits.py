"""How much the child process that draws a photo may use."""

from typing import Final

SECONDS: Final = 20  # of processor time
CLOCK_SECONDS: Final = 60.0  # until its parent gives it up, on a machine however busy
MEMORY_BYTES: Final = 1_200_000_000  # of addresses
REFUSED: Final = 3  # how it ends when it says why
