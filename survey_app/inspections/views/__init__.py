"""The pages of inspectors."""

from survey_app.inspections.views import (
    files,
    finish,
    printing,
    scope,
    scores,
    section,
    settling,
    sharing,
    team,
    visit,
    visits,
)
from survey_app.inspections.views.captures import arrived_by, refused_by
from survey_app.inspections.views.draws import draws
from survey_app.inspections.views.incidents import incidents
from survey_app.inspections.views.pages import pages
from survey_app.inspections.views.self_reports import self_reports

__all__ = [
    "arrived_by",
    "draws",
    "files",
    "finish",
    "incidents",
    "pages",
    "printing",
    "refused_by",
    "scope",
    "scores",
    "section",
    "self_reports",
    "settling",
    "sharing",
    "team",
    "visit",
    "visits",
]
