"""What people do with findings: open them as a visit ends, look them up, take the steps to their end."""

from survey_app.findings.model import NewFinding
from survey_app.findings.papers.tags import REGISTER_TAGS
from survey_app.findings.service.lookups import (
    PAGE,
    Listing,
    codes,
    events,
    finding,
    has_photo,
    history,
    listing,
    narrowed,
    photos_named,
    visit_findings,
)
from survey_app.findings.service.names import people_names, unit_namer
from survey_app.findings.service.opening import open_findings
from survey_app.findings.service.steps import check_step, take_step

__all__ = [
    "PAGE",
    "REGISTER_TAGS",
    "Listing",
    "NewFinding",
    "check_step",
    "codes",
    "events",
    "finding",
    "has_photo",
    "history",
    "listing",
    "narrowed",
    "open_findings",
    "people_names",
    "photos_named",
    "take_step",
    "unit_namer",
    "visit_findings",
]
