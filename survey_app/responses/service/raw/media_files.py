"""The photos and files of a round in parts that a small server can hold, named by response and question."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from forms.addresses import place_of
from forms.items import FILES
from survey_app import media
from survey_app.errors import NotFound
from survey_app.instruments import service as instruments
from survey_app.responses.store import changes
from survey_app.store import Database, Store

MOST_BYTES: Final = 64 * 2**20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the format: no file tells when it was taken


@dataclass(frozen=True, slots=True)
class Named:
    """A kept file, and what it is called in the archive."""

    called: str
    name: str
    bytes: int


def parts_of(db: Database, round_: str) -> list[list[Named]]:
    """The files of a round in parts of at most so many bytes, by day and response; no empty part."""
    named = list(_named(db, round_))
    sizes = media.sizes(db, {name for _, name in named})
    parts: list[list[Named]] = []
    room = 0
    for called, name in named:
        if name not in sizes:
            continue
        if not parts or sizes[name] > room:
            parts.append([])
            room = MOST_BYTES
        parts[-1].append(Named(called, name, sizes[name]))
        room -= sizes[name]
    return parts


def write_media(store: Store, round_: str, number: int) -> bytes:
    """Part ``number`` of a round's files as a ZIP archive; what is lost from the disk is left out.

    Raises NotFound for a part there is none of.
    """
    parts = parts_of(store.read(), round_)
    if not 1 <= number <= len(parts):
        raise NotFound("no_such_page")
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for one in parts[number - 1]:
            try:
                content = media.kept(store, one.name)
            except NotFound:
                continue
            archive.writestr(ZipInfo(one.called, _FIRST_DAY), content)
    return out.getvalue()


def called(uuid: str, place: str, name: str) -> str:
    """What the file at an address of a response is called: 'UUID/B02_photo.jpg', 'UUID/photo[2].jpg'."""
    return f"{uuid}/{place}{PurePosixPath(name).suffix}"


def _named(db: Database, round_: str) -> Iterator[tuple[str, str]]:
    asked: dict[tuple[str, str], set[str]] = {}
    for row in changes.newest_of_round(db, round_):
        version = (row.instrument, row.version)
        if version not in asked:
            form = instruments.published(db, *version)
            asked[version] = {item.name for item in form.items if item.type in FILES}
        if asked[version]:
            for place, answer in sorted(json.loads(row.document)["answers"].items()):
                if place_of(place)[0] in asked[version]:
                    yield called(row.uuid, place, str(answer)), str(answer)
