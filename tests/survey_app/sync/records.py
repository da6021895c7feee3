"""Records as a tablet makes them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from survey_app.inspections.model import Given
from tests.survey_app.inspections.conftest import NOW, TODAY, compiled


def record(visit: str, answers: Mapping[str, Given], sections: Sequence[int] = (1,), **changed: Any) -> Any:
    """What Ánh sends of a visit, finished; ``changed`` in place of its own."""
    instrument = compiled().instrument
    at = NOW.isoformat()
    return {
        "format": 1,
        "visit": visit,
        "new_visit": None,
        "instrument": instrument.id,
        "version": instrument.version,
        "digest": instrument.digest,
        "by": "anh",
        "language": "vi",
        "sections": list(sections),
        "answers": dict(answers),
        "base": {},
        "files": {},
        "finished": True,
        "clock": {"begun_at": at, "finished_at": at, "offset_seconds": 0.4, "sequence": 1},
        **changed,
    }


def made_on_tablet(**changed: Any) -> dict[str, Any]:
    """A visit that was made on the tablet: today, to Q1."""
    return {"round": "K1", "unit": "Q1", "day": TODAY.isoformat(), "inspectors": ["anh"], **changed}


def sent_file(digest: str, **changed: Any) -> dict[str, Any]:
    """A photo that a record answers with."""
    taken = {"taken_at": NOW.isoformat(), "caption": "", "place": None}
    return {"digest": digest, "bytes": 9, "type": "image/jpeg", **taken, **changed}


def put(device: Any, content: object, uuid: str = "", **headers: str) -> Any:
    """The answer of the door to a record under ``uuid``, a new one when none is given."""
    body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return device.call("PUT", f"/api/v1/responses/{uuid or uuid4()}", headers, data=body)
