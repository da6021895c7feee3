"""The room's blueprint, and what each of its pages needs to know of who asks and what is asked for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from flask import Blueprint, g

from forms import Instrument
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker, Role
from survey_app.errors import NotFound
from survey_app.inspections import service
from survey_app.inspections.model import Progress, Visit, Who
from survey_app.places import service as places
from survey_app.places.model import local_day
from wording import FALLBACK

pages = Blueprint("inspections", __name__, template_folder="../templates")


def who() -> Who:
    """Who is signed in."""
    person = cast(Any, web.signed_in())  # the guard lets nobody else in
    leader = asker() if person.role == Role.LEADER else None
    return Who(person.username, person.role == Role.ADMINISTRATOR, leader)


def asker() -> Asker:
    """Who is signed in, as what, and for which units today."""
    if "asker" not in g:
        person = cast(Any, web.signed_in())  # the guard lets nobody else in
        db = web.current_store().read()
        g.asker = accounts.asker(db, person.username, person.role, local_day(web.now()))
    return cast(Asker, g.asker)


def visit_and_progress(visit_id: object) -> tuple[Visit, Progress | None]:
    """The visit of this page, for who goes on it, and how far it is (None when its answers were purged)."""
    db = web.current_store().read()
    found = service.visit(db, str(visit_id), who())
    return found, service.progress(db, found)


def visit_read(visit_id: object) -> Visit:
    """The visit of this page, for whoever may read it."""
    return service.visit_to_read(web.current_store().read(), str(visit_id), who())


def unit_name(code: str, on: date) -> str:
    """What the unit was called that day; its code when an import has taken it away."""
    try:
        unit = places.unit(web.current_store().read(), code, on)
    except NotFound:
        return code
    return unit.name_vi if web.language() == FALLBACK else unit.name_en or unit.name_vi


def form_title(instrument: Instrument) -> str:
    """What the form is called, in the reader's language."""
    return instrument.text(instrument.title, web.language())


def unit_names(visits: Iterable[Visit]) -> dict[tuple[str, date], str]:
    """The names of the units of ``visits`` on their days."""
    return {key: unit_name(*key) for key in {(visit.unit, visit.day) for visit in visits}}


def unit_path(code: str, on: date) -> list[str]:
    """The names of what stands above the unit on that day, the nearest first."""
    try:
        above = places.path(web.current_store().read(), code, on)[:-1]
    except NotFound:
        return []
    return [unit_name(unit.code, on) for unit in reversed(above)]


def names() -> Mapping[str, str]:
    """What people are called, by user name; also those who left."""
    if "people_names" not in g:
        everybody = accounts.people(web.current_store().read())
        g.people_names = {person.username: person.name for person in everybody}
    known: Mapping[str, str] = g.people_names
    return known


@pages.app_template_filter("called")
def called(username: str) -> str:
    """The name of whoever has that user name, or the user name when nobody has it any more."""
    return names().get(username, username)
