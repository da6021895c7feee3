"""A visit's answers before the one judge: on its day, without what its team left out."""

import json
from collections.abc import Mapping

from forms import Checked, Instrument, begun, check, screens
from forms.defaults import defaults
from forms.metadata import circumstances
from survey_app.inspections.model import Given, Progress, Sheet, State, Visit, progress_of
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
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


def progress(db: Database, of: Visit) -> Progress | None:
    """How far a visit is: its draft, or the response it became; None when that was purged."""
    answers: dict[str, Given]
    if of.state is State.DRAFT:
        answers = dict(of.draft)
    else:
        row = responses.response(db, of.id)
        if row is None:
            return None
        answers = json.loads(row.document)["answers"]
    return progress_of(judged(instrument_of(db, of), of, answers), of.day)


def starts(instrument: Instrument, of: Sheet) -> dict[str, Given]:
    """What the fields of a draft start with where nobody has filled anything in."""
    return defaults(instrument, of.draft, of.day, now=of.made_at, seed=of.id)
