"""The pages of results and of the templates their reports are made from."""

from survey_app.results.views import templates  # the module adds its pages to the blueprint
from survey_app.results.views.rounds import pages

__all__ = ["pages", "templates"]
