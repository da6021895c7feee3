"""Importing a file: read and judge every row first, then store all of them in one transaction, sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms import Checked
from survey_app.errors import Invalid, Problem
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import store as rows
from survey_app.responses.model import Context, Row, day_and_slot, row_of
from survey_app.responses.service.importing.row import RowReader
from survey_app.responses.service.importing.table import open_table
from survey_app.responses.service.seal import store_sealed
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Tier
from survey_app.store import Spool, Store

Progress = Callable[[int], None]
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``added`` new responses, ``known`` that were there with the same content."""

    added: int
    known: int


def import_file(
    store: Store,
    path: Path,
    instrument_id: str,
    round_code: str,
    tier: Tier | None,
    now: datetime,
    language: str,
    progress: Callable[[int], Progress],
) -> Imported:
    """What importing ``path`` added. Raises Invalid with all problems by row; then nothing is stored.

    ``progress(lines)`` gives a function that is told how many rows were read since it was last called.
    """
    db = store.read()
    round_ = rounds.round_(db, round_code)
    if round_.instrument != instrument_id:
        instruments.newest_version(db, instrument_id)  # says so when there is no such instrument at all
        values = {"round": round_.code, "asked": round_.instrument, "instrument": instrument_id}
        raise Invalid([Problem("import_other_instrument", values=values)])
    instrument = instruments.published(db, round_.instrument, round_.version)
    table = open_table(path, instrument)
    today = day_and_slot(now)[0]
    reader = RowReader(table, instrument, round_, tier, today, language, places.all_units(db))
    with Spool(store.instance) as spool:
        known = _read_all(store, reader, spool, progress(table.lines))
        if reader.problems.count:
            first = reader.problems.first
            raise Invalid(first, more=reader.problems.count - len(first))
        added = store.write(lambda db: store_sealed(db, round_.code, today, spool.values()))
    return Imported(added, known)


def _read_all(store: Store, reader: RowReader, spool: Spool, step: Progress) -> int:
    """How many rows are stored already; the new ones go to the spool until the first problem is found."""
    known = 0
    chunk: dict[str, tuple[int, Row]] = {}
    key = store.key("digest")
    for number, cells in reader.table.rows():
        response = reader.read(number, cells)
        if response is not None:
            row = _row(response, key)
            chunk[row.uuid] = (number, row)
        if len(chunk) >= _CHUNK:
            known += _set_aside(store, reader, spool, chunk)
            chunk.clear()
        if number % _CHUNK == 0:
            step(_CHUNK)
    return known + _set_aside(store, reader, spool, chunk)


def _row(response: tuple[Checked, Context], key: bytes) -> Row:
    return row_of(*response, key)


def _set_aside(store: Store, reader: RowReader, spool: Spool, chunk: dict[str, tuple[int, Row]]) -> int:
    """Spool what is new of ``chunk``; how many of it were there with the same content."""
    stored = rows.digests_of(store.read(), list(chunk))
    for identity, digest in stored.items():
        number, row = chunk[identity]
        if digest != row.digest:
            reader.problems.add(Problem("import_uuid_taken", str(number), {"value": identity}))
    if not reader.problems.count:
        spool.add((uuid, row) for uuid, (_, row) in chunk.items() if uuid not in stored)
    return len(stored)
