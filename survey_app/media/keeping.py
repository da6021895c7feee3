"""Keeping a photo: made anew, its file on disk before its row, the same photo once, while it is named."""

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

if TYPE_CHECKING:  # the child process that draws loads this package and needs no database
    from survey_app.store import Database, Store

# Who has just sent a photo names it within this time; what nothing names then was given up.
UNNAMED_STAYS = timedelta(hours=1)
_LEFTOVER_STAYS = timedelta(days=1)
# A photo that is taken again while the last who named it lets go keeps its file.
_changing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Photo:
    """A kept photo: ``name`` is the sha-256 of its bytes in hexadecimal and '.jpg'; its size in pixels."""

    name: str
    width: int
    height: int


def take_photo(store: "Store", content: bytes, now: datetime) -> Photo:
    """The photo in ``content``, made anew as JPEG without metadata and kept on disk; the same one once.

    Raises Invalid with what is wrong with the file and what to do, Unavailable when the disk is full. Call it
    outside a write: it writes by itself. A photo that nothing names an hour later is removed by `sweep`.
    """
    drawn = draw(content)
    name = f"{sha256(drawn.photo).hexdigest()}.jpg"
    size, pixels = len(drawn.photo), drawn.pixels
    with _changing:
        files.keep(store.instance.media, name, drawn.photo)
        files.keep(_thumbs(store), name, drawn.thumbnail)
        store.write(lambda db: rows.keep(db, name, size, pixels, now.isoformat()))
    return Photo(name, *pixels)


def photo(store: "Store", name: str) -> bytes:
    """The JPEG kept as ``name``. Raises NotFound for a name nothing was kept under, or whose file is gone."""
    content = files.read(store.instance.media, name) if files.is_name(name) else None
    if content is None:
        raise NotFound("no_such_photo", photo=name[:80])
    return content


def thumbnail(store: "Store", name: str) -> bytes:
    """The photo kept as ``name`` as a JPEG of at most 480 pixels on its longest side; made anew if missing.

    Raises NotFound as `photo`, and when the photo on disk can no longer be read; Unavailable when the disk is
    full.
    """
    small = files.read(_thumbs(store), name) if files.is_name(name) else None
    if small is not None:
        return small
    whole = photo(store, name)
    try:
        small = draw_thumbnail(whole)
    except Invalid as error:
        raise NotFound("no_such_photo", photo=name) from error
    with _changing:
        if files.read(store.instance.media, name) is not None:
            files.keep(_thumbs(store), name, small)
    return small


def sweep(store: "Store", named: Callable[["Database"], Collection[str]], now: datetime) -> int:
    """How many photos nothing names any more were removed: rows first, then files.

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
    """How many kept photos have no file; it reads none."""
    return sum(not files.there(store.instance.media, name) for name in rows.names(store.read()))


def examine(store: "Store") -> list[Problem]:
    """A problem for every kept photo whose file is missing or is not what was kept.

    Where all are missing there is one problem: after a restore the folder was not copied back.
    """
    problems = []
    names = list(rows.names(store.read()))
    for name in names:
        content = files.read(store.instance.media, name)
        if content is None:
            problems.append(Problem("photo_is_missing", name))
        elif f"{sha256(content).hexdigest()}.jpg" != name:
            problems.append(Problem("photo_was_changed", name))
    if names and [problem.code for problem in problems] == ["photo_is_missing"] * len(names):
        return [Problem("photos_not_restored", str(store.instance.media), {"n": len(names)})]
    return problems


def _thumbs(store: "Store") -> Path:
    return store.instance.media / "thumbs"
