"""Published versions on their way from one instance to another."""

import base64
from collections.abc import Mapping
from typing import Any

from forms import Instrument
from survey_app.errors import Conflict, Invalid, Problem
from survey_app.instruments.model import Attachment, Version
from survey_app.instruments.service.methods import keep_methods, taken_methods
from survey_app.instruments.service.versions import overfull, version
from survey_app.instruments.store import attachments as files
from survey_app.instruments.store import versions as rows
from survey_app.store import Database


def carried_version(db: Database, instrument: str, name: str) -> dict[str, Any]:
    """A published version with the workbook it came from and its files. Raises NotFound."""
    found = version(db, instrument, name)
    original = rows.original(db, instrument, name)
    assert original is not None  # noqa: S101  # every version has one
    contents = files.contents(db, instrument, name)
    kinds = {file: (files.attachment(db, instrument, name, file) or (b"", ""))[1] for file in contents}
    return {
        "document": rows.document(db, instrument, name),
        "digest": found.digest,
        "original_name": original[0],
        "original": base64.b64encode(original[1]).decode(),
        "published_at": found.published_at,
        "files": [
            {"name": file, "kind": kinds[file], "content": base64.b64encode(content).decode()}
            for file, content in contents.items()
        ],
    }


def take_version(db: Database, carried: Mapping[str, Any]) -> bool:
    """Whether a version that came from elsewhere was published here; False when it was already.

    Raises Conflict when its name, or that of a method, stands here for other content, Invalid when it is not
    what it says.
    """
    instrument = Instrument.from_json(carried["document"])
    if instrument.digest != carried["digest"]:
        raise Invalid([Problem("carried_version_broken", values={"instrument": instrument.id})])
    stored = rows.digest(db, instrument.id, instrument.version)
    if stored == instrument.digest:
        return False
    if stored is not None:
        raise Conflict("carried_version_taken", instrument=instrument.id, version=instrument.version)
    for taken in taken_methods(db, instrument):
        raise Conflict(taken.code, taken.place, **taken.values)
    if full := overfull(db, instrument):
        raise Invalid(full)
    earlier = rows.versions(db, instrument.id)
    number = earlier[-1].number + 1 if earlier else 1
    new = Version(instrument.id, instrument.version, number, instrument.digest, carried["published_at"])
    original = base64.b64decode(carried["original"])
    rows.add(db, new, carried["document"], original, carried["original_name"])
    keep_methods(db, instrument)
    files.add(db, instrument.id, instrument.version, [_attachment(file) for file in carried["files"]])
    return True


def _attachment(file: Mapping[str, str]) -> Attachment:
    return Attachment(file["name"], file["kind"], base64.b64decode(file["content"]))
