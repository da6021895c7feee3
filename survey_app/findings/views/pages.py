"""The room's blueprint, who may see it, and the names of units on its pages."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint

from survey_app import web
from survey_app.accounts.model import INSPECTING, OFFICE, Role
from survey_app.findings import service
from survey_app.findings.model import Finding

pages = Blueprint("findings", __name__, template_folder="../templates")
READERS = OFFICE
# Photos may show people and papers: not for those who only follow the figures.
SEE_PHOTOS = OFFICE - {Role.VIEWER}
ACT = INSPECTING | {Role.LEADER, Role.VERIFIER}


def unit_names(found: Iterable[Finding]) -> dict[tuple[str, date], str]:
    """The names of the units of these findings on their days."""
    name = service.unit_namer(web.current_store().read(), web.language())
    return {(one.unit, one.found_on): name(one.unit, one.found_on) for one in found}
