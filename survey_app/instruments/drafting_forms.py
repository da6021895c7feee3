"""Forms of the way from a table to a form: the table, what the form is called, what a person corrects."""

import re
from collections.abc import Mapping

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Regexp

from forms.drafting import About, Correction, Draft, Kind, Use, options_said, plain_id
from survey_app import web
from wording import say

_ID = r"[a-z][a-z0-9_]{0,39}"
_LONGEST_OPTIONS = 2_000  # letters
_VERSION = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


def table_form(sent: bool = True) -> web.StaffForm:
    """A table that is pasted, or a file with it; blank when what was ``sent`` must not be read."""

    class Paste(web.StaffForm):
        table = web.labelled(
            TextAreaField,
            "drafting.table",
            render_kw={"rows": 12, "wrap": "off", "spellcheck": "false"},
        )
        file = web.labelled(FileField, "drafting.file", render_kw={"accept": ".docx,.xlsx,.csv"})

    return Paste() if sent else Paste(formdata=None)


def about_form(draft: Draft | None = None, name: str = "") -> web.StaffForm:
    """What the form is called and who fills it in; proposed from ``draft``, of a file called ``name``."""
    language = web.language()

    class AboutForm(web.StaffForm):
        title = web.labelled(StringField, "drafting.title", [web.required(), web.at_most(200)])
        id = web.labelled(
            StringField,
            "drafting.id",
            [web.required(), Regexp(f"^{_ID}$", message=say(language, "drafting.id_form"))],
        )
        version = web.labelled(
            StringField,
            "instruments.column_version",
            [web.required(), Regexp(f"^{_VERSION}$", message=say(language, "drafting.version_form"))],
        )
        audience = web.labelled(
            RadioField,
            "drafting.audience",
            choices=[(kind, say(language, f"drafting.audience_{kind}")) for kind in ("staff", "citizen")],
        )
        notes = web.labelled(BooleanField, "drafting.notes")
        photos = web.labelled(BooleanField, "drafting.photos")

    if draft is None:
        return AboutForm()
    title = draft.title or name or say(language, "drafting.untitled")
    uses = {column.use for column in draft.columns}
    return AboutForm(
        formdata=None,
        data={
            "title": title,
            "id": plain_id(title),
            "version": "1",
            "audience": "citizen" if draft.citizens else "staff",
            "notes": Use.NOTE in uses,
            "photos": Use.PHOTO in uses,
        },
    )


def about(form: web.StaffForm) -> About:
    """What a valid form says."""
    return About(
        form.id.data,
        form.title.data.strip(),
        form.version.data,
        staff=form.audience.data == "staff",
        notes=form.notes.data,
        photos=form.photos.data,
    )


def uses_in(fields: Mapping[str, str], start: str) -> dict[str, Use]:
    """The use of each column, by key, that the fields beginning with ``start`` name."""
    known = set(Use)
    found = {key.removeprefix(start): value for key, value in fields.items() if key.startswith(start)}
    return {key: Use(value) for key, value in found.items() if value in known}


def corrections_in(fields: Mapping[str, str], shown: Draft) -> dict[int, Correction]:
    """What was said of lines otherwise than ``shown``, by key."""
    found = {}
    kinds = set(Kind)
    for line in shown.lines:
        kind, name = fields.get(f"kind-{line.key}", ""), fields.get(f"name-{line.key}", "").strip()
        other = Kind(kind) if kind in kinds and kind != line.kind else None
        renamed = re.sub(r"\s+", "_", name) if name != line.name else ""
        options = fields.get(f"options-{line.key}", "").strip()
        typed = options if options != options_said(shown, line) else ""
        if other is not None or renamed or typed:
            found[line.key] = Correction(other, renamed, typed[:_LONGEST_OPTIONS])
    return found
