"""Keeping a photo: made anew, its file on disk before its row, the same photo once."""

import threading
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from survey_app.errors import NotFound, Problem
from survey_app.media import files
from survey_app.media import store as rows
from survey_app.store import Store

# A decoded picture takes some hundred megabytes; two at a time keep a small server standing.
_decoding = threading.Semaphore(2)


@dataclass(frozen=True, slots=True)
class Photo:
    """A kept photo: ``name`` is the sha-256 of its bytes in hexadecimal and '.jpg'; its size in pixels."""

    name: str
    width: int
    height: int


def take_photo(store: Store, content: bytes, now: datetime) -> Photo:
    """The photo in ``content``, made anew as JPEG without metadata and kept on disk; the same one once.

    Raises Invalid with what is wrong with the file and what to do, Unavailable when the disk is full. Call it
    outside a write: it writes by itself, and a photo nobody refers to is harmless.
    """
    # Loaded here: the server answers citizens without the picture libraries.
    from survey_app.media.picture import remade

    with _decoding:
        kept, width, height = remade(content)
    name = f"{sha256(kept).hexdigest()}.jpg"
    files.keep(store.instance.media, name, kept)
    store.write(lambda db: rows.insert_missing(db, name, len(kept), (width, height), now.isoformat()))
    return Photo(name, width, height)


def photo(store: Store, name: str) -> bytes:
    """The JPEG kept as ``name``. Raises NotFound for a name nothing was kept under, or whose file is gone."""
    content = files.read(store.instance.media, name) if files.is_name(name) else None
    if content is None:
        raise NotFound("no_such_photo", photo=name[:80])
    return content


def examine(store: Store) -> list[Problem]:
    """A problem for every kept photo whose file is missing or is not what was kept."""
    problems = []
    for name in rows.names(store.read()):
        content = files.read(store.instance.media, name)
        if content is None:
            problems.append(Problem("photo_is_missing", name))
        elif f"{sha256(content).hexdigest()}.jpg" != name:
            problems.append(Problem("photo_was_changed", name))
    return problems
