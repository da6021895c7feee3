"""Forms of findings: what the register is narrowed to, and the steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.findings.model import (
    DECIDING,
    MOST_NOTE,
    RULES,
    Action,
    Finding,
    Need,
    Order,
    Severity,
    Source,
    State,
    Step,
)
from survey_app.web import at_most, labelled
from wording import say

# What phones send of their own accord when these are asked for: an iPhone turns HEIC into JPEG.
ACCEPTED: Final = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.pptx,.odt,.ods"
# Which fields a step has, beside the note that every step has.
_FIELDS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.EXPLAIN: ("agrees", "files"),
    Step.WITHDRAW: ("files",),
    Step.ISSUE: ("text", "due_on", "site_check"),
    Step.PLAN: ("measure", "day"),
    Step.REPORT: ("cause", "measure", "files"),
    Step.PASS: ("files",),
    Step.FAIL: ("files",),
    Step.RECHECK_PASS: ("files",),
    Step.RECHECK_FAIL: ("files",),
    Step.TRANSFER: ("to", "document", "files"),
    Step.ASK_EXTENSION: ("until",),
    Step.ASK_REOPENING: ("until",),
}
# By when a recommendation is due, as the office's own habit.
DAYS: Final = {Severity.N1: 3, Severity.N2: 15, Severity.N3: 30}
DAYS_TO_EXPLAIN: Final = 7


def filter_form(
    codes: Sequence[str], years: Sequence[int], teams: Sequence[tuple[str, str]]
) -> web.StaffForm:
    """What the register is narrowed to, read from the address.

    ``codes`` are the finding codes there are, ``years`` the years, ``teams`` who leads teams, with names.
    """

    class Filter(web.StaffForm):
        unit = labelled(StringField, "findings.unit", [at_most(200)], default="")
        due = _listed(
            "findings.due",
            [(one, say(web.language(), f"findings.due_{one}")) for one in ("open", "overdue")],
        )
        state = _choice("findings.state", State)
        severity = _choice("findings.severity", Severity)
        year = _listed("findings.year", [(str(year), str(year)) for year in years])
        code = _listed("findings.code", [(code, code) for code in codes])
        team = _listed("findings.team", teams)
        source = _choice("findings.source", Source)
        repeat = _choice("findings.repeat", ("yes",))
        first = labelled(web.DateField, "findings.first", [Optional()])
        last = labelled(web.DateField, "findings.last", [Optional()])
        order = labelled(
            SelectField,
            "findings.order",
            choices=[(str(one), say(web.language(), f"findings.order_{one}")) for one in Order],
            default=str(Order.NEWEST),
        )

    return Filter(formdata=request.args, meta={"csrf": False})


def step_form(step: Step, found: Finding, today: date, paper: bool, request: int) -> web.StaffForm:
    """A step on ``found``: what it asks for, with ``paper`` also which paper of the unit says so.

    ``request`` is the number of what is asked for and waits, 0 for nothing.
    """
    fields = {name: _field(name, found, today) for name in _FIELDS.get(step, ())}
    if step is Step.ASK:
        until = today + timedelta(DAYS_TO_EXPLAIN)
        fields["due_on"] = labelled(web.DateField, "findings.field_explain_by", [Optional()], default=until)
    fields["note"] = labelled(TextAreaField, _note(step), [at_most(MOST_NOTE)], render_kw={"rows": 5})
    if paper:
        fields["paper"] = _field("paper", found, today)
    fields["revision"] = HiddenField(default=str(found.revision))
    if step in DECIDING:
        fields["request"] = HiddenField(default=str(request))
    kind: type[web.StaffForm] = type("StepForm", (web.StaffForm,), fields)
    return kind()


def action_of(step: Step, form: web.StaffForm) -> Action:
    """The step as its form says it."""
    said: dict[str, Any] = {
        name: form[name].data or ""
        for name in ("note", "text", "cause", "measure", "to", "document", "paper")
        if name in form
    }
    said |= {name: form[name].data for name in ("due_on", "day", "until") if name in form}
    if "site_check" in form:
        said["site_check"] = form.site_check.data
    if "agrees" in form:
        said["agrees"] = {"yes": True, "no": False}.get(form.agrees.data or "")
    if "files" in form:
        said["files"] = tuple(one.read() for one in _sent(form))
    if "request" in form:
        said["request"] = _seen(form.request)
    return Action(step, _seen(form.revision), **said)


def _seen(field: Field) -> int:
    """The number a page carries in a hidden field; -1, which nothing has, where it is left out."""
    return web.whole_or(-1, next(iter(field.raw_data or ()), ""))


def _sent(form: web.StaffForm) -> list[FileStorage]:
    return [one for one in form.files.data or () if isinstance(one, FileStorage) and one.filename]


def _note(step: Step) -> str:
    """The key of what a step's note is called: what it says, and whether it must be there."""
    if step is Step.EXPLAIN:
        return "findings.field_explanation"
    if step is Step.RECHECK_PASS:
        return "findings.field_seen"
    return "findings.field_reason" if Need.REASON in RULES[step].needs else "findings.field_note"


def _field(name: str, found: Finding, today: date) -> Field:
    label = f"findings.field_{name}"
    if name == "agrees":
        words = [(value, say(web.language(), f"findings.agrees_{value}")) for value in ("yes", "no")]
        return labelled(RadioField, label, [Optional()], choices=words)
    if name == "files":
        return labelled(MultipleFileField, label, render_kw={"accept": ACCEPTED})
    if name in ("due_on", "day", "until"):
        proposed = today + timedelta(DAYS[found.severity]) if name == "due_on" else None
        return labelled(web.DateField, label, [Optional()], default=proposed)
    if name == "site_check":
        return labelled(BooleanField, label)
    if name in ("to", "document", "paper"):
        return labelled(StringField, label, [at_most(300)])
    return labelled(TextAreaField, label, [at_most(MOST_NOTE)], render_kw={"rows": 4})


def _choice(label: str, values: Iterable[str]) -> SelectField:
    """All, or one of ``values``, each said as ``label`` with the value behind."""
    return _listed(label, [(str(value), say(web.language(), f"{label}_{value}")) for value in values])


def _listed(label: str, offered: Sequence[tuple[str, str]]) -> SelectField:
    """All, or one of those offered by value and words."""
    choices = [("", say(web.language(), "findings.all")), *offered]
    return labelled(SelectField, label, choices=choices, default="")
