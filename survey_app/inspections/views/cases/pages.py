"""The blueprint of plans and cases, and what each of its pages needs to know of who asks."""

from datetime import date

from flask import Blueprint

from survey_app import web
from survey_app.accounts.model import INSPECTING, OF_UNIT, Role
from survey_app.inspections.model.cases import Case
from survey_app.inspections.service import cases
from survey_app.inspections.views.pages import asker, unit_name
from survey_app.places.model import local_day

__all__ = ["PLANNERS", "READERS", "asker", "case_of", "pages", "today", "unit_of"]

pages = Blueprint("cases", __name__, template_folder="../../templates")

READERS = INSPECTING | OF_UNIT | {Role.LEADER, Role.VERIFIER}
"""Who may look for cases; which of them there are for somebody, the service says."""
PLANNERS = INSPECTING | {Role.LEADER}
"""Who sees plans."""


def today() -> date:
    """The day it is at the counters."""
    return local_day(web.now())


def case_of(reference: str) -> Case:
    """The case of this page. Raises NotFound, also when it is not for whoever asks."""
    return cases.case(web.current_store().read(), asker(), reference)


def unit_of(of: Case) -> str:
    """What the unit of a case was called when it was planned; its code when an import has taken it away."""
    return unit_name(of.unit, of.planned_on)
