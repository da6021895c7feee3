"""What is known of an uploaded file's beginning, kept beside it: reading a workbook again takes seconds."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from forms import Instrument
from survey_app.responses.service.importing.cell import key_of
from survey_app.responses.service.importing.mapping import Column, FileMapping, Layout
from survey_app.responses.service.importing.propose import Seen, understood
from survey_app.responses.service.importing.proposing import Look, propose_for
from survey_app.responses.service.importing.uploads import Upload
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell
from survey_app.store import Database

# What a workbook kept a value as goes on being known.
_CELLS: dict[str, type[str]] = {"n": NumberCell, "d": DateCell, "f": FormulaCell}
_KINDS = {cell: kind for kind, cell in _CELLS.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of an uploaded file, where they stand, and what else the workbook has.

    ``hidden_rows`` counts rows of data, ``hidden_columns`` are places from 1.
    """

    layout: Layout
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    seen: tuple[Seen, ...]
    hidden_rows: int = 0
    hidden_columns: tuple[int, ...] = ()


def look_at(db: Database, upload: Upload, layout: Layout | None) -> Look:
    """The beginning of the file and a mapping for it; what it shows is kept with the upload."""
    look = propose_for(db, upload.file, upload.name, upload.round, layout)
    layout, sheets, hidden = look.mapping.layout, look.sheets, look.hidden
    table = asdict(Table(layout, sheets, hidden, look.seen, look.hidden_rows, look.hidden_columns))
    for one in table["seen"]:
        one["values"] = [(_KINDS.get(type(value), ""), value) for value in one["values"]]
    upload.put_look(json.dumps(table, ensure_ascii=False))
    return look


def table_of(upload: Upload) -> Table:
    """What was kept of the file's beginning."""
    found: dict[str, Any] = json.loads(upload.look)
    return Table(
        Layout(**found["layout"]),
        tuple(found["sheets"]),
        tuple(found["hidden"]),
        tuple(
            Seen(one["header"], tuple(_CELLS.get(kind, str)(text) for kind, text in one["values"]))
            for one in found["seen"]
        ),
        found["hidden_rows"],
        tuple(found["hidden_columns"]),
    )


def aligned(mapping: FileMapping, table: Table) -> tuple[Column, ...]:
    """What ``mapping`` says of each column of the file; a column it does not name is left out."""
    said: dict[str, list[Column]] = {}
    for column in mapping.columns:
        said.setdefault(column.header, []).append(column)
    return tuple(
        said[one.header].pop(0) if said.get(one.header) else Column(one.header) for one in table.seen
    )


def moved(old: FileMapping, look: Look) -> FileMapping:
    """The mapping for another place in the file: what ``old`` said of a header stays, others are proposed."""
    said = {column.header: column for column in old.columns if column.to}
    taken = {column.to for column in said.values()} | set(old.constants)
    columns = tuple(
        said.get(column.header) or (column if column.to not in taken else Column(column.header))
        for column in look.mapping.columns
    )
    return FileMapping(old.instrument, columns, look.mapping.layout, old.decimals, old.dates, old.constants)


def understood_by(instrument: Instrument, column: Column) -> bool:
    """Whether ``column`` is read by a table of values: selects, the mode, the counter."""
    if column.to in ("counter", "mode"):
        return True
    item = next((item for item in instrument.items if item.name == column.to), None)
    return item is not None and bool(instrument.choices(item))


def with_shared_values(columns: Sequence[Column], table: Table, instrument: Instrument) -> tuple[Column, ...]:
    """``columns`` where what one says of a value also holds for the others with the same choices.

    Only for values that the others say nothing about, and where all that say something agree.
    """
    lists = {item.name: item.list_name for item in instrument.items if item.list_name}
    said: dict[str, dict[str, set[str]]] = {}
    for column in columns:
        for value, name in column.values.items():
            shared = said.setdefault(lists.get(column.to) or "", {})
            shared.setdefault(key_of(value), set()).add(name)
    found = []
    for column, seen in zip(columns, table.seen, strict=True):
        shared = said.get(lists.get(column.to) or " ", {})
        known = understood(column.to, instrument)
        values = dict(column.values)
        for value in seen.values:
            means = shared.get(key_of(value), set())
            if len(means) == 1 and value not in values and (values or key_of(value) not in known):
                values[value] = min(means)
        if values and not column.values:
            itself = {value: known[key_of(value)] for value in seen.values if key_of(value) in known}
            values = itself | values
        found.append(replace(column, values=values))
    return tuple(found)
