"""How large a photo may be, and how much the child process that draws it may use."""

from typing import Final

MOST_MEGABYTES: Final = 20  # of a photo as it is sent
SECONDS: Final = 20  # of processor time
CLOCK_SECONDS: Final = 60.0  # until its parent gives it up, on a machine however busy
MEMORY_BYTES: Final = 1_200_000_000  # of addresses
REFUSED: Final = 3  # how it ends when it says why
