"""The forms of what is noted in a case beside its steps: its team, counts of attendance, incidents."""

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired

from survey_app import web
from survey_app.inspections.model.cases import Case, Task
from survey_app.inspections.model.incidents import Incident, IncidentKind, IncidentState
from wording import say

_LONG, _LINE = 2000, 200


def team_form(of: Case, people: Sequence[tuple[str, str]]) -> web.StaffForm:
    """The form of another team for a case, of ``people`` (user name and name); it begins as the team is."""
    none = ("", say(web.language(), "cases.none_chosen"))

    class Team(web.StaffForm):
        revision = HiddenField()
        lead = web.labelled(SelectField, "cases.task_lead", choices=[none, *people])
        deputy = web.labelled(SelectField, "cases.task_deputy", choices=[none, *people])
        secretary = web.labelled(SelectField, "cases.task_secretary", choices=[none, *people])
        members = web.labelled(SelectMultipleField, "cases.members", choices=people)
        note = web.labelled(TextAreaField, "cases.note_change_team", render_kw={"rows": 3})

    form = Team()
    if not form.is_submitted():
        form.revision.data = str(of.revision)
        for task in (Task.LEAD, Task.DEPUTY, Task.SECRETARY):
            form[task.value].data = next((one.username for one in of.members if one.task is task), "")
        form.members.data = [one.username for one in of.members if one.task is Task.MEMBER]
    return form


def visit_form(of: Case, visits: Sequence[tuple[str, str]]) -> web.StaffForm:
    """The form that puts one of ``visits`` (id and words) into a case, with the reason."""

    class Put(web.StaffForm):
        revision = HiddenField()
        # What is no longer offered is refused by the service, in words.
        visit = web.labelled(RadioField, "cases.visit_to_put", choices=visits, validate_choice=False)
        note = web.labelled(TextAreaField, "cases.note_put_visit", render_kw={"rows": 3})

    form = Put()
    if not form.is_submitted():
        form.revision.data = str(of.revision)
    return form


def attendance_form() -> web.StaffForm:
    """The form of a count of attendance: where, when, how many."""
    number = [InputRequired(_needed())]

    class Attendance(web.StaffForm):
        place = web.labelled(StringField, "cases.attendance_place", [web.required(), web.at_most(_LINE)])
        at = web.labelled(
            StringField,
            "cases.attendance_at",
            [web.required(), web.at_most(40)],
            render_kw={"type": "datetime-local"},
        )
        due = web.labelled(web.IntegerField, "cases.attendance_due", number)
        present = web.labelled(web.IntegerField, "cases.attendance_present", number)
        excused = web.labelled(web.IntegerField, "cases.attendance_excused", number)
        unexcused = web.labelled(web.IntegerField, "cases.attendance_unexcused", number)
        note = web.labelled(
            TextAreaField, "cases.attendance_note", [web.at_most(_LONG)], render_kw={"rows": 2}
        )

    return Attendance()


def withdrawal_form() -> web.StaffForm:
    """The form that withdraws a count, with a reason."""

    class Withdrawal(web.StaffForm):
        reason = web.labelled(TextAreaField, "cases.attendance_reason", render_kw={"rows": 3})

    return Withdrawal()


def incident_form(*, of_case: bool) -> web.StaffForm:
    """The form that reports an incident; of a case it knows the unit."""
    language = web.language()
    kinds = [(kind.value, say(language, f"incidents.kind_{kind}")) for kind in IncidentKind]

    class Report(web.StaffForm):
        # What the incident will be called inside: pressed twice, it is reported once.
        key = HiddenField()
        kind = web.labelled(RadioField, "incidents.kind", [web.required()], choices=kinds)
        if not of_case:
            office = web.labelled(StringField, "incidents.unit", [web.required(), web.at_most(100)])
            # Filled by the search: see `offer`.
            unit = web.labelled(RadioField, "inspections.unit_found", choices=[], validate_choice=False)
        happened_on = web.labelled(
            web.DateField, "incidents.happened_on", [InputRequired(say(language, "web.field_date"))]
        )
        place = web.labelled(StringField, "incidents.place", [web.at_most(_LINE)])
        officer = web.labelled(StringField, "incidents.officer", [web.at_most(_LINE)])
        told = web.labelled(TextAreaField, "incidents.told", render_kw={"rows": 8})

    form = Report()
    if not form.is_submitted():
        web.new_key(form)
    return form


def examination_form(of: Incident) -> web.StaffForm:
    """The form that says what examining an incident brought."""

    class Examination(web.StaffForm):
        revision = HiddenField()
        note = web.labelled(TextAreaField, "incidents.examination", render_kw={"rows": 8})

    return _revised(Examination(), of)


def decision_form(of: Incident, ends: Sequence[IncidentState]) -> web.StaffForm:
    """The form that decides an incident: which of ``ends``, and what comes of it."""
    offered = [(end.value, say(web.language(), f"incidents.decide_{end}")) for end in ends]

    class Decision(web.StaffForm):
        revision = HiddenField()
        state = web.labelled(RadioField, "incidents.decision", [web.required()], choices=offered)
        outcome = web.labelled(TextAreaField, "incidents.outcome", render_kw={"rows": 6})

    return _revised(Decision(), of)


def _revised(form: web.StaffForm, of: Incident) -> web.StaffForm:
    if not form.is_submitted():
        form.revision.data = str(of.revision)
    return form


def _needed() -> str:
    return say(web.language(), "web.field_required")
