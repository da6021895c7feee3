"""The room's blueprint, who may see it, and the names of units and people on its pages."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from flask import Blueprint

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import NotFound
from survey_app.findings.model import Finding
from survey_app.places import service as places
from survey_app.places.model import Unit
from survey_app.store import Database

pages = Blueprint("findings", __name__, template_folder="../templates")
READERS = ("administrator", "inspector", "analyst", "viewer")
# Photos may show people and papers: not for those who only follow the figures.
SEE_PHOTOS = ("administrator", "inspector", "analyst")
ACT = ("administrator", "inspector")


def unit_namer(db: Database, language: str) -> Callable[[str, date], str]:
    """Gives what a unit was called on a day, each code looked up once; the code when no unit had it."""

    @cache
    def periods(code: str) -> list[Unit]:
        try:
            return places.periods(db, code)
        except NotFound:
            return []

    def name(code: str, on: date) -> str:
        day = on.isoformat()
        return next((unit.name(language) for unit in periods(code) if unit.valid_on(day)), code)

    return name


def unit_names(found: Iterable[Finding]) -> dict[tuple[str, date], str]:
    """The names of the units of these findings on their days."""
    name = unit_namer(web.current_store().read(), web.language())
    return {(one.unit, one.found_on): name(one.unit, one.found_on) for one in found}


def people_names() -> dict[str, str]:
    """What people are called, by user name."""
    return {person.username: person.name for person in accounts.people(web.current_store().read())}
