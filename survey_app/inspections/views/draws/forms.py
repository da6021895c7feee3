"""The forms of draws: a list to upload, what is to be drawn of it, units to draw from, a list to verify."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.inspections.lists import Table
from survey_app.places.model import UnitType
from wording import say

LEAVE_OUT, HASH = "leave_out", "hash"
SHARE, EACH = "share", "each"


def upload_form() -> web.StaffForm:
    """The form that takes a list of dossiers, and says what becomes of columns that name people."""
    language = web.language()

    class Upload(web.StaffForm):
        file = web.labelled(FileField, "draws.file")
        personal = web.labelled(
            RadioField,
            "draws.personal",
            choices=[(one, say(language, f"draws.personal_{one}")) for one in (LEAVE_OUT, HASH)],
            default=LEAVE_OUT,
        )

    return Upload()


def verify_form() -> web.StaffForm:
    """The form that takes the list of a draw once more."""

    class Verify(web.StaffForm):
        file = web.labelled(FileField, "draws.file_again")

    return Verify()


def dossiers_form(table: Table) -> web.StaffForm:
    """The form of a draw from an uploaded list: its columns, how many, the seed."""
    language = web.language()
    plain = [one.name for one in table.columns if one.sign is None]
    nothing = say(language, "draws.no_groups")

    class Dossiers(_counts()):  # type: ignore[misc]  # made anew for each language
        code = web.labelled(SelectField, "draws.code", choices=[(one, one) for one in plain])
        group = web.labelled(
            SelectField, "draws.group", choices=[("", nothing), *((one, one) for one in plain)]
        )

    form = Dossiers()
    if not form.is_submitted():
        form.code.data, form.group.data = table.code, table.group
    return form


def units_form(types: Sequence[tuple[UnitType, str]], plans: Mapping[str, str]) -> web.StaffForm:
    """The form of a draw of units: which, how many, the seed; ``plans`` are ids and titles."""
    language = web.language()
    from_tree = say(language, "draws.from_tree")

    class Units(_counts()):  # type: ignore[misc]  # made anew for each language
        made_from = HiddenField()
        plan = web.labelled(SelectField, "draws.from", choices=[("", from_tree), *plans.items()], default="")
        under = web.labelled(StringField, "draws.under", [web.at_most(40)])
        types_ = web.labelled(
            SelectMultipleField,
            "draws.types",
            choices=[(one.value, words) for one, words in types],
            default=[UnitType.COMMUNE.value],
        )
        by_type = web.labelled(
            RadioField,
            "draws.by_type",
            choices=[(one, say(language, f"draws.by_type_{one}")) for one in ("no", "yes")],
            default="no",
        )

    return Units()


def _counts() -> type[web.StaffForm]:
    """What every form of a draw asks: what for, how many, by which seed."""
    language = web.language()

    class Counts(web.StaffForm):
        about = web.labelled(StringField, "draws.about", [web.at_most(300)])
        how = web.labelled(
            RadioField,
            "draws.how",
            choices=[(one, say(language, f"draws.how_{one}")) for one in (SHARE, EACH)],
            default=SHARE,
        )
        number = web.labelled(web.IntegerField, "draws.take", [Optional()])
        each = web.labelled(TextAreaField, "draws.each", [web.at_most(4000)])
        replacements = web.labelled(web.IntegerField, "draws.replacements", [Optional()], default=0)
        seed_from = web.labelled(StringField, "draws.seed_from", [web.at_most(300)])
        seed = web.labelled(StringField, "draws.seed", [web.at_most(400)])

    return Counts


def numbers(form: Any) -> tuple[str, int | None, int | None, str]:
    """What `wanted_from` reads, of a form that was sent."""
    return form.how.data, form.number.data, form.replacements.data, form.each.data or ""
