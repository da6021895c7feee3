"""What units and people are called where findings are read."""

from collections.abc import Callable
from datetime import date
from functools import cache

from survey_app.accounts import service as accounts
from survey_app.errors import NotFound
from survey_app.places import service as places
from survey_app.places.model import Unit
from survey_app.store import Database


def unit_namer(db: Database, language: str) -> Callable[[str, date], str]:
    """Gives what a unit was called on a day, each code looked up once.

    What was not there that day has the name it had last; a code nobody ever had stands for itself.
    """

    @cache
    def periods(code: str) -> list[Unit]:
        try:
            return places.periods(db, code)
        except NotFound:
            return []

    def name(code: str, on: date) -> str:
        day, known = on.isoformat(), periods(code)
        last = known[-1].name(language) if known else code
        return next((unit.name(language) for unit in known if unit.valid_on(day)), last)

    return name


def people_names(db: Database) -> dict[str, str]:
    """What people are called, by user name."""
    return {person.username: person.name for person in accounts.people(db)}
