"""Files under the digest of their content, two folders deep: write, sync, rename, sync the folder."""

import errno
import os
import re
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from survey_app.errors import Unavailable
from survey_app.media.kinds import MEDIA_TYPES

_NAME = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(MEDIA_TYPES)})", re.ASCII)
_COMING = ".coming-"


def is_name(text: str) -> bool:
    """Whether ``text`` can be the name of a kept file; nothing else ever becomes part of a path."""
    return _NAME.fullmatch(text) is not None


def read(folder: Path, name: str) -> bytes | None:
    """The content of the file called ``name``, or None when there is none."""
    try:
        return _path(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def there(folder: Path, name: str) -> bool:
    """Whether there is a file called ``name``."""
    return _path(folder, name).is_file()


def time_of(folder: Path, name: str) -> datetime:
    """The time the file called ``name``, which is there, was given."""
    return datetime.fromtimestamp(_path(folder, name).stat().st_mtime, UTC)


def keep(folder: Path, name: str, content: bytes, moment: datetime) -> None:
    """Have ``content`` on disk under ``name``: whole or not at all, even when the power goes.

    The time of file and folders is ``moment``: a copy of the folder tells no finer one. A file that
    is there and the same stays; a damaged one is mended. Raises Unavailable when the disk is full or refuses.
    """
    path = _path(folder, name)
    try:
        if read(folder, name) == content:
            return
        _make_folders(folder, path.parent)
        _write(folder, path, content, moment)
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "file_fault"
        raise Unavailable(code, file=str(path), detail=error.strerror or str(error)) from error


def remove(folder: Path, name: str) -> None:
    """Let there be no file under ``name``; a disk that refuses leaves it, which harms nobody."""
    with suppress(OSError):
        _path(folder, name).unlink()


def remove_leftovers(folder: Path, before: datetime) -> int:
    """How many files that were begun before then and never finished were removed."""
    old = [path for path in folder.glob(f"{_COMING}*") if _changed_at(path) < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on disk."""
    if os.name == "nt":
        return  # there a folder cannot be opened, and needs no syncing
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _changed_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)  # it was finished meanwhile


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / name[2:4] / name


def _make_folders(root: Path, last: Path) -> None:
    """Make what is missing from ``root`` down to ``last``, for the owner alone, each name synced."""
    for folder in (root, last.parent, last):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)


def _write(folder: Path, path: Path, content: bytes, moment: datetime) -> None:
    # Begun in the root: what a crash leaves is found there without a look into every folder.
    descriptor, made = tempfile.mkstemp(dir=folder, prefix=_COMING)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    for place in (path, path.parent, path.parent.parent, folder):
        os.utime(place, (moment.timestamp(), moment.timestamp()))
    sync_folder(path.parent)
