"""The pages of inspectors."""

from survey_app.inspections.views import files, finish, scope, section, settling, sharing, team, visit, visits
from survey_app.inspections.views.pages import pages

__all__ = ["files", "finish", "pages", "scope", "section", "settling", "sharing", "team", "visit", "visits"]
