"""The room's blueprint, who may see it, who asks, and the names of units on its pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from flask import Blueprint

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import INSPECTING, OF_UNIT, OFFICE, Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Finding
from survey_app.places.model import local_day

pages = Blueprint("findings", __name__, template_folder="../templates")
READERS = OFFICE | OF_UNIT
# Photos may show people and papers: not for those who only follow the figures.
SEE_PHOTOS = READERS - {Role.VIEWER}
# Who enters findings of teams from above, and divides them.
ENTER = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.TEAM_LEAD, Role.SECRETARY})
ACT = INSPECTING | OF_UNIT | {Role.LEADER, Role.VERIFIER}


def asker() -> Asker:
    """Who asks, with the units they act for today."""
    person = cast(Any, web.signed_in())  # the guard lets nobody else in
    return accounts.asker(web.current_store().read(), person.username, person.role, local_day(web.now()))


def unit_names(found: Iterable[Finding]) -> dict[tuple[str, date], str]:
    """The names of the units of these findings on their days."""
    name = service.unit_namer(web.current_store().read(), web.language())
    return {(one.unit, one.found_on): name(one.unit, one.found_on) for one in found}
