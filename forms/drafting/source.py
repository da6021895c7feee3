"""What a table was before anybody made sense of it: rows of texts, table after table."""

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from wording import nfc

MOST_ROWS = 1_000  # with words in them
MOST_COLUMNS = 60
MOST_LETTERS = 300_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its number as its program counts, its cells ('' for blank or covered by a merged one).

    ``wide``: its words stand in one cell over several columns. ``beside``: it stood beside the tables.
    """

    number: int
    cells: tuple[str, ...]
    wide: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One table or sheet, by the name it has ('' for a single one)."""

    name: str
    entries: tuple[Entry, ...]


def read_text(text: str) -> Block:
    """The table a clipboard gives as text: cells between tabs, quoted where a cell has several lines."""
    text = _without_breaks(text)
    rows = [line.split("\t") for line in text.split("\n")]
    if text.count('"') % 2 == 0:  # an odd one is somebody's text, and would swallow the rest of the table
        with suppress(csv.Error):  # a cell without end
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    return trimmed("", ((number, row, False) for number, row in enumerate(rows, start=1)))


def trimmed(name: str, rows: Iterable[tuple[int, Sequence[str], bool]]) -> Block:
    """A block of (number, cells, wide) without blank rows, its cells composed and without outer blanks."""
    entries = []
    for number, row, wide in rows:
        cells = [_clean(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            entries.append(Entry(number, tuple(cells), wide))
    return Block(name, tuple(entries))


def _without_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _clean(cell: str) -> str:
    """Blanks become single, lines stay lines; letters no sheet can hold are gone."""
    shown = "".join(letter for letter in nfc(cell) if letter >= " " or letter in "\n\t")
    lines = (" ".join(line.split()) for line in shown.replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)
