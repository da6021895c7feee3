"""What people do with findings: open them as a visit ends, look them up, take the steps to their end.

All that somebody looks up or does goes as far as they reach: the rest is not there for them.
"""

from survey_app.findings.model import NewExternal, NewFinding
from survey_app.findings.papers.tags import REGISTER_TAGS
from survey_app.findings.service.due import deadlines, explanations
from survey_app.findings.service.external import cascade, count_parts, enter_external
from survey_app.findings.service.figures import Figures, Indicators, Share, indicators
from survey_app.findings.service.following import (
    Late,
    Overdue,
    Work,
    late_by_unit,
    work_late,
    work_left_out,
    work_of,
)
from survey_app.findings.service.lookups import (
    PAGE,
    Listing,
    codes,
    events,
    finding,
    has_file,
    history,
    lines,
    listing,
    narrowed,
    of_case,
    overdue,
    parts_of,
    photos_named,
    related,
    requests,
    requests_waiting,
    sees,
    teams,
    totals,
    visit_findings,
    years,
)
from survey_app.findings.service.names import people_names, unit_namer
from survey_app.findings.service.needs import day_to_explain
from survey_app.findings.service.opening import open_findings
from survey_app.findings.service.steps import (
    around_of,
    bar_of,
    change_lead,
    check_step,
    step_within,
    steps_for,
    take_step,
)
from survey_app.findings.service.succession import hand_over_open

__all__ = [
    "PAGE",
    "REGISTER_TAGS",
    "Figures",
    "Indicators",
    "Late",
    "Listing",
    "NewExternal",
    "NewFinding",
    "Overdue",
    "Share",
    "Work",
    "around_of",
    "bar_of",
    "cascade",
    "change_lead",
    "check_step",
    "codes",
    "count_parts",
    "day_to_explain",
    "deadlines",
    "enter_external",
    "events",
    "explanations",
    "finding",
    "hand_over_open",
    "has_file",
    "history",
    "indicators",
    "late_by_unit",
    "lines",
    "listing",
    "narrowed",
    "of_case",
    "open_findings",
    "overdue",
    "parts_of",
    "people_names",
    "photos_named",
    "related",
    "requests",
    "requests_waiting",
    "sees",
    "step_within",
    "steps_for",
    "take_step",
    "teams",
    "totals",
    "unit_namer",
    "visit_findings",
    "work_late",
    "work_left_out",
    "work_of",
    "years",
]
