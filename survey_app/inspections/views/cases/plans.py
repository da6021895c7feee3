"""Plans of a year: the list, one with its cases and calendar, making, changing, signing."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, Problem, SurveyError
from survey_app.inspections.case_forms import approval_form, plan_form, read_revision
from survey_app.inspections.model.cases import Case, CaseFilters, NewPlan, Plan, PlanState
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import PLANNERS, asker, pages, today, unit_of
from survey_app.inspections.views.cases.picture import year_picture

_MAKE = tuple(cases.MAKERS)


@pages.get("/plans")
@web.only(*PLANNERS)
def plans() -> str:
    """Every plan, the latest year first, with how many of its cases the reader may see and how far."""
    db, reader = web.current_store().read(), asker()
    found = cases.plans(db)
    counts = {
        one.id: (
            cases.count_cases(db, reader, CaseFilters(plan=one.id)),
            cases.count_cases(db, reader, CaseFilters(plan=one.id, open=True)),
        )
        for one in found
    }
    return render_template("inspections/cases/plans.html", plans=found, counts=counts)


@pages.route("/plans/new", methods=["GET", "POST"])
@web.only(*_MAKE)
def new_plan() -> Answer | tuple[str, int]:
    """Make a plan."""
    form = plan_form(None, today().year)
    if form.validate_on_submit():
        try:
            made = cases.make_plan(
                web.current_store(), asker(), NewPlan(form.year.data, form.title.data), web.now()
            )
        except SurveyError as error:
            form.take(error)
        else:
            web.done("cases.plan_made")
            return redirect(url_for("cases.plan", plan_id=made.id), code=303)
    return web.form_page("inspections/cases/plan_form.html", form, plan=None)


@pages.get("/plans/<uuid:plan_id>")
@web.only(*PLANNERS)
def plan(plan_id: object) -> str:
    """One plan: its cases by month, and as a list."""
    db, reader = web.current_store().read(), asker()
    found = cases.plan(db, str(plan_id))
    listed = _cases_of(found.id)
    return render_template(
        "inspections/cases/plan.html",
        plan=found,
        cases=listed,
        picture=year_picture(listed, found.year, today()),
        units={one.id: unit_of(one) for one in listed},
        gone=[web.problem_text(one) for one in _gone(found)],
        may_make=reader.role in cases.MAKERS,
    )


@pages.route("/plans/<uuid:plan_id>/change", methods=["GET", "POST"])
@web.only(*_MAKE)
def change_plan(plan_id: object) -> Answer | tuple[str, int]:
    """Give a draft another year or title."""
    found = _draft(plan_id)
    form = plan_form(found, found.year)
    if form.validate_on_submit():
        new = NewPlan(form.year.data, form.title.data)
        try:
            cases.change_plan(web.current_store(), asker(), found.id, new, read_revision(form))
        except SurveyError as error:
            form.take(error)
        else:
            web.done("cases.plan_changed")
            return redirect(url_for("cases.plan", plan_id=found.id), code=303)
    return web.form_page("inspections/cases/plan_form.html", form, plan=found)


@pages.route("/plans/<uuid:plan_id>/approve", methods=["GET", "POST"])
@web.only("leader")
def approve_plan(plan_id: object) -> Answer | tuple[str, int]:
    """Sign a plan with the cases the page shows, with the number and day of its paper."""
    found, listed = _draft(plan_id), _cases_of(plan_id)
    form, status = approval_form(found, cases.digest_of(listed)), 0
    if form.validate_on_submit() and not _warned_of_number(form, found):
        said = (form.number.data, form.signed_on.data, read_revision(form), form.made_from.data or "")
        try:
            cases.approve_plan(web.current_store(), asker(), found.id, *said, web.now())
        except Conflict as error:
            form.take(error)
            listed, status = _cases_of(plan_id), 409
            form.made_from.data = cases.digest_of(listed)  # what is there now stands on the page
        except SurveyError as error:
            form.take(error)
        else:
            web.done("cases.plan_approved")
            return redirect(url_for("cases.plan", plan_id=found.id), code=303)
    units = {one.id: unit_of(one) for one in listed}
    page, usual = web.form_page(
        "inspections/cases/plan_approve.html", form, plan=found, cases=listed, units=units
    )
    return page, status or usual


def _cases_of(plan_id: object) -> list[Case]:
    """The cases of a plan that the reader may see, the earliest day first."""
    return cases.cases(web.current_store().read(), asker(), CaseFilters(plan=str(plan_id)))[::-1]


def _warned_of_number(form: web.StaffForm, of: Plan) -> bool:
    """Whether it was said just now that another plan has this number: sent again, it counts."""
    number = form.number.data.strip()
    other = cases.same_decision(web.current_store().read(), of, number, form.signed_on.data)
    if other is None or form.known.data == number:
        return False
    form.known.data = number
    form.take(Invalid([Problem("plan_number_known", "number", {"number": number, "plan": other.title})]))
    return True


def _gone(of: Plan) -> list[Problem]:
    """The units of a draft that will not be there, of the cases the reader may see."""
    return [] if of.state is PlanState.APPROVED else cases.units_gone(web.current_store().read(), asker(), of)


def _draft(plan_id: object) -> Plan:
    found = cases.plan(web.current_store().read(), str(plan_id))
    if found.state is PlanState.APPROVED and request.method == "GET":
        raise Conflict("plan_changed_meanwhile", title=found.title)
    return found
