"""The pages of inspectors."""

from survey_app.inspections.views import (
    files,
    finish,
    printing,
    scope,
    section,
    settling,
    sharing,
    team,
    visit,
    visits,
)
from survey_app.inspections.views.captures import refused_by
from survey_app.inspections.views.pages import pages

__all__ = [
    "files",
    "finish",
    "pages",
    "printing",
    "refused_by",
    "scope",
    "section",
    "settling",
    "sharing",
    "team",
    "visit",
    "visits",
]
