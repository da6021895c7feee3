"""The pages of the room: the first page, settings, backups, the state of the instance."""

from survey_app.office.views import home, keeping, settings
from survey_app.office.views.pages import pages

__all__ = ["home", "keeping", "pages", "settings"]
