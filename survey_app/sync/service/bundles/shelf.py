"""The folder where the pages of an instance keep bundles: written here, or brought here to be taken in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.store import Store

_NAME = re.compile(r"[\w-][\w. -]{0,99}\.bundle", re.ASCII)
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of a bundle: its name, size and time."""

    name: str
    bytes: int
    at: datetime


def shelf(store: Store) -> list[Shelved]:
    """The files in the folder, the latest first."""
    found = [file for file in store.instance.bundles.glob("*.bundle") if _NAME.fullmatch(file.name)]
    files = [
        Shelved(file.name, file.stat().st_size, datetime.fromtimestamp(file.stat().st_mtime, UTC))
        for file in found
    ]
    return sorted(files, key=lambda file: (-file.at.timestamp(), file.name))


def shelved(store: Store, name: str) -> Path:
    """The file of that name. Raises NotFound; nothing else ever becomes part of a path."""
    file = store.instance.bundles / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise NotFound("no_such_file", name[:100])
    return file


def new_place(store: Store, name: str) -> Path:
    """Where a new file of that name goes, its folder made for the owner alone.

    Raises Invalid for what is no name of a bundle, Conflict for one that is there.
    """
    if not _NAME.fullmatch(name):
        raise Invalid([Problem("bundle_name", "file")])
    folder = store.instance.bundles
    folder.mkdir(mode=0o700, exist_ok=True)
    if (folder / name).exists():
        raise Conflict("bundle_exists", name)
    return folder / name


def put_on_shelf(store: Store, name: str, stream: BinaryIO) -> Path:
    """The file that was brought, whole; the names of files are those people gave them. Raises as
    `new_place`."""
    target = new_place(store, name)
    begun = target.with_name(f"{name}.begun")
    try:
        with begun.open("wb") as kept:
            while piece := stream.read(_PIECE):
                kept.write(piece)
        begun.chmod(0o600)
        begun.rename(target)
    finally:
        begun.unlink(missing_ok=True)
    return target


def remove_from_shelf(store: Store, name: str) -> None:
    """Delete the file of that name. Raises NotFound."""
    shelved(store, name).unlink()
