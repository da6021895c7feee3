"""Forms of findings of teams from above: one as it is entered, and the parts it is divided into."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.errors import Invalid, Problem
from survey_app.findings.forms import ACCEPTED
from survey_app.findings.model import MOST_NOTE, Finding, NewExternal, Severity
from survey_app.web import at_most, labelled, required
from wording import say

_MOST_LINE = 300


def entry_form() -> web.StaffForm:
    """A finding of a team from above: whose, by which document, what, to be remedied how and by when."""

    class Entry(web.StaffForm):
        # What it will be called inside: pressed twice, it is entered once.
        key = HiddenField()
        unit = labelled(StringField, "findings.field_owner", [required(), at_most(200)])
        authority = labelled(StringField, "findings.field_authority", [required(), at_most(_MOST_LINE)])
        document = labelled(StringField, "findings.field_document_number", [required(), at_most(_MOST_LINE)])
        document_on = labelled(web.DateField, "findings.field_document_on", [required()])
        code = labelled(
            StringField,
            "findings.code",
            [required(), at_most(_MOST_LINE)],
            render_kw={"list": "known-codes", "autocomplete": "off"},
        )
        severity = labelled(
            SelectField,
            "findings.severity",
            choices=[(str(one), say(web.language(), f"findings.severity_{one}")) for one in Severity],
            default=str(Severity.N2),
        )
        statement = labelled(
            TextAreaField, "findings.field_statement", [required(), at_most(MOST_NOTE)], render_kw={"rows": 4}
        )
        recommendation = labelled(
            TextAreaField, "findings.field_text", [required(), at_most(MOST_NOTE)], render_kw={"rows": 4}
        )
        due_on = labelled(web.DateField, "findings.field_due_on", [required()])
        site_check = labelled(BooleanField, "findings.field_site_check")
        legal_basis = labelled(StringField, "findings.field_legal_basis", [at_most(_MOST_LINE)])
        note = labelled(TextAreaField, "findings.field_note", [at_most(MOST_NOTE)], render_kw={"rows": 3})
        files = labelled(MultipleFileField, "findings.field_document_files", render_kw={"accept": ACCEPTED})

    form = Entry()
    if not form.is_submitted():
        web.new_key(form)
    return form


def entry_of(form: web.StaffForm, unit: str) -> NewExternal:
    """The finding as its form says it, of the unit with that code."""
    texts = (
        "authority",
        "document",
        "code",
        "severity",
        "statement",
        "recommendation",
        "legal_basis",
        "note",
    )
    said: dict[str, Any] = {name: form[name].data or "" for name in texts}
    days = {name: form[name].data for name in ("document_on", "due_on")}
    return NewExternal(unit=unit, site_check=form.site_check.data, **days, **said)


def sent_files(field: Field) -> tuple[bytes, ...]:
    """The contents of the files sent in ``field``."""
    sent = (one for one in field.data or () if isinstance(one, FileStorage) and one.filename)
    return tuple(one.read() for one in sent)


def parts_form(rows: int, whole: Finding, divided: int) -> web.StaffForm:
    """So many rows of a unit, what it must do, and by when; a first text and day are those of the whole.

    ``divided`` is how many parts it has already.
    """
    fields: dict[str, Field] = {"rows": HiddenField(default=str(rows)), "divided": HiddenField()}
    for number in range(1, rows + 1):
        fields |= _row(number, whole)
    kind: type[web.StaffForm] = type("PartsForm", (web.StaffForm,), fields)
    form = kind()
    form.rows.data = str(rows)
    if not form.is_submitted():
        form.divided.data = str(divided)
    return form


def filled_rows(form: web.StaffForm) -> list[int]:
    """The numbers of the rows in which a unit or a text of its own stands."""
    numbers = range(1, int(form.rows.data) + 1)
    return [n for n in numbers if (form[f"unit-{n}"].data or "").strip()]


def at_rows(error: Invalid, numbers: Sequence[int]) -> Invalid:
    """``error`` of the rows in their order, told at the rows as they stand in the form."""
    told = []
    for one in error.problems:
        name, _, place = one.place.rpartition("-")
        number = int(place) if place.isdecimal() else 0
        at = f"{name}-{numbers[number - 1]}" if 0 < number <= len(numbers) else one.place
        told.append(Problem(one.code, at, one.values))
    return Invalid(told)


def _row(number: int, whole: Finding) -> dict[str, Field]:
    text = [at_most(MOST_NOTE)]
    proposed = whole.recommendation if request.method == "GET" else None
    return {
        f"unit-{number}": labelled(StringField, "findings.field_owner", [at_most(200)]),
        f"text-{number}": labelled(
            TextAreaField, "findings.field_text", text, default=proposed, render_kw={"rows": 3}
        ),
        f"due_on-{number}": labelled(
            web.DateField, "findings.field_due_on", [Optional()], default=whole.due_on
        ),
    }
