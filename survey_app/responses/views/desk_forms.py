"""Forms of the desk: what the list is narrowed to, and what is done to a response."""

from collections.abc import Iterable, Sequence

from flask import request
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from survey_app import web
from survey_app.accounts.model import INSPECTING, Person
from survey_app.responses.desk import MOST_REASON, State
from survey_app.responses.keying import MOST_SERIAL
from survey_app.web import at_most, labelled
from wording import say


def filter_form(rounds: Sequence[str], instruments: Sequence[str], people: Iterable[Person]) -> web.StaffForm:
    """What the list is narrowed to, read from the address."""
    collecting = [(one.username, one.name) for one in people if one.role in INSPECTING]

    class Filter(web.StaffForm):
        unit = labelled(StringField, "desk.unit", [at_most(200)], default="")
        id = labelled(StringField, "desk.id", [at_most(60)], default="")
        serial = labelled(StringField, "desk.serial", [at_most(MOST_SERIAL)], default="")
        round = _choice("desk.round", ((one, one) for one in rounds))
        instrument = _choice("desk.instrument", ((one, one) for one in instruments))
        state = _choice("desk.state", _states(State))
        person = _choice("desk.person", collecting)
        first = labelled(web.DateField, "desk.first", [Optional()])
        last = labelled(web.DateField, "desk.last", [Optional()])
        excluded = labelled(BooleanField, "desk.only_excluded")

    return Filter(formdata=request.args, meta={"csrf": False})


def review_form(now: State, changes: int) -> web.StaffForm:
    """The state to bring a response to that is in ``now``, and why."""

    class Review(web.StaffForm):
        made_from = HiddenField(default=str(changes))
        state = labelled(
            RadioField,
            "desk.new_state",
            [web.required()],
            choices=_states(one for one in State if one is not now),
            validate_choice=False,
        )
        reason = _reason()

    return Review()


def reason_form(changes: int) -> web.StaffForm:
    """Why something is done to a response."""

    class Reasoned(web.StaffForm):
        made_from = HiddenField(default=str(changes))
        reason = _reason()

    return Reasoned()


def made_from(form: web.StaffForm) -> int:
    """How much had been done to the response when the page was made; -1 for what no page sends."""
    return web.whole_or(-1, form.made_from.data)


def _reason() -> TextAreaField:
    return labelled(TextAreaField, "desk.reason", [at_most(MOST_REASON)], render_kw={"rows": 4}, default="")


def _states(states: Iterable[State]) -> list[tuple[str, str]]:
    return [(state.value, say(web.language(), f"desk.state_{state}")) for state in states]


def _choice(label: str, offered: Iterable[tuple[str, str]]) -> SelectField:
    choices = [("", say(web.language(), "desk.all")), *offered]
    return labelled(SelectField, label, choices=choices, default="", validate_choice=False)
