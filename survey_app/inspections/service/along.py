"""What tablets take along of the visits there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from survey_app.inspections.model import State, Visit
from survey_app.inspections.service.awaiting import files_missing
from survey_app.inspections.service.handing import takes_until
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.places.model import local_day
from survey_app.store import Database

_SHOWN_AFTERWARDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Along:
    """A visit, who fills in which section, how many differences are open and how many files missing."""

    visit: Visit
    sections: Mapping[int, str]
    differences: int
    files_missing: int


def taken_along(db: Database, usernames: Iterable[str], now: datetime) -> list[Along]:
    """The visits of any of these people: drafts that may still be handed in, and what was lately."""
    today, open_ = local_day(now), rows.count_open_differences(db)
    every = visits.of_people(db, usernames, (now - _SHOWN_AFTERWARDS).isoformat())
    until = {one.round: takes_until(db, one) for one in {one.round: one for one in every}.values()}
    return [
        Along(
            found,
            rows.assigned(db, found.id),
            open_.get(found.id, 0),
            len(files_missing(db, found)) if found.state is State.DRAFT else 0,
        )
        for found in every
        if found.state is State.SUBMITTED or today <= until[found.round]
    ]
