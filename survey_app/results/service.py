"""What the server does for a reader of results: check what is asked, know when an answer is out of date."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from survey_app.accounts.model import Asker
from survey_app.documents import Kind, Tag
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.findings import service as findings
from survey_app.inspections import service as inspections
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.results.client import Client
from survey_app.results.model import NATION, POOLED, Channel, Request, months_of, rated_items
from survey_app.results.tags import TAGS
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round, State
from survey_app.store import Database, Store, head

__all__ = [
    "TAGS",
    "Wave",
    "check_request",
    "make_file",
    "rated_round",
    "stamp",
    "tags_of",
    "wave",
    "waves",
    "within_reach",
]

_REGISTER: Final = "findings_register"
# A command may wait longer than a page: seconds.
_PATIENCE: Final = 900.0


@dataclass(frozen=True, slots=True)
class Wave:
    """A round as the list of rounds shows it."""

    round: Round
    state: State
    title: str
    status: str
    received: int
    repeated: int
    excluded: int


def tags_of(kind: Kind) -> tuple[Tag, ...]:
    """What templates of ``kind`` can say, whichever room fills them."""
    if kind.document == _REGISTER:
        return findings.REGISTER_TAGS
    return inspections.PAPER_TAGS.get(kind.document, TAGS)


def waves(db: Database, today: date, language: str) -> list[Wave]:
    """All rounds that have something to rate, the latest first: a checklist's have no results."""
    return [wave(db, found, today, language) for found in reversed(rounds.rounds(db)) if _is_rated(db, found)]


def rated_round(db: Database, code: str) -> Round:
    """The round ``code``. Raises NotFound for an unknown one and for one that rates nothing."""
    found = rounds.round_(db, code)
    if not _is_rated(db, found):
        raise NotFound("nothing_rated", round=code)
    return found


def _is_rated(db: Database, round_: Round) -> bool:
    return bool(rated_items(instruments.published(db, round_.instrument, round_.version)))


def wave(db: Database, round_: Round, today: date, language: str) -> Wave:
    """``round_`` with its instrument's title and status and what it received until now."""
    instrument = instruments.published(db, round_.instrument, round_.version)
    return Wave(
        round_,
        round_.state(today),
        instrument.text(instrument.title, language),
        instrument.text(instrument.status, language),
        responses.received(db, round_.code),
        responses.repeated(db, round_.code),
        responses.excluded_in(db, round_.code),
    )


def check_request(
    db: Database, round_: Round, asked: Mapping[str, str], today: date, language: str
) -> Request:
    """The request in ``asked`` ('unit', 'channel', 'month', 'method', each optional) for ``round_``.

    Raises NotFound for a unit that did not exist during the round, Invalid for a channel there is not or a
    month the round was not open in.
    """
    named = ("unit", "channel", "month", "method")
    unit, channel, month, method = (asked.get(name, "").strip() for name in named)
    problems = []
    if channel not in ("", POOLED) and Channel.read(channel) is None:
        problems.append(Problem("no_such_channel", "channel", {"channel": channel[:40]}))
    if month and month not in months_of(round_, today):
        problems.append(Problem("month_outside_round", "month", {"month": month[:20], "round": round_.code}))
    if problems:
        raise Invalid(problems)
    if unit != NATION:
        places.unit_during(db, unit, round_.starts_on, round_.ends_on)
    return Request(round_.code, unit, channel, month, language, method[:80])


def within_reach(db: Database, round_: Round, request: Request, asker: Asker) -> Request:
    """``request``, or that for the first unit ``asker`` acts for where it is for all units.

    Raises NotFound for a unit they do not act for, and for all units where they act for none.
    """
    if asker.units is None:
        return request
    code = request.unit or next(iter(asker.units), NATION)
    if code == NATION:
        raise NotFound("no_such_page")
    unit = places.unit_during(db, code, round_.starts_on, round_.ends_on)
    day = min(unit.last_day, round_.ends_on.isoformat())
    above = places.path(db, code, date.fromisoformat(day))
    if not asker.reaches("/" + "".join(f"{one.code}/" for one in above)):
        raise NotFound("no_such_unit", unit=code, first=round_.starts_on, last=round_.ends_on)
    return replace(request, unit=code)


def make_file(store: Store, request: Request, ending: str, now: datetime) -> bytes:
    """What ``request`` asks for as a file (``ending`` docx or xlsx), made in a process of its own.

    Raises NotFound where there is nothing to publish, and what `Client` raises.
    """
    client = Client(store.instance.root, _PATIENCE)
    try:
        if ending == "docx":
            return client.report(request, now).content
        return client.file(stamp(store.read()), request, "results.xlsx").content
    finally:
        client.close()


def stamp(db: Database) -> str:
    """A digest that stays the same as long as no share can have moved: of what is sealed, units, rounds."""
    digest = hashlib.sha256(repr((head(db), places.digest(db))).encode())
    for row in rounds.rounds(db):
        digest.update(repr(row).encode())
    return digest.hexdigest()
