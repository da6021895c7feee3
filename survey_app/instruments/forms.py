"""Forms of the desk: sending a workbook with its files, and publishing what was checked."""

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, StringField

from survey_app import web
from survey_app.instruments.model import Upload, plain_name
from wording import say


def upload_form(sent: bool = True) -> web.StaffForm:
    """A workbook and any number of files; blank when what was ``sent`` must not be read."""

    class Send(web.StaffForm):
        workbook = web.labelled(
            FileField,
            "instruments.workbook",
            [FileRequired(say(web.language(), "instruments.workbook_required"))],
            render_kw={"accept": ".xlsx,.csv,.md"},
        )
        files = web.labelled(
            MultipleFileField,
            "instruments.files",
            render_kw={"accept": ".mp3,.ogg,.m4a,.wav,.png,.jpg,.jpeg,.webp,.csv,audio/*"},
        )

    return Send() if sent else Send(formdata=None)


def uploaded(form: web.StaffForm) -> Upload:
    """What was sent with a form that is valid."""
    name, content = web.uploaded(form.workbook)
    sent = [file for file in form.files.data or () if isinstance(file, FileStorage) and file.filename]
    return Upload(plain_name(name), content, [(plain_name(str(file.filename)), file.read()) for file in sent])


def publish_form(warned: bool) -> web.StaffForm:
    """A button, and where there are warnings the tick that they were read."""

    class Publish(web.StaffForm):
        """The button alone."""

    class PublishWarned(web.StaffForm):
        confirmed = web.labelled(BooleanField, "instruments.confirmed")

    return PublishWarned() if warned else Publish()


def leaving_form(left: bool) -> web.StaffForm:
    """A button, and where drafts are left out the tick that they may be."""

    class Make(web.StaffForm):
        """The button alone."""

    class MakeLeaving(web.StaffForm):
        confirmed = web.labelled(BooleanField, "instruments.drafts_left")

    return MakeLeaving() if left else Make()


def language_form() -> web.StaffForm:
    """A language to add: its tag, and what it calls itself where that is not known."""

    class AddLanguage(web.StaffForm):
        tag = web.labelled(
            StringField,
            "instruments.language_tag",
            [web.required(), web.at_most(35)],
            render_kw={"list": "known-languages", "autocomplete": "off", "autocapitalize": "none"},
        )
        name = web.labelled(StringField, "instruments.language_name", [web.at_most(40)])

    return AddLanguage()


def table_form() -> web.StaffForm:
    """A table of translations, and whether it goes over what was changed here meanwhile."""

    class SendTable(web.StaffForm):
        table = web.labelled(
            FileField,
            "instruments.translation_file",
            [FileRequired(say(web.language(), "instruments.workbook_required"))],
            render_kw={"accept": ".xlsx,.csv"},
        )
        overwrite = web.labelled(BooleanField, "instruments.overwrite")

    return SendTable()
