"""The pages of the room: the register and its figures, one finding, its steps, what is late and whose."""

from survey_app.findings.views import external, following, indicators, one, register, steps
from survey_app.findings.views.pages import pages

__all__ = ["external", "following", "indicators", "one", "pages", "register", "steps"]
