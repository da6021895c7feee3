"""The forms of a report's template: a new one, and the program's own again."""

from flask_wtf.file import FileField
from wtforms import HiddenField

from survey_app import web


def upload_form() -> web.StaffForm:
    """A template to use from now on, and the number of the one it replaces."""

    class Upload(web.StaffForm):
        file = web.labelled(FileField, "results.template_file", [web.required()])
        seen = HiddenField()

    return Upload()


def restore_form() -> web.StaffForm:
    """The program's own template, and the number of the one it replaces."""

    class Restore(web.StaffForm):
        seen = HiddenField()

    return Restore()
