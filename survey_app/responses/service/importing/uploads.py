"""Files on their way in: each in a folder of its own beside the database, for its uploader alone.

Answers of citizens are in them: they go with the import, when they are discarded, and after a day.
"""

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from survey_app.errors import NotFound
from survey_app.responses.service.importing.mapping import FileMapping
from survey_app.store import Instance

KEPT = timedelta(days=1)
_ID = re.compile(r"[0-9a-f]{32}")
_FILE, _ABOUT, _LOOK = "file", "about.json", "look.json"
_MAPPING, _STATUS = "mapping.json", "status.json"


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: what it is called, who brought it for which round, and the saved mapping it uses."""

    folder: Path
    id: str
    name: str
    by: str
    round: str
    tier: str
    at: str
    saved_as: str = ""
    revision: int = 0
    told: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        return self.folder / _FILE

    @property
    def mapping(self) -> FileMapping | None:
        """How the file is read, once that was said."""
        path = self.folder / _MAPPING
        return FileMapping.from_json(path.read_text("utf-8")) if path.exists() else None

    def put_mapping(self, mapping: FileMapping) -> None:
        """Keep how the file is read."""
        _write(self.folder / _MAPPING, mapping.to_json())

    @property
    def look(self) -> str:
        """What was seen at the beginning of the file."""
        return (self.folder / _LOOK).read_text("utf-8")

    def put_look(self, text: str) -> None:
        """Keep what was seen at the beginning of the file."""
        _write(self.folder / _LOOK, text)

    @property
    def status(self) -> dict[str, Any]:
        """What the last run over the file said; empty before the first."""
        path = self.folder / _STATUS
        found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return found

    def put_status(self, status: Mapping[str, object]) -> None:
        """Keep what a run says."""
        _write(self.folder / _STATUS, json.dumps(status, ensure_ascii=False, default=str))

    def put(self) -> None:
        """Keep what is known about the file."""
        about = {name: value for name, value in asdict(self).items() if name != "folder"}
        _write(self.folder / _ABOUT, json.dumps(about, ensure_ascii=False))

    def made_from(self, name: str, revision: int) -> "Upload":
        """The upload, keeping in mind which revision of which saved mapping it uses."""
        known = replace(self, saved_as=name, revision=revision)
        known.put()
        return known

    def told_how(self, *written: str) -> "Upload":
        """The upload, keeping in mind that a person said how numbers or days are ``written`` in it."""
        known = replace(self, told=tuple(sorted({*self.told, *written})))
        known.put()
        return known

    def discard(self) -> None:
        """Delete the file and all that was said of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def keep_upload(
    instance: Instance, id_: str, content: bytes, name: str, by: str, round_: str, tier: str, now: datetime
) -> Upload:
    """A new upload under the random ``id_`` of a file that people call ``name``."""
    folder = _folder(instance) / id_
    for place in (folder.parent, folder):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
    at = now.isoformat()
    upload = Upload(folder=folder, id=id_, name=name[:200], by=by, round=round_, tier=tier, at=at)
    _write(upload.file, content)
    upload.put()
    return upload


def find_upload(instance: Instance, id_: str, by: str) -> Upload:
    """The upload of that id. Raises NotFound, also for another person's."""
    folder = _folder(instance) / id_
    about = folder / _ABOUT
    if not _ID.fullmatch(id_) or not about.exists():
        raise NotFound("no_such_upload")
    upload = Upload(folder=folder, **json.loads(about.read_text("utf-8")))
    if by not in ("", upload.by):
        raise NotFound("no_such_upload")
    return upload


def uploads_of(instance: Instance, by: str) -> list[Upload]:
    """The uploads of one person that are not imported yet, the latest first."""
    found = [Upload(folder=path.parent, **json.loads(path.read_text("utf-8"))) for path in _abouts(instance)]
    return sorted((one for one in found if one.by == by), key=lambda one: one.at, reverse=True)


def purge_uploads(instance: Instance, now: datetime) -> int:
    """How many uploads were older than a day and are gone now."""
    old = 0
    for folder in _folder(instance).glob("*"):
        if datetime.fromtimestamp(folder.stat().st_mtime, UTC) < now - KEPT:
            shutil.rmtree(folder, ignore_errors=True)
            old += 1
    return old


def _folder(instance: Instance) -> Path:
    return instance.root / "uploads"


def _abouts(instance: Instance) -> list[Path]:
    return list(_folder(instance).glob(f"*/{_ABOUT}"))


def _write(path: Path, content: str | bytes) -> None:
    """Whole or not at all, and for the owner of the instance only."""
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content.encode() if isinstance(content, str) else content)
    new.replace(path)
