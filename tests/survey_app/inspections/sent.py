"""Parts of visits as tablets send them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from forms import Instrument
from survey_app.inspections import service
from survey_app.inspections.model import Capture, Given, Visit
from tests.survey_app.inspections.conftest import NOW, compiled

LANGUAGE = "vi"


def send(
    team: Any,
    visit: Visit,
    answers: Mapping[str, Given],
    sections: Sequence[int] = (1,),
    base: Mapping[str, Given] | None = None,
    *,
    by: str = "anh",
    device: str = "t1",
    finished: bool = True,
    flags: frozenset[str] = frozenset(),
    sent: Instrument | None = None,
    arrived: service.Arrived | None = None,
) -> str:
    """What became of a part of a visit."""
    part = service.Part(str(uuid4()), device, by, frozenset(sections), answers, base or {}, finished, flags)
    instrument, there, key = (
        sent or compiled().instrument,
        arrived or service.Arrived(),
        team.store.key("digest"),
    )
    return team.store.write(  # type: ignore[no-any-return]
        lambda db: service.take_part(db, key, visit.id, part, instrument, there, LANGUAGE, NOW)
    )


def bring(team: Any, visit: Visit, address: str, given: str, kept: str, by: str = "anh") -> None:
    """Have a file come that a tablet promised."""
    capture, key = Capture(by, "t1", NOW.isoformat()), team.store.key("digest")
    team.store.write(
        lambda db: service.file_came(db, key, visit.id, address, given, kept, capture, LANGUAGE, NOW)
    )
