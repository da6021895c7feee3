"""Forms of findings: what the register is narrowed to, and the steps."""

from collections.abc import Iterable, Sequence

from flask import request
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.findings.model import MOST_NOTE, Finding, Severity, State, Step
from survey_app.web import at_most, labelled
from wording import say

# What phones send of their own accord when these are asked for: an iPhone turns HEIC into JPEG.
_PHOTOS = "image/jpeg,image/png,image/webp"


def filter_form(codes: Sequence[str]) -> web.StaffForm:
    """What the register is narrowed to, read from the address; ``codes`` are the finding codes there are."""

    class Filter(web.StaffForm):
        state = _choice("findings.state", State)
        severity = _choice("findings.severity", Severity)
        code = labelled(
            SelectField,
            "findings.code",
            choices=[("", say(web.language(), "findings.all")), *((code, code) for code in codes)],
            default="",
        )
        unit = labelled(StringField, "findings.unit", [at_most(200)], default="")
        first = labelled(DateField, "findings.first", [Optional()])
        last = labelled(DateField, "findings.last", [Optional()])

    return Filter(formdata=request.args, meta={"csrf": False})


def step_form(step: Step, found: Finding, sent: bool = True) -> web.StaffForm:
    """A step on ``found``: what was done or is missing, and for a remedy a photo of it.

    Without ``sent`` it is empty: what was sent is not looked at.
    """

    class Note(web.StaffForm):
        revision = HiddenField(default=str(found.revision))
        note = labelled(
            TextAreaField,
            f"findings.note_{step}",
            [at_most(MOST_NOTE)],
            render_kw={"rows": 5},
        )

    class Remedy(Note):
        photo = labelled(FileField, "findings.evidence", render_kw={"accept": _PHOTOS})

    kind = Remedy if step is Step.REMEDY else Note
    return kind() if sent else kind(formdata=None)


def _choice(label: str, values: Iterable[str]) -> SelectField:
    """All, or one of ``values``, each said as ``label`` with the value behind."""
    offered = [("", "findings.all"), *((str(value), f"{label}_{value}") for value in values)]
    choices = [(value, say(web.language(), key)) for value, key in offered]
    return labelled(SelectField, label, choices=choices, default="")
