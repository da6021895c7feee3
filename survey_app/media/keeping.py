"""Keeping a file: pictures made anew, on disk before its row, the same one once, while it is named."""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from survey_app.errors import Invalid, NotFound, Problem
from survey_app.media import files
from survey_app.media import store as rows
from survey_app.media.drawing import draw, draw_thumbnail
from survey_app.media.kinds import Kind, ending_of, is_picture

if TYPE_CHECKING:  # the child process that draws loads this package and needs no database
    from survey_app.store import Database, Store

# Who has just sent a file names it within this time; what nothing names then was given up.
UNNAMED_STAYS = timedelta(hours=1)
_LEFTOVER_STAYS = timedelta(days=1)
# A file that is taken again while the last who named it lets go stays.
_changing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Photo:
    """A kept photo: ``name`` is the sha-256 of its bytes in hexadecimal and '.jpg'; its size in pixels."""

    name: str
    width: int
    height: int


def take_file(store: "Store", kind: Kind, content: bytes, now: datetime) -> str:
    """The name under which ``content`` is kept on disk: its sha-256 and an ending; the same content once.

    Pictures and signatures are made anew as `take_photo` does, and so is a picture among files. ``now`` is
    kept with it and is the file's time: hand in a coarse one where the moment is nobody's business. Raises
    Invalid with what is wrong with the file and what to do, Unavailable when the disk is full. Call it
    outside a write: it writes by itself. What nothing names an hour later is removed by `sweep`.
    """
    if kind in (Kind.IMAGE, Kind.SIGNATURE) or (kind is Kind.FILE and is_picture(content)):
        return take_photo(store, content, now).name
    name = f"{sha256(content).hexdigest()}.{ending_of(kind, content)}"
    with _changing:
        files.keep(store.instance.media, name, content, now)
        store.write(lambda db: rows.keep(db, name, len(content), now.isoformat()))
    return name


def take_photo(store: "Store", content: bytes, now: datetime) -> Photo:
    """The photo in ``content``, made anew as JPEG without metadata. Kept, and raises, as `take_file`."""
    drawn = draw(content)
    name = f"{sha256(drawn.photo).hexdigest()}.jpg"
    with _changing:
        files.keep(store.instance.media, name, drawn.photo, now)
        files.keep(_thumbs(store), name, drawn.thumbnail, now)
        store.write(lambda db: rows.keep(db, name, len(drawn.photo), now.isoformat()))
    return Photo(name, *drawn.pixels)


def keep_copy(store: "Store", name: str, content: bytes, now: datetime) -> bool:
    """Whether it was new: have on disk what another instance kept as ``name``, byte for byte.

    Raises Invalid for what is not that file, Unavailable when the disk is full. Removed by `sweep` as what
    `take_file` keeps.
    """
    if not files.is_name(name) or sha256(content).hexdigest() != name.partition(".")[0]:
        raise Invalid([Problem("photo_was_changed", name[:80])])
    with _changing:
        new = not files.there(store.instance.media, name)
        files.keep(store.instance.media, name, content, now)
        store.write(lambda db: rows.keep(db, name, len(content), now.isoformat()))
    return new


def kept(store: "Store", name: str) -> bytes:
    """The file kept as ``name``. Raises NotFound for a name nothing was kept under, or whose file is gone."""
    content = files.read(store.instance.media, name) if files.is_name(name) else None
    if content is None:
        raise NotFound("no_such_file_kept", file=name[:80])
    return content


def photo(store: "Store", name: str) -> bytes:
    """The JPEG kept as ``name``. Raises NotFound as `kept`, and for the name of another file."""
    if not name.endswith(".jpg"):
        raise NotFound("no_such_file_kept", file=name[:80])
    return kept(store, name)


def thumbnail(store: "Store", name: str) -> bytes:
    """The photo kept as ``name`` as a JPEG of at most 480 pixels on its longest side; made anew if missing.

    Raises NotFound as `photo`, and when the photo on disk can no longer be read; Unavailable when the disk is
    full.
    """
    small = files.read(_thumbs(store), name) if files.is_name(name) and name.endswith(".jpg") else None
    if small is not None:
        return small
    whole = photo(store, name)
    try:
        small = draw_thumbnail(whole)
    except Invalid as error:
        raise NotFound("no_such_file_kept", file=name) from error
    with _changing:
        if files.read(store.instance.media, name) is not None:
            files.keep(_thumbs(store), name, small, files.time_of(store.instance.media, name))
    return small


def sweep(store: "Store", named: Callable[["Database"], Collection[str]], now: datetime) -> int:
    """How many files nothing names any more were removed: rows first, then files.

    ``named`` gives the names that rows of any room still hold. What was taken within the last hour stays.
    Half-written files of a crash are removed after a day.
    """
    before = (now - UNNAMED_STAYS).isoformat()

    def unnamed(db: "Database") -> set[str]:
        return rows.taken_before(db, before).difference(named(db))

    def work(db: "Database") -> set[str]:
        found = unnamed(db)
        rows.delete(db, found)
        return found

    gone: set[str] = set()
    with _changing:
        if unnamed(store.read()):  # looked for where it holds nobody up
            gone = store.write(work)
        for name in gone:
            files.remove(_thumbs(store), name)
            files.remove(store.instance.media, name)
    for folder in (store.instance.media, _thumbs(store)):
        files.remove_leftovers(folder, now - _LEFTOVER_STAYS)
    return len(gone)


def missing(store: "Store") -> int:
    """How many rows have no file; it reads none."""
    return sum(not files.there(store.instance.media, name) for name in rows.names(store.read()))


def examine(store: "Store") -> list[Problem]:
    """A problem for every kept file that is missing or is not what was kept.

    Where all are missing there is one problem: after a restore the folder was not copied back.
    """
    problems = []
    names = list(rows.names(store.read()))
    for name in names:
        content = files.read(store.instance.media, name)
        if content is None:
            problems.append(Problem("photo_is_missing", name))
        elif sha256(content).hexdigest() != name.partition(".")[0]:
            problems.append(Problem("photo_was_changed", name))
    if names and [problem.code for problem in problems] == ["photo_is_missing"] * len(names):
        return [Problem("photos_not_restored", str(store.instance.media), {"n": len(names)})]
    return problems


def _thumbs(store: "Store") -> Path:
    return store.instance.media / "thumbs"
