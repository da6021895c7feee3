"""Records with files as the tablets' app makes them, and the way it sends a file."""

import io
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import uuid4

from PIL import Image

from survey_app import media
from survey_app.inspections.model import Given, Visit
from tests.survey_app.inspections.conftest import NOW, compiled

PIECE = 256 * 1024
HERE = {"latitude": 21.0285, "longitude": 105.8542, "accuracy": 12.5}


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def said_of(content: bytes, **more: object) -> dict[str, object]:
    """What a record says of a file."""
    taken = {"taken_at": NOW.isoformat(), "caption": "Bảng niêm yết", "place": HERE}
    known = {"digest": digest_of(content), "bytes": len(content), "type": "image/jpeg"}
    return {**known, **taken, **more}


def alone(team: Any) -> Visit:
    """A visit of Ánh alone: it waits for nobody else."""
    visit: Visit = team.make(team.new(inspectors=()))
    return visit


def record_of(
    visit: Visit, answers: Mapping[str, Given], files: Mapping[str, bytes], **changed: Any
) -> dict[str, Any]:
    """A record that finishes every section of a visit, with ``files`` as answers by address."""
    instrument = compiled().instrument
    named = {place: f"{digest_of(one)}.jpg" for place, one in files.items() if not place.startswith("_")}
    at = NOW.isoformat()
    return {
        "format": 1,
        "visit": visit.id,
        "new_visit": None,
        "instrument": instrument.id,
        "version": instrument.version,
        "digest": instrument.digest,
        "by": "anh",
        "language": "vi",
        "sections": [1, 2, 3, 4, 5, 6],
        "answers": {**answers, **named},
        "base": {},
        "files": {place: said_of(one) for place, one in files.items()},
        "finished": True,
        "clock": {"begun_at": at, "finished_at": at, "offset_seconds": 0.0, "sequence": 1},
        **changed,
    }


def put_record(device: Any, record: Mapping[str, Any]) -> str:
    """The id of a record that was sent and answered."""
    uuid = str(uuid4())
    answer = device.call("PUT", f"/api/v1/responses/{uuid}", data=json.dumps(record, ensure_ascii=False))
    assert answer.status_code in (201, 202), answer.text
    return uuid


def put_piece(device: Any, digest: str, offset: object, total: object, piece: bytes) -> Any:
    """The answer to one piece."""
    said = {"Upload-Offset": str(offset), "Upload-Length": str(total)}
    return device.call("PATCH", f"/api/v1/files/{digest}", headers=said, data=piece)


def put_file(device: Any, content: bytes, most: int = PIECE, start: int = 0) -> Any:
    """The last answer to a file sent in pieces of ``most`` bytes from ``start``."""
    for offset in range(start, max(len(content), 1), most):
        answer = put_piece(device, digest_of(content), offset, len(content), content[offset : offset + most])
        if answer.status_code != 204:
            break
    return answer


def ask(device: Any, content: bytes) -> Any:
    """The answer to the question how much of a file is there."""
    return device.call("HEAD", f"/api/v1/files/{digest_of(content)}")


def noise(side: int = 60) -> bytes:
    """A photo that is not small: nothing in it repeats."""
    stream = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(stream, "JPEG", quality=90)
    return stream.getvalue()


def waiting(team: Any) -> list[media.Arriving]:
    """The files on their way."""
    return media.arriving(team.store.instance)


def kept(team: Any) -> set[str]:
    """The names of all files media keeps."""
    return {row[0] for row in team.store.read().execute("SELECT name FROM media_file")}
