"""Writing a bundle: once to learn every line's digest, once to the files, both from one snapshot."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as product_version
from pathlib import Path
from uuid import UUID

from survey_app import store as ledger
from survey_app.errors import Conflict, Invalid, Problem, Unavailable
from survey_app.instruments import service as instruments
from survey_app.store import Database, Store, get_setting, schema_number
from survey_app.sync.service.bundles import keys
from survey_app.sync.service.bundles.contents import Asked, Named, things
from survey_app.sync.service.bundles.manifest import (
    FORMAT,
    TRIP,
    Line,
    Manifest,
    Mark,
    Version,
    digest_of,
    text_of,
)

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a bundle, in order, and its manifest."""

    files: tuple[Path, ...]
    manifest: Manifest


def write_bundle(
    store: Store,
    target: Path,
    asked: Asked,
    bundle: UUID,
    now: datetime,
    split: int | None = None,
    begin: Callable[[int], Told] = lambda _: lambda _done: None,
) -> Written:
    """The bundle, on disk at ``target``, or beside it in numbered files of at most ``split`` bytes.

    ``begin`` is given the bytes there will be and gives back what is told of each line. A single line is
    never split. Raises Conflict when a file of that name is there, NotFound for what was asked and is not,
    Invalid when the manifest or one line is larger than ``split``.
    """
    with _snapshot(store) as db:
        named, lines = Named(), []
        for kind, id_, content in things(store, db, asked, now, named):
            text = text_of(kind, id_, content)
            lines.append(Line(kind, id_, digest_of(text), len(text)))
        manifest = _manifest(store, db, asked, bundle, now, named, lines)
        first = manifest.as_line(store)
        mark = Mark(str(bundle), len(first)).as_line()
        groups = _groups(lines, split, len(first), len(mark))
        ends = [mark] * (len(groups) - 1)
        targets = _targets(target, len(groups))
        told = begin(sum(line.size for line in lines))
        written = things(store, db, asked, now, Named())
        for path, group, begin_, end in zip(targets, groups, [first, *ends], [*ends, first], strict=True):
            _write_file(path, (begin_, end), (text_of(*next(written)) for _ in group), group, told)
    return Written(tuple(targets), manifest)


@contextmanager
def _snapshot(store: Store) -> Iterator[Database]:
    """A reader that sees nothing of what is written meanwhile."""
    db = store.read()
    db.conn.execute("BEGIN")
    try:
        yield db
    finally:
        db.conn.execute("ROLLBACK")


def _manifest(
    store: Store, db: Database, asked: Asked, bundle: UUID, now: datetime, named: Named, lines: list[Line]
) -> Manifest:
    entries = list(ledger.entries(db))
    versions = [
        Version(instrument, name, instruments.version(db, instrument, name).digest)
        for instrument, name in sorted(named.versions)
    ]
    return Manifest(
        bundle=str(bundle),
        purpose=asked.purpose,
        format=FORMAT,
        schema=schema_number(),
        product=product_version("survey-app"),
        name=" – ".join(filter(None, (get_setting(db, "office_name"), get_setting(db, TRIP)))),
        key=keys.public_key(store).hex(),
        made_at=now.isoformat(timespec="seconds"),
        number=entries[-1].number if entries else 0,
        hash=entries[-1].hash.hex() if entries else "",
        ledger=[entry.hash.hex() for entry in entries],
        left=named.left,
        units=sorted(named.units),
        versions=versions,
        lines=lines,
        simulated=get_setting(db, "demo") == "yes",
    )


def _groups(lines: list[Line], split: int | None, head: int, mark: int) -> list[list[Line]]:
    """The lines of each file: as many as fit between its two ends, of which the very first and the very last
    are as long as the head, the others as the mark."""
    if split is None:
        return [lines]
    longest = max((line.size + 1 for line in lines), default=0)
    least = max(head + mark, 2 * mark + longest)
    if least > split:
        raise Invalid([Problem("bundle_split_small", values={"least": f"{-(-least // 1000)}KB"})])
    groups: list[list[Line]] = [[]]
    size = head + mark
    for line in lines:
        if size + line.size + 1 > split:
            groups.append([])
            size = 2 * mark
        groups[-1].append(line)
        size += line.size + 1
    if size - mark + head > split:
        groups.append([])
    return groups


def _targets(target: Path, count: int) -> list[Path]:
    """Where the files go: 'a.bundle', or 'a.1.bundle', 'a.2.bundle'. Raises Conflict where one is there."""
    found = [target]
    if count > 1:
        found = [target.with_name(f"{target.stem}.{number}{target.suffix}") for number in range(1, count + 1)]
    for path in found:
        if path.exists():
            raise Conflict("bundle_exists", str(path))
    return found


def _write_file(
    path: Path, ends: tuple[bytes, bytes], texts: Iterator[bytes], group: list[Line], told: Told
) -> None:
    """One file, whole or not there: its lines between its two ends."""
    begun = path.with_name(f"{path.name}.begun")
    try:
        descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(ends[0])
            for text, line in zip(texts, group, strict=True):
                if digest_of(text) != line.digest:  # a photo was damaged between both readings
                    raise Unavailable("file_fault", file=str(path), detail=line.id)
                stream.write(text + b"\n")
                told(line.size)
            stream.write(ends[1])
            stream.flush()
            os.fsync(stream.fileno())
        begun.rename(path)
    finally:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
