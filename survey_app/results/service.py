"""What the server does for a reader of results: check what is asked, know when an answer is out of date."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey_app.errors import Invalid, Problem
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.results.model import NATION, POOLED, Channel, Request, months_of
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round, State
from survey_app.store import Database, head


@dataclass(frozen=True, slots=True)
class Wave:
    """A round as the list of rounds shows it."""

    round: Round
    state: State
    title: str
    status: str
    received: int


def waves(db: Database, today: date, language: str) -> list[Wave]:
    """All rounds, the latest first."""
    return [wave(db, found, today, language) for found in reversed(rounds.rounds(db))]


def wave(db: Database, round_: Round, today: date, language: str) -> Wave:
    """``round_`` with its instrument's title and status and what it received until now."""
    instrument = instruments.published(db, round_.instrument, round_.version)
    return Wave(
        round_,
        round_.state(today),
        instrument.text(instrument.title, language),
        instrument.text(instrument.status, language),
        responses.received(db, round_.code),
    )


def check_request(
    db: Database, round_: Round, asked: Mapping[str, str], today: date, language: str
) -> Request:
    """The request in ``asked`` ('unit', 'channel', 'month', each optional) for results of ``round_``.

    Raises NotFound for a unit that did not exist during the round, Invalid for a channel there is not or a
    month the round was not open in.
    """
    unit, channel, month = (asked.get(name, "").strip() for name in ("unit", "channel", "month"))
    problems = []
    if channel not in ("", POOLED) and Channel.read(channel) is None:
        problems.append(Problem("no_such_channel", "channel", {"channel": channel[:40]}))
    if month and month not in months_of(round_, today):
        problems.append(Problem("month_outside_round", "month", {"month": month[:20], "round": round_.code}))
    if problems:
        raise Invalid(problems)
    if unit != NATION:
        places.unit_during(db, unit, round_.starts_on, round_.ends_on)
    return Request(round_.code, unit, channel, month, language)


def stamp(db: Database) -> str:
    """A digest that stays the same as long as no share can have moved: of what is sealed, units, rounds."""
    digest = hashlib.sha256(repr((head(db), places.digest(db))).encode())
    for row in rounds.rounds(db):
        digest.update(repr(row).encode())
    return digest.hexdigest()
