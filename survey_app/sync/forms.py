"""Forms of the office's pages for tablets."""

from wtforms import StringField

from survey_app import web
from survey_app.accounts.model import LONGEST_DEVICE_NAME
from survey_app.web import at_most, labelled, required


def invitation_form() -> web.StaffForm:
    """What a tablet that is to come in is called."""

    class Invitation(web.StaffForm):
        name = labelled(
            StringField,
            "sync.device_name",
            [required(), at_most(LONGEST_DEVICE_NAME)],
            render_kw={"autocomplete": "off"},
        )

    return Invitation()
