"""Files that wait between preview and confirmation: for the owner of the instance alone, for a day."""

import errno
import hashlib
import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from survey_app.errors import NotFound, Unavailable
from wording import nfc

KINDS = ("units", "draws")
_KEPT = timedelta(days=1)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME_LETTERS = 100


def keep_upload(root: Path, kind: str, name: str, content: bytes, now: datetime) -> str:
    """The digest (sha-256) the file is found by from now on; what is older than a day goes.

    ``root`` is the folder of the instance, ``kind`` what the file is for, one of `KINDS`. Raises
    Unavailable when the disk is full or not to be written.
    """
    folder = _folder(root, kind)
    digest = hashlib.sha256(content).hexdigest()
    shown = nfc(name.replace("\\", "/").rpartition("/")[2])[-_NAME_LETTERS:]
    try:
        for made in (folder.parent, folder):
            made.mkdir(mode=0o700, exist_ok=True)
        purge_uploads(root, now)
        _write(folder / digest, content)
        _write(folder / f"{digest}.name", shown.encode("utf-8", "replace"))
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "file_fault"
        raise Unavailable(code, file=str(folder), detail=error.strerror or "") from error
    return digest


def read_upload(root: Path, kind: str, digest: str) -> tuple[str, bytes]:
    """Name and content of the file kept under ``digest``. Raises NotFound when it is gone."""
    folder = _folder(root, kind)
    if not _DIGEST.fullmatch(digest):
        raise NotFound("upload_gone")
    try:
        return (folder / f"{digest}.name").read_text("utf-8"), (folder / digest).read_bytes()
    except FileNotFoundError:
        raise NotFound("upload_gone") from None


def discard_upload(root: Path, kind: str, digest: str) -> None:
    """Remove the file kept under ``digest``, if it is still there."""
    for name in (digest, f"{digest}.name"):
        (_folder(root, kind) / name).unlink(missing_ok=True)


def purge_uploads(root: Path, now: datetime) -> None:
    """Remove what was kept for longer than a day, of every kind."""
    oldest = (now - _KEPT).timestamp()
    for kind in KINDS:
        for file in _folder(root, kind).glob("*"):
            with suppress(FileNotFoundError):  # somebody else clears away too
                if file.stat().st_mtime < oldest:
                    file.unlink()


def _folder(root: Path, kind: str) -> Path:
    return root / "uploads" / kind


def _write(file: Path, content: bytes) -> None:
    # Made for the owner alone, and put in place whole: the same file may come twice at once.
    descriptor, made = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    Path(made).replace(file)
