"""The pages on which a unit reports of itself, and on which the team reads it beside what it saw."""

from survey_app.inspections.views.self_reports import comparing, filling, reading
from survey_app.inspections.views.self_reports.pages import self_reports

__all__ = ["comparing", "filling", "reading", "self_reports"]
