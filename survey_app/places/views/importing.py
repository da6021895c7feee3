"""Units from a file: upload, a preview before anything is stored, a confirmation of exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import spreadsheets, web
from survey_app.errors import Conflict, Invalid, Problem
from survey_app.places import service, template_file
from survey_app.places.forms import confirm_form, file_form
from survey_app.places.model import Unit
from survey_app.places.service import ImportPlan
from survey_app.places.views.pages import pages
from wording import say

_SHOWN = 20
_UPLOADS = "units"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as its table shows it: row of the file, column, what is wrong, what is expected there."""

    row: str
    column: str
    said: str
    expected: str


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a stored unit that the file would change."""

    unit: Unit
    column: str
    before: str
    after: str


@pages.route("/units/import", methods=["GET", "POST"])
@web.only("administrator")
@web.takes_files(50)
def import_file() -> Answer | tuple[str, int]:
    """Take a file and go on to its preview; nothing is stored."""
    form = file_form()
    if form.validate_on_submit():
        name, content = web.uploaded(form.file)
        if content:
            digest = spreadsheets.keep_upload(
                web.current_store().instance.root, _UPLOADS, name, content, web.now()
            )
            return redirect(url_for("places.preview", digest=digest), code=303)
        form.file.errors = [web.problem_text(Problem("file_is_empty"))] if name else [_missing()]
    return web.form_page("places/import.html", form)


@pages.route("/units/import/<digest>", methods=["GET", "POST"])
@web.only("administrator")
def preview(digest: str) -> Answer | tuple[str, int]:
    """What the kept file would do, with all its problems; then do exactly that."""
    store = web.current_store()
    name, content = spreadsheets.read_upload(store.instance.root, _UPLOADS, digest)
    form = confirm_form()
    try:
        file = service.read_units(content, name)
    except Invalid as error:
        unreadable = _problem_lines(error.problems)
        return render_template("places/preview.html", form=form, name=name, problems=unreadable), 200
    plan = service.plan_import(store.read(), file)
    status = 200
    if form.validate_on_submit():
        try:
            if plan.fingerprint != form.fingerprint.data:
                raise Conflict("units_changed_meanwhile")
            store.write(lambda db: service.carry_out(db, plan))
        except Conflict as error:
            form.take(error)
            plan, status = service.plan_import(store.read(), file), 409
        except Invalid:
            status = 422  # its problems stand on the page
        else:
            spreadsheets.discard_upload(store.instance.root, _UPLOADS, digest)
            counts = {"added": len(plan.added), "changed": len(plan.changed), "unchanged": plan.unchanged}
            web.done("places.imported", **counts)
            return redirect(url_for("places.tree"), code=303)
    form.fingerprint.data = plan.fingerprint
    return _preview(form, name, plan), status


@pages.get("/units/template.csv")
@web.only("administrator")
def template_csv() -> Response:
    """The columns of a file of units with two examples, as CSV."""
    return _file(template_file.as_csv(), "text/csv; charset=utf-8", "units.csv")


@pages.get("/units/template.xlsx")
@web.only("administrator")
def template_xlsx() -> Response:
    """The same as a workbook whose cells are text, so that codes keep their zeros."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(template_file.as_xlsx(), kind, "units.xlsx")


def _preview(form: web.StaffForm, name: str, plan: ImportPlan) -> str:
    changes = [
        Change(old, column, str(getattr(old, column)), str(getattr(new, column)))
        for old, new in plan.changed[:_SHOWN]
        for column in service.COLUMNS
        if getattr(old, column) != getattr(new, column)
    ]
    return render_template(
        "places/preview.html",
        form=form,
        name=name,
        plan=plan,
        added=plan.added[:_SHOWN],
        changes=changes,
        shown=_SHOWN,
        problems=_problem_lines(plan.problems),
        warnings=_problem_lines(plan.warnings),
    )


def _problem_lines(problems: Sequence[Problem]) -> list[ProblemLine]:
    lines = []
    for problem in problems:
        row, column = problem.place.rpartition(":")[2], service.column_of(problem)
        expected = say(web.language(), f"places.expected_{column}") if column else ""
        lines.append(ProblemLine(row if row.isdecimal() else "", column, web.problem_text(problem), expected))
    return lines


def _missing() -> str:
    return say(web.language(), "web.field_required")


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
