"""The pages of the room: the first page, settings, backups, the state of the instance."""

from survey_app.office.views import certificate, home, keeping, reminders, settings
from survey_app.office.views.pages import pages

__all__ = ["certificate", "home", "keeping", "pages", "reminders", "settings"]
