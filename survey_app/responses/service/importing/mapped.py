"""A file read by a mapping: the rows that the strict file would have."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from forms import Instrument
from survey_app.errors import Invalid, Problem
from survey_app.responses.service.importing.cell import Reader, Untold, read_cell, reader_of
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.fit import misfits
from survey_app.responses.service.importing.mapping import FIELDS, FileMapping
from survey_app.responses.service.importing.source import Source, headers_of, open_source
from survey_app.responses.service.importing.table import Line

_OTHER_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A file and the mapping that fits it; like a Table, but its rows can be read once."""

    source: Source
    mapping: FileMapping
    instrument: Instrument
    headers: tuple[str, ...]
    columns: tuple[str, ...]
    items: tuple[tuple[int, str], ...]

    @property
    def digest(self) -> bytes:
        return self.source.digest

    @property
    def versioned(self) -> bool:
        """A mapping is made for one version."""
        return False

    @property
    def lines(self) -> int:
        return self.source.lines

    def header_of(self, to: str) -> str:
        """What the column that becomes ``to`` is called; '=' where that is said once for the whole file."""
        return next((excerpt(column.header, 60) for column in self.mapping.columns if column.to == to), "=")

    def rows(self) -> Iterator[Line]:
        """Row numbers as a spreadsheet shows them with the cells of the strict file and what is wrong."""
        by_header: dict[str, list[tuple[str, Reader]]] = {}
        for column in self.mapping.columns:
            read = reader_of(column, self.mapping, self.instrument)
            by_header.setdefault(column.header, []).append((column.to, read))
        # Columns of the same name stand in the file in the order they have in the mapping.
        order = [by_header[header].pop(0) for header in self.headers]
        taken = [(place, to, read) for place, (to, read) in enumerate(order) if to]
        constants = [self.mapping.constants[name] for name in self.columns[len(taken) :]]
        for number, cells in enumerate(self.source.rows, start=self.mapping.layout.first_row):
            if any(cell.strip() for cell in cells):
                yield self._line(number, cells, taken, constants)

    def _line(
        self, number: int, cells: list[str], taken: list[tuple[int, str, Reader]], constants: list[str]
    ) -> Line:
        if problem := self._shape(number, cells):
            return number, [], [problem]
        width, row, problems = len(cells), [], []
        for place, to, read in taken:
            try:
                row.append(read_cell(read, cells[place]) if place < width else "")
            except Untold as fault:
                row.append("")
                values = {"column": excerpt(self.headers[place], 60), "to": to, **fault.values}
                problems.append(Problem(fault.code, str(number), values))
        return number, row + constants, problems

    def _shape(self, number: int, cells: list[str]) -> Problem | None:
        """What is wrong with the number of cells of a row."""
        width = len(self.headers)
        if len(cells) == 1 < width and any(sign in cells[0] for sign in _OTHER_SEPARATORS):
            return Problem("import_other_separator", str(number), {"value": excerpt(cells[0], 40)})
        if any(cell.strip() for cell in cells[width:]):
            return Problem("import_row_too_long", str(number), {"cells": len(cells), "columns": width})
        return None


def open_mapped(path: Path, name: str, mapping: FileMapping, instrument: Instrument) -> MappedTable:
    """``path`` read by ``mapping``. Raises Invalid with all that does not fit the file or the instrument."""
    source = open_source(path, name, mapping.layout)
    try:
        return _mapped(source, mapping, instrument)
    except Invalid:
        source.close()
        raise


def _mapped(source: Source, mapping: FileMapping, instrument: Instrument) -> MappedTable:
    layout = mapping.layout
    first = list(islice(source.rows, layout.first_row - 1))
    headers = headers_of(first, layout, source.merged)
    if not any(cell.strip() for row in first for cell in row):
        raise Invalid([Problem("import_empty", source.name)])
    if problems := misfits(mapping, headers, instrument):
        raise Invalid(problems[:200], more=max(0, len(problems) - 200))
    queues: dict[str, list[str]] = {}
    for column in mapping.columns:
        queues.setdefault(column.header, []).append(column.to)
    targets = [queues[header].pop(0) for header in headers]
    columns = [to for to in targets if to]
    columns += [name for name in mapping.constants if mapping.constants[name] and name not in columns]
    items = tuple((place, to) for place, to in enumerate(columns) if to not in FIELDS)
    return MappedTable(source, mapping, instrument, tuple(headers), tuple(columns), items)
