"""The pages of inspectors."""

from survey_app.inspections.views import finish, photos, section, team, visit, visits
from survey_app.inspections.views.pages import pages

__all__ = ["finish", "pages", "photos", "section", "team", "visit", "visits"]
