"""The pages of the room: the register and its files, one finding, the steps."""

from survey_app.findings.views import one, register, steps
from survey_app.findings.views.pages import pages

__all__ = ["one", "pages", "register", "steps"]
