"""Importing a file: read and judge every row first, then store all of them in one transaction, sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms import Instrument
from survey_app.errors import Invalid, Problem
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses.model import ImportRow, Kept, Row, day_and_slot, row_of
from survey_app.responses.service.importing.mapped import MappedTable, open_mapped
from survey_app.responses.service.importing.mapping import FileMapping
from survey_app.responses.service.importing.problems import Problems
from survey_app.responses.service.importing.row import RowReader, Unplaced
from survey_app.responses.service.importing.table import Table, open_table
from survey_app.responses.service.seal import store_sealed
from survey_app.responses.store import quarantine
from survey_app.responses.store import responses as rows
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round, Tier
from survey_app.store import Database, Spool, Store

Progress = Callable[[int], None]
_CHUNK = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be imported into which round, by whom; ``id`` is a new random one.

    ``name`` is what people call the file. Without a mapping the file is the strict CSV of the contract.
    """

    id: str
    path: Path
    name: str
    round: str
    instrument: str = ""
    tier: Tier | None = None
    mapping: FileMapping | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``added`` new responses, ``known`` that were there with the same content, and
    ``held`` that answer a version nobody knows here and are kept until it is known."""

    added: int
    known: int
    held: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """What importing a file would do: rows that can be taken, those of them that are stored already,
    rows that are refused, the first problems, rows that belong to no counter, and rows that would be held."""

    taken: int
    known: int
    refused: int
    problems: Problems
    unplaced: tuple[Unplaced, ...]
    held: int = 0


def import_file(
    store: Store, task: Task, now: datetime, language: str, progress: Callable[[int], Progress]
) -> Imported:
    """What importing the file added. Raises Invalid with all problems by row; then nothing is stored.

    ``progress(lines)`` gives a function that is told how many rows were read since it was last called.
    """
    reader, today = _reader(store, task, now, language), day_and_slot(now)[0]
    with Spool(store.instance) as spool, Spool(store.instance) as held:
        found = _read_all(store, reader, spool, progress(reader.table.lines), held)
        if reader.problems.count:
            raise Invalid(reader.problems.listed, more=reader.problems.more)

        def work(db: Database) -> int:
            added = store_sealed(db, reader.round.code, today, spool.values())
            when = now.isoformat(timespec="seconds")
            said = (task.id, when, task.by, task.name[:200], reader.round.code, added, found.known)
            rows.add_import(db, ImportRow(*said))
            for row in held.values():
                quarantine.put(db, row)
            return added

        return Imported(store.write(work), found.known, found.held)


def examine_file(
    store: Store, task: Task, now: datetime, language: str, progress: Callable[[int], Progress]
) -> Examined:
    """What importing the file would do; nothing is stored. Raises Invalid for a file that does not fit."""
    reader = _reader(store, task, now, language)
    return _read_all(store, reader, None, progress(reader.table.lines))


def _reader(store: Store, task: Task, now: datetime, language: str) -> RowReader:
    db = store.read()
    round_ = rounds.round_(db, task.round)
    if task.instrument and round_.instrument != task.instrument:
        instruments.newest_version(db, task.instrument)  # says so when there is no such instrument at all
        values = {"round": round_.code, "asked": round_.instrument, "instrument": task.instrument}
        raise Invalid([Problem("import_other_instrument", values=values)])
    if rounds.is_for_visits(db, round_):
        raise Invalid([Problem("import_of_checklist", values={"round": round_.code})])
    instrument = instruments.published(db, round_.instrument, round_.version)
    table = (
        open_mapped(task.path, task.name, task.mapping, instrument)
        if task.mapping
        else open_table(task.path, instrument)
    )
    today = day_and_slot(now)[0]
    units, versions = places.all_units(db), _versions(db, table, round_)
    return RowReader(table, instrument, round_, task.tier, today, language, units, versions)


def _versions(db: Database, table: Table | MappedTable, round_: Round) -> dict[str, Instrument]:
    """Every published version, for a file whose rows name theirs."""
    known = instruments.versions(db, round_.instrument) if table.versioned else []
    return {each.version: instruments.published(db, each.id, each.version) for each in known}


def _read_all(
    store: Store, reader: RowReader, spool: Spool | None, step: Progress, held: Spool | None = None
) -> Examined:
    """Read every row; the new ones go to the spool until the first problem is found."""
    taken = known = refused = kept = 0
    chunk: dict[str, tuple[int, Row]] = {}
    key = store.key("digest")
    for number, cells, unread in reader.table.rows():
        response = reader.read(number, cells, unread)
        if isinstance(response, Kept):
            kept += 1
            if held is not None:
                held.add([(response.uuid, response)])
        elif response is not None:
            row = row_of(*response, key)
            chunk[row.uuid] = (number, row)
            taken += 1
        else:
            refused += 1
        if len(chunk) >= _CHUNK:
            same, other = _set_aside(store, reader, spool, chunk)
            taken, known, refused = taken - other, known + same, refused + other
            chunk.clear()
        if number % _CHUNK == 0:
            step(_CHUNK)
    same, other = _set_aside(store, reader, spool, chunk)
    return Examined(taken - other, known + same, refused + other, reader.problems, reader.unplaced, kept)


def _set_aside(
    store: Store, reader: RowReader, spool: Spool | None, chunk: dict[str, tuple[int, Row]]
) -> tuple[int, int]:
    """Spool what is new of ``chunk``; how much of it was there with the same content and with other."""
    stored = rows.digests_of(store.read(), list(chunk))
    others = 0
    for identity, digest in stored.items():
        number, row = chunk[identity]
        if digest != row.digest:
            others += 1
            reader.problems.add(reader.taken(number, identity))
    if spool is not None and not reader.problems.count:
        spool.add((uuid, row) for uuid, (_, row) in chunk.items() if uuid not in stored)
    return len(stored) - others, others
