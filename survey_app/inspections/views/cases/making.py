"""A new case, and a draft changed."""

from dataclasses import replace
from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.inspections import service as visits
from survey_app.inspections.case_forms import (
    blank_days,
    case_form,
    members_of,
    put_case,
    read_revision,
)
from survey_app.inspections.forms import offer
from survey_app.inspections.model.cases import Case, CaseState, Kind, NewCase, Plan, PlanState
from survey_app.inspections.model.visits import is_for_staff
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import asker, case_of, pages, today
from survey_app.inspections.views.pages import unit_name
from survey_app.inspections.views.visits import alphabetical, described
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.rounds import service as rounds
from survey_app.store import Database
from wording import say

_OFFERED = 20
# Which field of the form says what a problem is of.
_FIELDS = {"unit": "place"}


@pages.route("/cases/new", methods=["GET", "POST"])
@web.only(*cases.MAKERS)
def new_case() -> Answer | tuple[str, int]:
    """Make a case: a draft of what is inspected where, when, by whom."""
    db = web.current_store().read()
    form = _form(db, None)
    blank_days(form, today())
    if request.method == "GET":
        form.plan.data, form.place.data = request.args.get("plan", ""), request.args.get("unit", "")[:100]
        form.previous.data = request.args.get("previous", "")[:20]
    choose = ""
    if form.validate_on_submit():
        unit, choose = _unit(db, form)
        new = _said(db, form, unit) if unit else None
        if new and (made := _kept(form, new, None)):
            web.done("cases.case_made", reference=made.reference)
            return redirect(url_for("cases.one", reference=made.reference), code=303)
    page, status = web.form_page("inspections/cases/case_form.html", form, case=None, choose=choose)
    return page, 200 if choose else status


@pages.route("/cases/<reference>/change", methods=["GET", "POST"])
@web.only(*cases.MAKERS)
def change(reference: str) -> Answer | tuple[str, int]:
    """Change a draft."""
    db, found = web.current_store().read(), case_of(reference)
    if found.state is not CaseState.DRAFT and request.method == "GET":
        raise Conflict("case_not_now", reference=found.reference)
    form = _form(db, found)
    put_case(form, found, _reference_of(db, found.previous))
    choose = ""
    if form.validate_on_submit():
        unit, choose = _unit(db, form)
        new = _said(db, form, unit) if unit else None
        if new and _kept(form, new, found):
            web.done("cases.case_changed", reference=found.reference)
            return redirect(url_for("cases.one", reference=found.reference), code=303)
    page, status = web.form_page("inspections/cases/case_form.html", form, case=found, choose=choose)
    return page, 200 if choose else status


def _form(db: Database, of: Case | None) -> web.StaffForm:
    language = web.language()
    waves = [one for one in rounds.rounds(db) if rounds.is_for_visits(db, one)]
    titles = {one.code: visits.asked_in(db, one.code) for one in waves}
    offered = [(code, f"{asked.text(asked.title, language)} – {code}") for code, asked in titles.items()]
    plans = [
        (one.id, f"{one.title} ({one.year})")
        for one in cases.plans(db)
        if one.state is PlanState.DRAFT or _still(one, of)
    ]
    people = [(one.username, one.name) for one in cases.able_people(db)]
    return case_form(offered, _report_forms(db), plans, people)


def _still(plan: Plan, of: Case | None) -> bool:
    """Whether a signed plan is still offered: this year's and later ones, and the one a case is of."""
    return plan.year >= today().year or bool(of and of.plan == plan.id)


def _report_forms(db: Database) -> list[tuple[str, str]]:
    """The forms of staff there are, by id, each with its title as it was published last."""
    latest = {version.id: version.version for version in instruments.versions(db)}
    found = [instruments.published(db, id_, version) for id_, version in latest.items()]
    return [(one.id, one.text(one.title, web.language())) for one in found if is_for_staff(one)]


def _said(db: Database, form: web.StaffForm, unit: str) -> NewCase | None:
    """What the form says of a case; None, said on it, when its earlier case is not there."""
    previous = form.previous.data.strip()
    if previous:
        try:
            previous = cases.case(db, asker(), previous).id
        except NotFound as error:
            form.take(Invalid([replace(error.problem, place="previous")]))
            return None
    title = form.title.data.strip() or say(
        web.language(), "cases.title_of", unit=unit_name(unit, form.planned_on.data)
    )
    return NewCase(
        unit=unit,
        kind=Kind(form.kind.data),
        planned_on=form.planned_on.data,
        title=title,
        period_first=form.period_first.data,
        period_last=form.period_last.data,
        round=form.round.data,
        self_report=form.self_report.data,
        plan=form.plan.data,
        previous=previous,
        members=members_of(form),
    )


def _kept(form: web.StaffForm, new: NewCase, of: Case | None) -> Case | None:
    """The case as it was stored; None with what is wrong said on ``form``."""
    store, reader = web.current_store(), asker()
    try:
        if of is None:
            return cases.make_case(store, reader, new, web.now(), web.read_key(form))
        return cases.change_case(store, reader, of.reference, new, read_revision(form), web.now())
    except Invalid as error:
        form.take(Invalid([_beside(problem) for problem in error.problems]))
    except Conflict as error:
        form.take(error)
        web.new_key(form)
    except SurveyError as error:
        form.take(error)
    return None


def _beside(problem: Problem) -> Problem:
    return replace(problem, place=_FIELDS.get(problem.place, problem.place))


def _unit(db: Database, form: web.StaffForm) -> tuple[str, str]:
    """The code of the unit that is meant; '' with a choice offered and words to it, or told why none is."""
    typed, day = form.place.data.strip(), form.planned_on.data
    try:
        return places.unit(db, typed, day).code, ""
    except NotFound:
        found = places.search(db, typed, day)
    lines = [line for line in found.lines if line.unit.type is not UnitType.PROVINCE]
    lines = [line for line in lines if asker().reaches(_path(line))]
    lines.sort(key=lambda line: [alphabetical(unit.name_vi) for unit in (*line.above, line.unit)])
    for line in lines:
        if line.unit.code == form.unit.data or line.unit.code.casefold() == typed.casefold():
            return line.unit.code, ""
    if not lines:
        form.take(Invalid([_no_place(db, typed, day)]))
        return "", ""
    offer(form, [(line.unit.code, described(line, day)) for line in lines[:_OFFERED]])
    return "", say(web.language(), "inspections.choose_the_place")


def _path(line: places.Line) -> str:
    return "/" + "".join(f"{unit.code}/" for unit in (*line.above, line.unit))


def _no_place(db: Database, typed: str, day: date) -> Problem:
    try:
        places.periods(db, typed)
    except NotFound:
        return Problem("no_place_found", "place", {"typed": typed})
    return Problem("place_not_there_that_day", "place", {"typed": typed, "day": day})


def _reference_of(db: Database, previous: str) -> str:
    found = cases.unguarded(db, previous) if previous else None
    return found.reference if found and found.open_to(asker()) else ""
