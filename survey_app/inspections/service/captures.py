"""How the files of a visit were taken: evidence for its team and administrators, in no export."""

from typing import NamedTuple

from survey_app.inspections.model import Capture, Visit
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.store import Database


class Taken(NamedTuple):
    """A file that is kept with a visit: what it answers, its name, how it was taken."""

    address: str
    name: str
    how: Capture


def captures(db: Database, of: Visit) -> list[Taken]:
    """How the files that are kept with a visit and came from tablets were taken, by address."""
    there = visits.photos(db, of.id)
    return [
        Taken(address, name, how)
        for address, taken in rows.captured(db, of.id).items()
        for name, how in taken.items()
        if name in there
    ]
