"""The review before a visit is handed in, and handing it in."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import NotFound, SurveyError
from survey_app.inspections import service
from survey_app.inspections.forms import hand_in_form, read_revision
from survey_app.inspections.found import finding_of
from survey_app.inspections.model import Progress, State, Visit, may_fail
from survey_app.inspections.spoken import section_titles
from survey_app.inspections.views.filling import missing_lines
from survey_app.inspections.views.pages import form_title, pages, unit_name, visit_and_progress, who
from survey_app.inspections.views.parts import waiting
from survey_app.inspections.views.scope import left_out_lines
from survey_app.places.model import local_day


@pages.route("/inspections/<uuid:visit_id>/review", methods=["GET", "POST"])
@web.only(*INSPECTING)
def review(visit_id: object) -> Answer | tuple[str, int]:
    """What is missing and what fails; then handing in, once."""
    found, progress = visit_and_progress(visit_id)
    waits = service.waits_for(web.current_store().read(), found)
    form = hand_in_form(found.revision, held_up=bool(waits.files or waits.differences))
    if form.validate_on_submit():
        revision, anyway = read_revision(form), "anyway" in form and form.anyway.data
        try:
            done = service.submit(
                web.current_store(), found.id, who(), revision, web.language(), web.now(), anyway=anyway
            )
        except SurveyError as error:
            form.take(error)
            found, progress = visit_and_progress(visit_id)
            form.revision.data = str(found.revision)  # what is stored now stands on the page
        else:
            if done.failed:
                web.done("inspections.visit_submitted_failed", n=done.failed)
            else:
                web.done("inspections.visit_submitted")
            return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    if found.state is State.SUBMITTED:
        return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    if progress is None:
        raise NotFound("no_such_visit")
    return _page(form, found, progress)


def _page(form: web.StaffForm, found: Visit, progress: Progress) -> tuple[str, int]:
    until = service.takes_until(web.current_store().read(), found)
    return web.form_page(
        "inspections/review.html",
        form,
        visit=found,
        progress=progress,
        unit=unit_name(found.unit, found.day),
        titles=section_titles(progress, web.language()),
        missing=missing_lines(progress),
        failed=_failed(progress),
        left_out=left_out_lines(progress.checked.instrument, found.cut),
        form_title=form_title(progress.checked.instrument),
        failing=may_fail(progress.checked.instrument),
        until=until,
        late=local_day(web.now()) > until,
        waits=waiting(found, progress),
    )


@dataclass(frozen=True, slots=True)
class FailureLine:
    """A finding that handing in records: how grave, its code, what it says, what stands beside it.

    ``section`` and ``question`` say where it is answered; 0 and '' where people see nothing of it.
    """

    severity: str
    code: str
    section: int
    question: str
    said: str
    note: str
    photos: int


def _failed(progress: Progress) -> list[FailureLine]:
    """What handing in records, the gravest first."""
    checked, lines = progress.checked, []
    for failure in progress.failures:
        found, shown = finding_of(checked, failure), progress.beside(failure.item)
        lines.append(
            FailureLine(
                found.severity,
                found.code,
                shown.screen or 0 if shown else 0,
                f"q-{shown.field_at(failure.occurrence if shown.repeat else 0)}" if shown else "",
                found.statement.get(web.language()) or next(iter(found.statement.values())),
                failure.note,
                len(failure.photos),
            )
        )
    return sorted(lines, key=lambda line: line.severity)
