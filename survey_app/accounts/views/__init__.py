"""The pages of the room: signing in and out, the first administrator, the people of the office."""

from survey_app.accounts.views import people, signing_in
from survey_app.accounts.views.pages import pages

__all__ = ["pages", "people", "signing_in"]
