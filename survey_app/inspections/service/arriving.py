"""The visit a record from a tablet belongs to: known here, or made on the tablet and now made here."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from survey_app.accounts.model import Role
from survey_app.errors import Invalid, Problem
from survey_app.inspections.model import NewVisit, Visit, Who
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.visits import inspectors, make_visit
from survey_app.inspections.store import visits as rows
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from survey_app.store import Database


class Doubt(StrEnum):
    """Why a record does not go into a visit by itself."""

    NO_SUCH_VISIT = "no_such_visit"
    VISIT_OF_OTHERS = "visit_of_others"
    OTHER_FORM = "other_form"


def known_visit(db: Database, id_: str) -> Visit | None:
    """The visit with that id, whoever goes on it; None when there is none."""
    return rows.find(db, id_)


def doubt_of(
    db: Database, id_: str, new: NewVisit | None, by: str, instrument: str, now: datetime
) -> tuple[Doubt | None, list[Problem]]:
    """Why what ``by`` filled in of ``instrument`` does not go into the visit, and what is wrong in words.

    A visit made on the tablet is made within the caller's write when nothing is wrong with it.
    """
    who = next((one for one in inspectors(db) if one.username == by), None)
    found = rows.find(db, id_)
    if who is None:
        return Doubt.VISIT_OF_OTHERS, []
    if found is None:
        if new is None:
            return Doubt.NO_SUCH_VISIT, []
        try:
            found = make_visit(db, new, Who(by), UUID(id_), local_day(now), now)
        except Invalid as error:
            return Doubt.NO_SUCH_VISIT, list(error.problems)
    if instrument_of(db, found).id != instrument:
        return Doubt.OTHER_FORM, []
    if not found.open_to(Who(by, who.role is Role.ADMINISTRATOR)):
        return Doubt.VISIT_OF_OTHERS, []
    return None, []


def drafts_of(db: Database, instrument: str) -> list[Visit]:
    """The drafts that ask ``instrument``, whatever its version, the latest day first."""
    waves = [one.code for one in rounds.rounds(db) if one.instrument == instrument]
    return rows.drafts_in(db, waves)
