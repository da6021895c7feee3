"""The forms of visits: a new one, who fills in what, settling answers, handing in, throwing away."""

from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from forms import Instrument
from survey_app import web
from survey_app.accounts.model import Person
from survey_app.inspections.model import Visit
from survey_app.rounds.model import Round
from wording import figures, say


def visit_form(
    checklists: Mapping[Round, Instrument], people: Sequence[Person], today: date, maker: str
) -> web.StaffForm:
    """The form of a new visit: a round with its checklist, a place, a day, who goes."""
    language = web.language()

    class NewVisit(web.StaffForm):
        round = web.labelled(
            RadioField,
            "inspections.round",
            [web.required()],
            choices=[(one.code, _round_text(one, asked, language)) for one, asked in checklists.items()],
            default=next(iter(checklists)).code if len(checklists) == 1 else None,
        )
        place = web.labelled(StringField, "inspections.place", [web.required(), web.at_most(100)])
        # Filled by the search: see `offer`.
        unit = web.labelled(RadioField, "inspections.unit_found", choices=[], validate_choice=False)
        day = web.labelled(web.DateField, "inspections.day", [InputRequired(say(language, "web.field_date"))])
        inspectors = web.labelled(
            SelectMultipleField,
            "inspections.inspectors",
            choices=[(one.username, one.name) for one in people],
            validate_choice=False,
        )
        again = web.labelled(BooleanField, "inspections.make_another")

    form = NewVisit()
    if form.day.data is None and not form.is_submitted():
        form.day.data = today
    if not form.is_submitted():
        form.inspectors.data = [maker]
    form.place.render_kw = {"autocomplete": "off"}
    form.day.render_kw = {"max": today.isoformat()}
    return form


def offer(form: web.StaffForm, units: Sequence[tuple[str, str]]) -> None:
    """Let ``form`` ask which of ``units`` (code and what to read) is meant; the first of one is ticked."""
    form.unit.choices = list(units)
    form.unit.data = units[0][0] if len(units) == 1 else None


def team_form(known: Mapping[str, str], visit: Visit) -> web.StaffForm:
    """The form of who goes on ``visit``: user names and names of everybody who might."""

    class Team(web.StaffForm):
        revision = HiddenField()
        inspectors = web.labelled(
            SelectMultipleField,
            "inspections.inspectors",
            choices=list(known.items()),
            validate_choice=False,
        )

    form = Team()
    if not form.is_submitted():
        form.revision.data = str(visit.revision)
        form.inspectors.data = list(visit.inspectors)
    return form


def revision_form(revision: int) -> web.StaffForm:
    """A form that carries the revision of the visit its page was made from."""

    class Revision(web.StaffForm):
        revision = HiddenField()

    form = Revision()
    if not form.is_submitted():
        form.revision.data = str(revision)
    return form


def settle_form(revision: int, choices: Mapping[str, Sequence[str]]) -> web.StaffForm:
    """The form that settles answers which differ: by field what may be chosen, nothing chosen yet."""

    class Settle(web.StaffForm):
        revision = HiddenField()

    for field, offered in choices.items():
        chosen = RadioField(choices=[SelectChoice(one, one) for one in offered], validators=[Optional()])
        setattr(Settle, field, chosen)
    form = Settle()
    if not form.is_submitted():
        form.revision.data = str(revision)
    return form


def assign_form(
    visit: Visit, sections: Mapping[int, str], people: Mapping[str, str], assigned: Mapping[int, str]
) -> web.StaffForm:
    """The form of who fills in which of ``sections`` (number and title), of ``people`` or nobody."""

    class Assign(web.StaffForm):
        revision = HiddenField()

    nobody = say(web.language(), "inspections.assigned_to_nobody")
    offered = [SelectChoice(username, name) for username, name in {"": nobody, **people}.items()]
    for number, title in sections.items():
        field = SelectField(title, choices=offered, default=assigned.get(number, ""))
        setattr(Assign, f"s{number}", field)
    form = Assign()
    if not form.is_submitted():
        form.revision.data = str(visit.revision)
    return form


def hand_in_form(revision: int, *, held_up: bool) -> web.StaffForm:
    """The form that hands in; of a visit that is ``held_up`` it asks whether to do so anyway."""

    class HandIn(web.StaffForm):
        revision = HiddenField()
        if held_up:
            anyway = web.labelled(BooleanField, "inspections.hand_in_anyway")

    form = HandIn()
    if not form.is_submitted():
        form.revision.data = str(revision)
    return form


def read_revision(form: web.StaffForm) -> int:
    """The revision a page was made from; 0, which none has, when it was tampered with."""
    return web.whole_or(0, form.revision.data)


def _round_text(one: Round, asked: Instrument, language: str) -> str:
    title = asked.text(asked.title, language)
    days = f"{figures.day(one.starts_on, language)} – {figures.day(one.ends_on, language)}"
    return f"{title} – {one.code} ({days})"
