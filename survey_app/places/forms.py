"""The forms of the room: what to look at, one unit, an end, a file."""

from collections.abc import Sequence

from flask import request
from wtforms import FileField, HiddenField, SelectField, StringField
from wtforms.validators import Optional

from survey_app import web
from survey_app.places.model import UnitType
from survey_app.places.unit_file import LONGEST
from wording import say

_DATES = ["%Y-%m-%d", "%d/%m/%Y"]


def look_form() -> web.StaffForm:
    """What the tree shows, from the address: day, words to search for, above which unit."""

    class LookForm(web.StaffForm):
        class Meta(web.StaffForm.Meta):
            csrf = False  # it only looks

        q = web.labelled(StringField, "places.search", [web.at_most(200)])
        on = web.labelled(web.DateField, "places.on", [Optional()], format=_DATES)
        under = HiddenField()

    return LookForm(request.args)


def unit_form(types: Sequence[UnitType], *, stored: bool, **values: object) -> web.StaffForm:
    """One unit of one of ``types``; when ``stored`` its code and first day are settled."""

    class UnitForm(web.StaffForm):
        type = web.labelled(SelectField, "places.type", choices=_choices(types))
        if not stored:
            code = web.labelled(StringField, "places.code", [web.required(), web.at_most(LONGEST["code"])])
        name_vi = web.labelled(
            StringField, "places.name_vi", [web.required(), web.at_most(LONGEST["name_vi"])]
        )
        name_en = web.labelled(StringField, "places.name_en", [web.at_most(LONGEST["name_en"])])
        parent_code = web.labelled(StringField, "places.parent_code", [web.at_most(LONGEST["code"])])
        if not stored:
            valid_from = web.labelled(web.DateField, "places.valid_from", [Optional()], format=_DATES)
        else:
            valid_to = web.labelled(web.DateField, "places.valid_to", [Optional()], format=_DATES)
            successor_code = web.labelled(
                StringField, "places.successor_code", [web.at_most(LONGEST["code"])]
            )
            changes_on = web.labelled(web.DateField, "places.changes_on", [Optional()], format=_DATES)
            made_from = HiddenField()
        legal_act = web.labelled(StringField, "places.legal_act", [web.at_most(LONGEST["legal_act"])])

    return UnitForm(data=values)


def end_form(**values: object) -> web.StaffForm:
    """The last day of a unit and what takes its place."""

    class EndForm(web.StaffForm):
        valid_to = web.labelled(web.DateField, "places.last_day", [web.required()], format=_DATES)
        successor_code = web.labelled(StringField, "places.successor_code", [web.at_most(LONGEST["code"])])
        made_from = HiddenField()

    return EndForm(data=values)


def file_form() -> web.StaffForm:
    """A file of units."""

    class FileForm(web.StaffForm):
        file = web.labelled(FileField, "places.file")

    form = FileForm()
    form.file.render_kw = {"accept": ".csv,.xlsx"}
    return form


def confirm_form(**values: object) -> web.StaffForm:
    """Store what the preview showed; it carries what that was."""

    class ConfirmForm(web.StaffForm):
        fingerprint = HiddenField()

    return ConfirmForm(data=values)


def _choices(types: Sequence[UnitType]) -> list[tuple[str, str]]:
    return [(kind.value, say(web.language(), f"places.type_{kind.value}")) for kind in types]
