"""Bringing a dataset folder up to date with the store, by rewriting only what can have changed.

Parts hold fixed ranges of sealed batches; written again are only the last part, which also holds what is not
sealed yet, and those in which a response was corrected, excluded or purged since, which the ledger tells.
Ranges follow from the ledger alone: a rebuild gives the same files.
"""

import gc
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from analysis.dataset import write_datapackage, write_part, write_table
from forms.codebook import codebook
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.responses.model import Row
from survey_app.responses.service import Batch
from survey_app.results.dataset.columns import answers_columns, responses_columns
from survey_app.results.dataset.methods import method_rows
from survey_app.rounds import service as rounds
from survey_app.store import Database, Store, get_setting

# The open part is rewritten within a second, and a million responses lie in some tens of files.
PART_LEAST = 25_000
_MANIFEST = "manifest.json"
# Raised when the files of the same responses would look different.
_FORMAT = 3
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Range:
    """One part: the batches it holds, the number of its first response, whether it also takes what waits."""

    number: int
    batches: tuple[Batch, ...]
    first: int
    last: bool

    @property
    def mark(self) -> str:
        """Says what a closed part holds: equal marks, equal files."""
        ends = f"{self.batches[0].hash}{self.batches[-1].hash}" if self.batches else ""
        changed = "".join(batch.changed for batch in self.batches)
        return hashlib.sha256(f"{_FORMAT} {self.first} {ends}{changed}".encode()).hexdigest()


def bring_up_to_date(store: Store, folder: Path, progress: Progress | None = None) -> str:
    """The digest of the dataset in ``folder``, which now holds all that is stored.

    ``progress`` is told how many responses were written since it was last called.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(folder / "build.lock"):
        db = store.read()
        db.conn.execute("BEGIN")  # one moment of the store for all tables
        try:
            return _bring(db, folder, progress or (lambda _: None))
        finally:
            db.conn.execute("COMMIT")


def _bring(db: Database, folder: Path, progress: Progress) -> str:
    marks: list[str] = []
    known = _read_manifest(folder)
    waiting = list(responses.waiting(db))
    for part in _ranges(responses.batches(db)):
        mark = part.mark
        if part.last:
            held = "".join(row.uuid for row in waiting) + responses.changed_waiting(db)
            mark += hashlib.sha256(held.encode()).hexdigest()
        marks.append(mark)
        if part.number >= len(known) or known[part.number] != mark or not _written(folder, part.number):
            _write(db, folder, part, waiting if part.last else [], progress)
    for table in ("responses", "answers"):
        for file in (folder / table).glob("part-*.parquet"):
            if int(file.stem.removeprefix("part-")) >= len(marks):
                file.unlink()
    small = _write_tables(db, folder)
    (folder / _MANIFEST).write_text(json.dumps(marks, indent=0) + "\n", encoding="utf-8")
    return hashlib.sha256("".join([*marks, small]).encode()).hexdigest()


def _ranges(batches: Sequence[Batch]) -> Iterator[_Range]:
    held: list[Batch] = []
    number = first = size = 0
    for batch in batches:
        held.append(batch)
        size += batch.size
        if size >= PART_LEAST:
            yield _Range(number, tuple(held), first, last=False)
            number, first, size = number + 1, first + size, 0
            held.clear()
    yield _Range(number, tuple(held), first, last=True)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: a part is a million small objects and no cycle among them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_uncollected()
def _write(db: Database, folder: Path, part: _Range, waiting: Sequence[Row], progress: Progress) -> None:
    rows: list[tuple[Row, int | None]] = [
        (row, batch.number) for batch in part.batches for row in responses.sealed(db, batch)
    ]
    rows += [(row, None) for row in waiting]
    write_part(
        folder,
        part.number,
        responses_columns(rows, part.first, responses.excluded(db)),
        answers_columns(
            (row for row, _ in rows),
            part.first,
            lambda instrument, version: instruments.published_until(db, instrument, version),
        ),
    )
    progress(len(rows))


def _write_tables(db: Database, folder: Path) -> str:
    """Write the small tables; a digest of what they say."""
    demo = get_setting(db, "demo") == "yes"
    tables: dict[str, list[dict[str, object]]] = {
        "codebook": _codebook(db),
        "units": [],
        "rounds": [],
        "flags": [],
    }
    for unit in places.all_units(db):
        tables["units"].append(
            {
                "code": unit.code,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
                "name_vi": unit.name_vi,
                "name_en": unit.name_en,
                "type": unit.type.value,
                "parent_code": unit.parent_code,
                "successor_code": unit.successor_code,
            }
        )
    for round_ in rounds.rounds(db):
        tables["rounds"].append(
            {
                "code": round_.code,
                "instrument": round_.instrument,
                "version": round_.version,
                "starts_on": round_.starts_on.isoformat(),
                "ends_on": round_.ends_on.isoformat(),
                "demo": demo,
            }
        )
    tables["methods"] = method_rows(db)
    tables["flags"] = [{"uuid": uuid, "flag": flag} for uuid, flag in responses.flags(db)]
    for name, rows in tables.items():
        write_table(folder, name, rows)
    write_datapackage(folder, name="survey", title="Survey responses", demo=demo)
    return hashlib.sha256(json.dumps(tables, ensure_ascii=False).encode()).hexdigest()


def _codebook(db: Database) -> list[dict[str, object]]:
    rows = []
    for version in instruments.versions(db):
        seen: set[tuple[object, object]] = set()
        for row in codebook(instruments.published_until(db, version.id, version.version)):
            # Two choices of one missing kind are one code.
            if (row["item"], row["code"]) not in seen:
                seen.add((row["item"], row["code"]))
                rows.append(row)
    return rows


def _written(folder: Path, number: int) -> bool:
    name = f"part-{number:05d}.parquet"
    return (folder / "responses" / name).is_file() and (folder / "answers" / name).is_file()


def _read_manifest(folder: Path) -> list[str]:
    try:
        marks = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return marks if isinstance(marks, list) else []
