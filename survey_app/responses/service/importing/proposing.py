"""The beginning of a file, looked at: its columns, what stands in them, and a mapping to begin with."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from forms import Instrument
from survey_app.errors import Invalid, Problem
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.responses.service.importing.cell import key_of
from survey_app.responses.service.importing.mapping import FileMapping, Layout
from survey_app.responses.service.importing.propose import Seen, find_layout, propose, see, targets_of
from survey_app.responses.service.importing.source import Source, headers_of, open_source
from survey_app.rounds import service as rounds
from survey_app.store import Database

LOOKED_AT = 1000  # rows
_HEADER_WITHIN = 120


@dataclass(frozen=True, slots=True)
class Look:
    """What the first rows of a file show; ``mapping`` fits its columns as far as they tell."""

    instrument: Instrument
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    seen: tuple[Seen, ...]
    mapping: FileMapping
    hidden_rows: int
    hidden_columns: tuple[int, ...]


def propose_for(db: Database, path: Path, name: str, round_code: str, layout: Layout | None = None) -> Look:
    """The beginning of the file and a mapping for it; without ``layout`` that is guessed too.

    Raises Invalid for a file that cannot be read as a table.
    """
    round_ = rounds.round_(db, round_code)
    instrument = instruments.published(db, round_.instrument, round_.version)
    with closing(open_source(path, name, layout or Layout(), LOOKED_AT)) as source:
        return _look(db, source, instrument, layout)


def _look(db: Database, source: Source, instrument: Instrument, layout: Layout | None) -> Look:
    first = list(islice(source.rows, _HEADER_WITHIN))
    if not any(cell.strip() for row in first for cell in row):
        raise Invalid([Problem("import_empty", source.name)])
    if layout is None:
        layout = _best_layout(find_layout(first, source.merged, source.sheet), source, first, instrument)
    seen = _seen(source, first, layout)
    return Look(
        instrument,
        source.sheets,
        source.hidden,
        seen,
        propose(seen, instrument, replace(layout, sheet=source.sheet), _counters(db), source.separator),
        sum(max(0, last - max(begin, layout.first_row) + 1) for begin, last in source.hidden_rows),
        tuple(
            number
            for begin, last in source.hidden_columns
            for number in range(begin, min(last, len(seen)) + 1)
        ),
    )


def _best_layout(found: Layout, source: Source, first: list[list[str]], instrument: Instrument) -> Layout:
    """``found``, or the header of two rows under merged cells there or a row higher, if it means more."""

    def means(layout: Layout) -> int:
        headers = headers_of(first[: layout.first_row - 1], layout, source.merged)
        return len(targets_of([Seen(header, ()) for header in headers], instrument))

    grouped = {top for top, left, _, right in source.merged if right > left}
    others = [
        replace(found, header_row=row, header_rows=2, first_row=row + 2)
        for row in (found.header_row, found.header_row - 1)
        if row in grouped and (found.header_row, found.header_rows) != (row, 2)
    ]
    return max((found, *others), key=means) if others else found  # the first of equals


def _seen(source: Source, first: list[list[str]], layout: Layout) -> tuple[Seen, ...]:
    headers = headers_of(first[: layout.first_row - 1], layout, source.merged)
    below: Iterator[list[str]] = chain(first[layout.first_row - 1 :], source.rows)
    return tuple(see(headers, islice(below, LOOKED_AT)))


def _counters(db: Database) -> dict[str, str]:
    """The code of every counter whose name no other has, by the key of its name; and by its code."""
    names: dict[str, set[str]] = {}
    for unit in places.all_units(db):
        if unit.type is UnitType.COUNTER:
            for text in (unit.code, unit.name_vi, unit.name_en):
                if text:
                    names.setdefault(key_of(text), set()).add(unit.code)
    return {key: min(codes) for key, codes in names.items() if len(codes) == 1}
