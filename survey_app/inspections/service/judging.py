"""A visit's answers before the one judge: on its day, without what its team left out."""

from collections.abc import Mapping

from forms import Checked, Instrument, begun, check, screens
from forms.defaults import defaults
from forms.metadata import circumstances
from survey_app.inspections.model import Given, Sheet, State, Visit
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds
from survey_app.store import Database


def instrument_of(db: Database, of: Visit) -> Instrument:
    """What is asked on a visit."""
    return asked_in(db, of.round)


def asked_in(db: Database, round_: str) -> Instrument:
    """What is asked on the visits of a round."""
    wave = rounds.round_(db, round_)
    return instruments.published(db, wave.instrument, wave.version)


def judged(instrument: Instrument, of: Sheet, answers: Mapping[str, Given]) -> Checked:
    """``answers`` judged as those of the sheet; of a draft a repeat nobody has opened is asked once.

    Its moment is the one it was made at, so that a page, a review and a record never differ.
    """
    raw = dict(answers)
    if of.state is State.DRAFT:
        for screen in screens(instrument):
            raw = begun(screen, raw)
    raw |= circumstances(
        instrument,
        today=of.day,
        username=of.submitted_by or of.made_by,
        start=of.made_at,
        end=of.submitted_at,
    )
    return check(instrument, raw, of.day, now=of.made_at, seed=of.id, without=frozenset(of.cut))


def starts(instrument: Instrument, of: Sheet) -> dict[str, Given]:
    """What the fields of a draft start with where nobody has filled anything in."""
    return defaults(instrument, of.draft, of.day, now=of.made_at, seed=of.id)
