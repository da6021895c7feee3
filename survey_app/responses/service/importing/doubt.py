"""Numbers and days that can be read in two ways: what a column tells of it, and what must be asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms import Instrument, ItemType
from survey_app.responses.service.importing.cell import Untold, read_cell, reader_of
from survey_app.responses.service.importing.mapping import Column, Dates, Decimals, FileMapping
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell


class Written(StrEnum):
    """What is written in more than one way."""

    NUMBER = "number"
    DAY = "day"


Way = Decimals | Dates
WAYS: dict[Written, tuple[Way, Way]] = {
    Written.NUMBER: (Decimals.COMMA, Decimals.POINT),
    Written.DAY: (Dates.DAY_FIRST, Dates.MONTH_FIRST),
}


@dataclass(frozen=True, slots=True)
class Told:
    """How many values of columns can only be read the one way, the other way, and ``open`` in both."""

    first: int
    second: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column (counted from 1) of which no value tells how it is meant; ``text`` is one of them."""

    number: int
    header: str
    written: Written
    text: str
    readings: tuple[tuple[Way, str], ...]


def written_in(to: str, instrument: Instrument) -> Written | None:
    """Whether a column of that target holds numbers or days."""
    if to == "completed_at":
        return Written.DAY
    if to == "weight":
        return Written.NUMBER
    item = next((item for item in instrument.items if item.name == to), None)
    if item is not None and item.type is ItemType.DATE:
        return Written.DAY
    figures = (ItemType.INTEGER, ItemType.DECIMAL)
    return Written.NUMBER if item is not None and item.type in figures else None


def told(values: Iterable[str], to: str, instrument: Instrument) -> Told:
    """What ``values`` of a column of numbers or days tell of how they are written."""
    written = written_in(to, instrument)
    counts, unclear = [0, 0], []
    for value in values if written else ():
        if isinstance(value, NumberCell | DateCell | FormulaCell):
            continue
        first, second = (_read(value, to, way, instrument) for way in WAYS[written or Written.DAY])
        if first and second and first != second:
            unclear.append(value)
        elif first != second:
            counts[0 if first else 1] += 1
    return Told(counts[0], counts[1], tuple(unclear))


def doubts(columns: Sequence[Column], values: Sequence[Sequence[str]], instrument: Instrument) -> list[Doubt]:
    """The columns that could mean two things: some value is open and none is decided."""
    found = []
    for number, (column, texts) in enumerate(zip(columns, values, strict=True), start=1):
        written = written_in(column.to, instrument)
        if written is None or column.values:
            continue
        said = told(texts, column.to, instrument)
        if said.open and not said.first and not said.second:
            text = said.open[0]
            ways = tuple((way, _read(text, column.to, way, instrument)) for way in WAYS[written])
            found.append(Doubt(number, column.header, written, text, ways))
    return found


def _read(text: str, to: str, way: Way, instrument: Instrument) -> str:
    """The value as the strict file would have it; '' where it cannot be that."""
    mapping = (
        FileMapping(instrument.id, (), decimals=way)
        if isinstance(way, Decimals)
        else FileMapping(instrument.id, (), dates=way)
    )
    try:
        read = read_cell(reader_of(Column("", to), mapping, instrument), text)
    except Untold:
        return ""
    item = next((item for item in instrument.items if item.name == to), None)
    whole = item is not None and item.type is ItemType.INTEGER
    return "" if whole and "." in read else read
