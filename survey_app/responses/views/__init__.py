"""The pages of the room: the citizen's way, and the desk of staff."""

from survey_app.responses.views import (  # each registers its pages
    desk_correct,
    desk_export,
    desk_files,
    desk_one,
    desk_steps,
)
from survey_app.responses.views.citizen import pages
from survey_app.responses.views.desk import pages as desk
from survey_app.responses.views.desk import told_by
from survey_app.responses.views.keying import pages as keying

__all__ = [
    "desk",
    "desk_correct",
    "desk_export",
    "desk_files",
    "desk_one",
    "desk_steps",
    "keying",
    "pages",
    "told_by",
]
