"""A CSV file as a checked header and numbered rows."""

import csv
import difflib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from forms import Instrument, ItemType
from forms.addresses import MOST_OCCURRENCES, place_of
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.spreadsheets import csv_problem
from wording import nfc

REQUIRED = ("counter", "mode", "completed_at")
OPTIONAL = ("uuid", "stratum", "psu", "weight")
# Which version a row answers, where the form has no question of that name.
VERSION = "version"
_NOT_ASKED = {ItemType.NOTE, ItemType.CALCULATE}
LONGEST_CELL = 100_000


# A row: its number, its cells, and what kept its cells from being read.
Line = tuple[int, list[str], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read to its end: where its columns are, how many lines it has, its digest.

    In a ``versioned`` one each row names the version it answers: the columns are then of any version.
    """

    path: Path
    digest: bytes
    lines: int
    separator: str
    columns: tuple[str, ...]
    items: tuple[tuple[int, str], ...]
    versioned: bool = False

    def rows(self) -> Iterator[Line]:
        """Row numbers as a spreadsheet shows them (the header is 1) with cells; empty rows are left out."""
        with self.path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=self.separator)
            try:
                next(reader)
                for number, cells in enumerate(reader, start=2):
                    if any(cells):
                        yield number, cells, ()
            except csv.Error as error:
                raise Invalid([csv_problem(error, f"{self.path}:{reader.line_num}")]) from error


def open_table(path: Path, instrument: Instrument) -> Table:
    """``path`` as a table for ``instrument``. Raises NotFound, or Invalid with all header problems.

    The whole file is read once for its digest, so that a wrong encoding far down is known before anything
    is stored.
    """
    if not path.is_file():
        raise NotFound("no_such_file", str(path))
    digest, lines = scan(path, str(path))
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        # Excel in Vietnamese writes semicolons: the comma is its decimal sign.
        separator = ";" if first.count(";") > first.count(",") else ","
        stream.seek(0)
        try:
            header = [nfc(cell).strip() for cell in next(csv.reader(stream, delimiter=separator))]
        except StopIteration:
            raise Invalid([Problem("import_empty", str(path))]) from None
        except csv.Error as error:
            raise Invalid([csv_problem(error, f"{path}:1")]) from error
    versioned = VERSION in header and VERSION not in item_names(instrument)
    problems = _header_problems(header, instrument, versioned)
    if problems:
        raise Invalid(problems)
    others = {*REQUIRED, *OPTIONAL, *([VERSION] if versioned else [])}
    return Table(
        path=path,
        digest=digest,
        lines=lines,
        separator=separator,
        columns=tuple(header),
        items=tuple((place, name) for place, name in enumerate(header) if name not in others),
        versioned=versioned,
    )


def scan(path: Path, name: str) -> tuple[bytes, int]:
    """SHA-256 and number of lines. Raises Invalid for an encoding other than UTF-8 and for NUL characters."""
    digest = hashlib.sha256()
    lines = 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            digest.update(line)
            lines = number
            if b"\0" in line:
                raise Invalid([Problem("import_not_text", f"{name}:{number}")])
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                raise Invalid([Problem("import_not_utf8", f"{name}:{number}")]) from None
    return digest.digest(), lines


def item_names(instrument: Instrument) -> set[str]:
    """The items that a file may have answers to."""
    return {item.name for item in instrument.items if item.type not in _NOT_ASKED}


@lru_cache(maxsize=4096)
def is_answer(instrument: Instrument, column: str) -> bool:
    """Whether answers may stand under ``column``: an item's address, or how often a repeat was asked."""
    name, occurrence = place_of(column)
    if name not in item_names(instrument):
        return not occurrence and name in {group.name for group in instrument.repeats}
    return bool(instrument.item(name).repeat) == bool(occurrence) and occurrence <= MOST_OCCURRENCES


def needed_items(instrument: Instrument) -> list[str]:
    """The items that every response answers, so that a file must have them."""
    known = item_names(instrument)
    return [
        item.name
        for item in instrument.items
        if item.required and item.name in known and not item.relevant and not item.repeat
    ]


def _header_problems(header: Sequence[str], instrument: Instrument, versioned: bool) -> list[Problem]:
    known = {*REQUIRED, *OPTIONAL, *item_names(instrument)}
    needed = REQUIRED if versioned else (*REQUIRED, *needed_items(instrument))
    problems = [
        Problem("import_column_missing", "1", {"column": name}) for name in needed if name not in header
    ]
    seen: set[str] = set()
    for name in header:
        if name in seen:
            problems.append(Problem("import_column_twice", "1", {"column": name}))
        elif name not in known and not versioned and not is_answer(instrument, name):
            close = difflib.get_close_matches(name, known, n=1)
            nearest = close[0] if close else ", ".join([*REQUIRED, *OPTIONAL])
            problems.append(Problem("import_column_unknown", "1", {"column": name, "nearest": nearest}))
        seen.add(name)
    return problems
