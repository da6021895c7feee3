"""Forms for rounds and their codes."""

from datetime import date

from wtforms import RadioField, SelectField, StringField
from wtforms.widgets import HiddenInput

from survey_app import web
from survey_app.rounds.model import Mode, Scope
from wording import say

# A code leads to a page; what is imported needs none.
_OFFERED = tuple(mode for mode in Mode if mode is not Mode.WEB_IMPORT)


def round_form(versions: list[tuple[str, str]]) -> web.StaffForm:
    """Code, questionnaire (value and words of each published version), first and last day."""

    class NewRound(web.StaffForm):
        code = web.labelled(StringField, "rounds.code", [web.required(), web.at_most(40)])
        instrument = web.labelled(SelectField, "rounds.instrument", choices=versions)
        starts_on = web.labelled(web.DateField, "rounds.starts_on", [web.required()])
        ends_on = web.labelled(web.DateField, "rounds.ends_on", [web.required()])

    form = NewRound()
    form.code.render_kw = {"autocomplete": "off", "spellcheck": "false"}
    return form


def last_day_form(stored: date) -> web.StaffForm:
    """The last day, and hidden which one it was when the form was made."""

    class LastDay(web.StaffForm):
        was = web.labelled(web.DateField, "rounds.ends_on", [web.required()], widget=HiddenInput())
        ends_on = web.labelled(web.DateField, "rounds.ends_on", [web.required()])

    return LastDay(data={"was": stored, "ends_on": stored})


def first_day_form(stored: date) -> web.StaffForm:
    """The first day, and hidden which one it was when the form was made."""

    class FirstDay(web.StaffForm):
        was = web.labelled(web.DateField, "rounds.starts_on", [web.required()], widget=HiddenInput())
        starts_on = web.labelled(web.DateField, "rounds.starts_on", [web.required()])

    return FirstDay(data={"was": stored, "starts_on": stored})


def opening_form(scopes: list[tuple[Scope, str]]) -> web.StaffForm:
    """For whom (the scopes there are, with their words) and how answers come in."""
    language = web.language()
    modes = [(mode.value, say(language, f"rounds.mode_{mode}")) for mode in _OFFERED]

    class Opening(web.StaffForm):
        scope = web.labelled(
            RadioField, "rounds.scope", choices=[(scope.value, words) for scope, words in scopes]
        )
        mode = web.labelled(RadioField, "rounds.mode", choices=modes)

    return Opening(data={"scope": scopes[0][0].value, "mode": Mode.QR_PHONE.value})
