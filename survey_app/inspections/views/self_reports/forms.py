"""The form that sends a report back to its unit."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.inspections.model.cases import Case


def return_form(of: Case) -> web.StaffForm:
    """The form of why a report is sent back, and by when it is wanted again."""

    class Return(web.StaffForm):
        revision = HiddenField()
        note = web.labelled(TextAreaField, "self_reports.why_returned", [web.at_most(2000)])
        due = web.labelled(web.DateField, "self_reports.due_again", [Optional()])

    form = Return()
    if not form.is_submitted():
        form.revision.data = str(of.revision)
    return form
