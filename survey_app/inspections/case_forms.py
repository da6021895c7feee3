"""The forms of plans and cases: a new one, its team, a step with what must be said."""

from collections.abc import Sequence
from datetime import date

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from survey_app import web
from survey_app.inspections.model.cases import Case, Kind, Member, Plan, Task
from survey_app.inspections.model.steps import WAYS, CaseStep, Needs
from wording import say

_LONG = 2000
_LINE = 200


def plan_form(plan: Plan | None, year: int) -> web.StaffForm:
    """The form of a plan: its year and title."""

    class PlanForm(web.StaffForm):
        revision = HiddenField()
        year = web.labelled(web.IntegerField, "cases.year", [InputRequired(_needed())])
        title = web.labelled(StringField, "cases.title", [web.required(), web.at_most(_LINE)])

    form = PlanForm()
    if not form.is_submitted():
        form.revision.data = str(plan.revision if plan else 0)
        form.year.data, form.title.data = (plan.year, plan.title) if plan else (year, "")
    return form


def approval_form(plan: Plan, made_from: str) -> web.StaffForm:
    """The form that signs a plan: number and day of the paper; ``made_from`` is the digest of its cases."""

    class Approval(web.StaffForm):
        revision = HiddenField()
        made_from = HiddenField()
        known = HiddenField()  # a number of which it was said that another plan has it
        number = web.labelled(StringField, "cases.plan_number", [web.required(), web.at_most(_LINE)])
        signed_on = web.labelled(web.DateField, "cases.signed_on", [InputRequired(_date_needed())])

    form = Approval()
    if not form.is_submitted():
        form.revision.data, form.made_from.data = str(plan.revision), made_from
    return form


def file_form() -> web.StaffForm:
    """The form that takes a table of cases."""

    class File(web.StaffForm):
        file = web.labelled(FileField, "cases.file", render_kw={"accept": ".csv,.xlsx"})

    return File()


def case_form(
    rounds: Sequence[tuple[str, str]],
    reports: Sequence[tuple[str, str]],
    plans: Sequence[tuple[str, str]],
    people: Sequence[tuple[str, str]],
) -> web.StaffForm:
    """The form of a case: what, where, when, with which checklist, by whom; choices as (value, words)."""
    language = web.language()
    none = ("", say(language, "cases.none_chosen"))
    kinds = [(kind.value, say(language, f"cases.kind_{kind}")) for kind in Kind]

    class CaseForm(web.StaffForm):
        revision = HiddenField(default="0")
        # What a new case will be called inside: pressed twice, it is made once.
        key = HiddenField()
        kind = web.labelled(RadioField, "cases.kind", [web.required()], choices=kinds)
        place = web.labelled(StringField, "cases.unit", [web.required(), web.at_most(100)])
        # Filled by the search: see `offer`.
        unit = web.labelled(RadioField, "inspections.unit_found", choices=[], validate_choice=False)
        planned_on = web.labelled(web.DateField, "cases.planned_on", [InputRequired(_date_needed())])
        title = web.labelled(StringField, "cases.title", [web.at_most(_LINE)])
        period_first = web.labelled(web.DateField, "cases.period_first", [Optional()])
        period_last = web.labelled(web.DateField, "cases.period_last", [Optional()])
        round = web.labelled(SelectField, "cases.round", choices=[none, *rounds])
        self_report = web.labelled(SelectField, "cases.self_report", choices=[none, *reports])
        plan = web.labelled(SelectField, "cases.plan", choices=[none, *plans])
        previous = web.labelled(StringField, "cases.previous", [web.at_most(20)])
        lead = web.labelled(SelectField, "cases.task_lead", choices=[none, *people])
        deputy = web.labelled(SelectField, "cases.task_deputy", choices=[none, *people])
        secretary = web.labelled(SelectField, "cases.task_secretary", choices=[none, *people])
        members = web.labelled(SelectMultipleField, "cases.members", choices=people)

    form = CaseForm()
    if not form.is_submitted():
        web.new_key(form)
    form.place.render_kw = {"autocomplete": "off"}
    return form


def put_case(form: web.StaffForm, of: Case, previous: str) -> None:
    """Show what a draft says on ``form``, unless something was sent."""
    if form.is_submitted():
        return
    for name in ("planned_on", "title", "period_first", "period_last", "round", "self_report", "plan"):
        getattr(form, name).data = getattr(of, name)
    form.kind.data, form.place.data, form.previous.data = of.kind.value, of.unit, previous
    form.revision.data = str(of.revision)
    for task in (Task.LEAD, Task.DEPUTY, Task.SECRETARY):
        named = next((one.username for one in of.members if one.task is task), "")
        form[task.value].data = named
    form.members.data = [one.username for one in of.members if one.task is Task.MEMBER]


def members_of(form: web.StaffForm) -> tuple[Member, ...]:
    """The team as the form names it; who is named for two tasks stands there twice."""
    led = [
        Member(form[task.value].data, task)
        for task in (Task.LEAD, Task.DEPUTY, Task.SECRETARY)
        if form[task.value].data
    ]
    return (*led, *(Member(username, Task.MEMBER) for username in form.members.data or ()))


def step_form(
    of: Case, step: CaseStep, made_from: str, keys: Sequence[str], owners: Sequence[tuple[str, str]]
) -> web.StaffForm:
    """The form of a step with what it needs; of a conclusion, fields that end with each of ``keys``.

    ``made_from`` is the digest of what else its page shows and the step decides on.
    """

    class StepForm(web.StaffForm):
        revision = HiddenField()
        made_from = HiddenField()

    needs = WAYS[step].needs
    for need in needs:
        for name, field in _FIELDS[need](step).items():
            setattr(StepForm, name, field)
    if Needs.NOTE not in needs:
        StepForm.note = web.labelled(TextAreaField, "cases.note", [web.at_most(_LONG)], render_kw={"rows": 3})
    for key in keys:
        for name, field in _recommendation(owners).items():
            setattr(StepForm, f"{name}_{key}", field)
    form = StepForm()
    if not form.is_submitted():
        form.revision.data, form.made_from.data = str(of.revision), made_from
    return form


def _note(step: CaseStep) -> dict[str, object]:
    return {"note": web.labelled(TextAreaField, f"cases.note_{step}", render_kw={"rows": 4})}


def _number(step: CaseStep) -> dict[str, object]:
    return {"number": web.labelled(StringField, f"cases.number_{step}")}


def _day(step: CaseStep) -> dict[str, object]:
    return {"day": web.labelled(web.DateField, f"cases.day_{step}", [Optional()])}


def _due(step: CaseStep) -> dict[str, object]:
    return {"due": web.labelled(web.DateField, f"cases.due_{step}", [Optional()])}


def _place(_: CaseStep) -> dict[str, object]:
    return {
        "place": web.labelled(StringField, "cases.check_in_place", [web.at_most(_LINE)]),
        "time": web.labelled(
            StringField, "cases.check_in_time", [web.at_most(40)], render_kw={"type": "datetime-local"}
        ),
        "latitude": HiddenField(),
        "longitude": HiddenField(),
        "accuracy": HiddenField(),
    }


def _signatures(_: CaseStep) -> dict[str, object]:
    return {
        "for_team": web.labelled(StringField, "cases.for_team", [web.at_most(_LINE)]),
        "for_unit": web.labelled(StringField, "cases.for_unit", [web.at_most(_LINE)]),
        "opinion": web.labelled(
            TextAreaField, "cases.unit_opinion", [web.at_most(_LONG)], render_kw={"rows": 4}
        ),
        "refused": web.labelled(BooleanField, "cases.refused"),
        "note": web.labelled(
            TextAreaField, "cases.refusal_reason", [web.at_most(_LONG)], render_kw={"rows": 3}
        ),
        "witness_1": web.labelled(StringField, "cases.witness_1", [web.at_most(_LINE)]),
        "witness_2": web.labelled(StringField, "cases.witness_2", [web.at_most(_LINE)]),
    }


def _nothing(_: CaseStep) -> dict[str, object]:
    return {}


_FIELDS = {
    Needs.NOTE: _note,
    Needs.NUMBER: _number,
    Needs.DAY: _day,
    Needs.DUE: _due,
    Needs.PLACE: _place,
    Needs.SIGNATURES: _signatures,
    Needs.RECOMMENDATIONS: _nothing,  # by finding
}


def _recommendation(owners: Sequence[tuple[str, str]]) -> dict[str, object]:
    return {
        "text": web.labelled(
            TextAreaField, "cases.recommendation", [web.at_most(_LONG)], render_kw={"rows": 3}
        ),
        "owner": web.labelled(SelectField, "cases.owner", choices=owners, validate_choice=False),
        "due_on": web.labelled(web.DateField, "cases.due_on", [Optional()]),
        "site_check": web.labelled(BooleanField, "cases.site_check"),
    }


def read_revision(form: web.StaffForm) -> int:
    """The revision a page was made from; 0, which none has, when it was tampered with."""
    return web.whole_or(0, form.revision.data)


def _needed() -> str:
    return say(web.language(), "web.field_required")


def _date_needed() -> str:
    return say(web.language(), "web.field_date")


def blank_days(form: web.StaffForm, today: date, period: tuple[date, date] | None = None) -> None:
    """Let a new case begin with the year so far as its period."""
    if not form.is_submitted():
        form.planned_on.data = today
        form.period_first.data, form.period_last.data = period or (date(today.year, 1, 1), today)
