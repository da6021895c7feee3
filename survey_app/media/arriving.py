"""Files on their way, in pieces: each lies under its digest until all of it is there.

The size of what lies there is how much came: every piece is on disk before anybody is told. A file that is
whole and was found right is renamed; it waits here until somebody says what it is taken as.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from survey_app.errors import Unavailable
from survey_app.media.files import sync_folder

if TYPE_CHECKING:  # the child process that draws loads this package and needs no database
    from survey_app.store import Instance

# So much stays free of the disk, for what people type is worth more than a photo that can wait.
LEAST_FREE = 200 * 2**20
_FOLDER = "coming"
_WHOLE = ".whole"
_NAME = re.compile(r"[0-9a-f]{64}(\.whole)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file on its way: its digest, how much of it is there, whether that is all of it, since when."""

    digest: str
    size: int
    whole: bool
    since: datetime


def arriving(instance: "Instance") -> list[Arriving]:
    """The files on their way to ``instance``, by digest."""
    folder = instance.media / _FOLDER
    names = [path.name for path in folder.glob("*") if _NAME.fullmatch(path.name)]
    found = (_look(folder / name) for name in sorted(names))
    return [one for one in found if one is not None]


def arrived_until_now(instance: "Instance", digest: str) -> Arriving | None:
    """How far the file with that digest is, or None when nothing of it is there."""
    part = _part(instance, digest)
    return _look(part.with_name(digest + _WHOLE)) or _look(part)


def append(instance: "Instance", digest: str, piece: bytes, still: int) -> int:
    """How many bytes of the file are on disk, ``piece`` among them at the end.

    ``still`` is how many are to come, ``piece`` counted. Raises Unavailable when the disk has no room for
    them or refuses; what of the piece got there stays.
    """
    part = _part(instance, digest)
    with _faults(part):
        if shutil.disk_usage(instance.root).free - still < LEAST_FREE:
            raise Unavailable("disk_nearly_full", least=LEAST_FREE // 2**20)
        new = not part.exists()
        for folder in (instance.media, part.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        with part.open("ab") as stream:
            stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.tell()
        if new:
            part.chmod(0o600)
            sync_folder(part.parent)
        return size


def finish(instance: "Instance", digest: str) -> bool:
    """Whether what is there of the file has its digest: then it is whole from now on."""
    part = _part(instance, digest)
    with _faults(part):
        with part.open("rb") as stream:
            right = file_digest(stream, "sha256").hexdigest() == digest
        if right:
            part.replace(part.with_name(digest + _WHOLE))
            sync_folder(part.parent)
        return right


def content_of(instance: "Instance", digest: str) -> bytes:
    """The content of a file that is whole and still lies here."""
    part = _part(instance, digest)
    with _faults(part):
        return part.with_name(digest + _WHOLE).read_bytes()


def forget(instance: "Instance", digest: str) -> None:
    """Let nothing of the file lie here; a disk that refuses leaves it to the next sweep."""
    part = _part(instance, digest)
    with _faults(part):
        for path in (part, part.with_name(digest + _WHOLE)):
            path.unlink(missing_ok=True)


def _part(instance: "Instance", digest: str) -> Path:
    assert _NAME.fullmatch(digest) is not None  # noqa: S101  # nothing else ever becomes part of a path
    return instance.media / _FOLDER / digest


def _look(path: Path) -> Arriving | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    digest, _, whole = path.name.partition(".")
    return Arriving(digest, found.st_size, bool(whole), datetime.fromtimestamp(found.st_mtime, UTC))


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Turn what a disk refuses into Unavailable, which names what to do."""
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "file_fault"
        raise Unavailable(code, file=str(path), detail=error.strerror or str(error)) from error
