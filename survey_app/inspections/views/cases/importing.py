"""Cases of a plan from a table: all of them as drafts, or none and every problem by its row."""

from dataclasses import replace

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, Problem, SurveyError
from survey_app.inspections.case_forms import file_form
from survey_app.inspections.model.cases import NewCase, PlanState
from survey_app.inspections.plan_file import COLUMNS, read_plan
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import asker, pages, today
from survey_app.inspections.views.pages import unit_name
from wording import say


@pages.route("/plans/<uuid:plan_id>/import", methods=["GET", "POST"])
@web.only(*cases.MAKERS)
@web.takes_files(10)
def import_file(plan_id: object) -> Answer | tuple[str, int]:
    """Take a table of cases into a draft of a plan."""
    plan = cases.plan(web.current_store().read(), str(plan_id))
    if plan.state is PlanState.APPROVED:
        raise Conflict("plan_changed_meanwhile", title=plan.title)
    form, wrong, more = file_form(), [], 0
    if form.validate_on_submit():
        name, content = web.uploaded(form.file)
        try:
            if not content:
                raise Invalid(
                    [Problem("file_is_empty", "file")] if name else [Problem("file_missing", "file")]
                )
            found, unread = read_plan(content, name, plan.id)
            rows = [(row.place, _titled(row.new)) for row in found]
            made = cases.import_cases(web.current_store(), asker(), plan.id, rows, web.now(), unread)
        except Invalid as error:
            wrong, more = _lines(error), error.more
            form.file.errors = [say(web.language(), "cases.file_not_taken")]
        except SurveyError as error:
            form.take(error)
        else:
            web.done("cases.imported", n=len(made))
            if past := [one for one in made if one.planned_on < today()]:
                web.done("cases.imported_past", n=len(past))
            return redirect(url_for("cases.plan", plan_id=plan.id), code=303)
    return web.form_page(
        "inspections/cases/import.html", form, plan=plan, problems=wrong, more=more, columns=COLUMNS
    )


def _titled(new: NewCase) -> NewCase:
    if new.title:
        return new
    unit = unit_name(new.unit, new.planned_on)
    return replace(new, title=say(web.language(), "cases.title_of", unit=unit))


def _lines(error: Invalid) -> list[tuple[str, str]]:
    """The row of each problem ('' for the whole file), and what is wrong there."""
    found = []
    for problem in error.problems:
        row = problem.place.rpartition(":")[2]
        found.append((row if row.isdigit() else "", web.problem_text(problem)))
    return found
