"""What is known of an uploaded file's beginning, kept beside it: reading a workbook again takes seconds."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from forms import Instrument
from survey_app.responses.service.importing.mapping import Column, FileMapping, Layout
from survey_app.responses.service.importing.propose import Seen
from survey_app.responses.service.importing.proposing import Look, propose_for
from survey_app.responses.service.importing.uploads import Upload
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of an uploaded file, where they stand, and what else the workbook has."""

    layout: Layout
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    seen: tuple[Seen, ...]


def look_at(db: Database, upload: Upload, layout: Layout | None) -> Look:
    """The beginning of the file and a mapping for it; what it shows is kept with the upload."""
    look = propose_for(db, upload.file, upload.name, upload.round, layout)
    table = Table(look.mapping.layout, look.sheets, look.hidden, look.seen)
    upload.put_look(json.dumps(asdict(table), ensure_ascii=False))
    return look


def table_of(upload: Upload) -> Table:
    """What was kept of the file's beginning."""
    found: dict[str, Any] = json.loads(upload.look)
    return Table(
        Layout(**found["layout"]),
        tuple(found["sheets"]),
        tuple(found["hidden"]),
        tuple(Seen(one["header"], tuple(one["values"])) for one in found["seen"]),
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
