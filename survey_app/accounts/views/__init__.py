"""The pages of the room: log-in, second factor, sessions, and the people of the office."""

from survey_app.accounts.views import access, people, second_factor, sessions, signing_in, units
from survey_app.accounts.views.pages import pages

__all__ = ["access", "pages", "people", "second_factor", "sessions", "signing_in", "units"]
