"""Forms of the office's pages for tablets."""

from collections.abc import Mapping

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from survey_app import web
from survey_app.accounts.model import LONGEST_DEVICE_NAME
from survey_app.sync.model import Decision
from survey_app.web import at_most, labelled, required
from wording import say


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


def release_form(visits: Mapping[str, str], named: str, *, makes: bool) -> web.StaffForm:
    """The form that puts a record into one of ``visits`` (id and words), or makes the one it brings."""
    new = {"": say(web.language(), "sync.make_its_visit")} if makes else {}
    offered = {**new, **visits}

    class Release(web.StaffForm):
        visit = labelled(
            RadioField,
            "sync.into_visit",
            [InputRequired(say(web.language(), "web.field_choice"))] if not makes else [],
            choices=list(offered.items()),
        )

    form = Release()
    if not form.is_submitted() and (named in offered or makes):
        form.visit.data = named if named in offered else ""
    return form


def remove_form() -> web.StaffForm:
    """Why a record is removed."""

    class Remove(web.StaffForm):
        why = labelled(TextAreaField, "sync.why_removed", [required(), at_most(500)])

    return Remove()


def conflict_form(*, may_stand: bool, may_take: bool = True) -> web.StaffForm:
    """Which of two contents is kept how, and why; what was put aside can only be taken after all."""
    offered = (*((Decision.ASIDE,) if may_stand else ()), *((Decision.TAKEN,) if may_take else ()))

    class Decide(web.StaffForm):
        decision = labelled(
            RadioField,
            "sync.decision",
            [InputRequired(say(web.language(), "web.field_choice"))],
            choices=[(one.value, say(web.language(), f"sync.decision_{one}")) for one in offered],
        )
        why = labelled(TextAreaField, "sync.why_decided", [required(), at_most(500)])

    return Decide()
