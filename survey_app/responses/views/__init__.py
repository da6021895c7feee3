"""The pages of the room: the citizen's way."""

from survey_app.responses.views.citizen import pages

__all__ = ["pages"]
