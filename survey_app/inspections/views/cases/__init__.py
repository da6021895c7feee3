"""The pages of plans and cases."""

from survey_app.inspections.views.cases import (
    attendance,
    importing,
    listed,
    making,
    one,
    papers,
    plans,
    putting,
    schemes,
    scores,
    steps,
    team,
)
from survey_app.inspections.views.cases.pages import pages

__all__ = [
    "attendance",
    "importing",
    "listed",
    "making",
    "one",
    "pages",
    "papers",
    "plans",
    "putting",
    "schemes",
    "scores",
    "steps",
    "team",
]
