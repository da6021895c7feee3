"""What lists show of rounds and codes, and the search for a unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from survey_app import web
from survey_app.errors import NotFound
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import Unit
from survey_app.rounds import service
from survey_app.rounds.model import Collector, Reach, Round, State
from survey_app.store import Database

_NOTHING = Reach(0, 0)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A round with its state, its questionnaire's title and status, how far it reaches; a code or visits?"""

    round: Round
    state: State
    title: str
    status: str
    reach: Reach
    for_visits: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code with its state, the unit it stands at, what that stands under; its last day if it has ended."""

    collector: Collector
    state: State
    unit: str
    above: str
    left_on: date | None


def wave_line(db: Database, wave: Round, reach: Mapping[str, Reach], today: date) -> WaveLine:
    """``wave`` as lists show it, in the reader's language."""
    instrument, language = instruments.published(db, wave.instrument, wave.version), web.language()
    title, status = (instrument.text(text, language) for text in (instrument.title, instrument.status))
    reached = reach.get(wave.code, _NOTHING)
    return WaveLine(wave, wave.state(today), title, status, reached, service.is_for_visits(db, wave))


def lines(db: Database, collectors: Iterable[Collector], today: date) -> list[CodeLine]:
    """``collectors`` as lists show them."""
    found = list(collectors)
    ended = places.ended_before(db, {each.counter for each in found if each.closed_on is None}, today)
    return [_line(db, each, today, ended.get(each.counter)) for each in found]


def places_called(
    db: Database, wave: Round, text: str, today: date
) -> tuple[Unit | None, places.Level | None]:
    """The unit whose code ``text`` is, else the first units whose names hold its words; neither for ''."""
    text = text[:_LONGEST]
    if not text:
        return None, None
    try:
        return places.unit_during(db, text, wave.starts_on, wave.ends_on), None
    except NotFound:
        return None, places.search(db, text, nearest_day(wave, today))


def nearest_day(wave: Round, today: date) -> date:
    """The day of ``wave`` nearest to ``today``."""
    return min(max(today, wave.starts_on), wave.ends_on)


def _line(db: Database, found: Collector, today: date, left_on: date | None) -> CodeLine:
    wave = found.round
    try:
        path = places.path(db, found.counter, nearest_day(wave, today))
    except NotFound:  # it ended during the round, or begins later in it
        unit = places.unit_during(db, found.counter, wave.starts_on, wave.ends_on)
        path = places.path(db, found.counter, service.day_at(unit, wave, today))
    names = [unit.name(web.language()) for unit in path]
    left_on = None if found.closed_on else left_on
    return CodeLine(found, found.state(today), names[-1], " › ".join(names[1:-1]), left_on)
