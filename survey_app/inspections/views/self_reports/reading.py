"""The report of a case: how far the unit is, what it handed in, sending it back."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, NotFound, SurveyError
from survey_app.inspections.forms import read_revision
from survey_app.inspections.model.cases import Case, CaseAction
from survey_app.inspections.model.self_reports import SelfReport
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.model.visits import State
from survey_app.inspections.service import cases
from survey_app.inspections.service import self_reports as service
from survey_app.inspections.spoken import read_sections, section_titles
from survey_app.inspections.views.pages import asker, form_title
from survey_app.inspections.views.self_reports.forms import return_form
from survey_app.inspections.views.self_reports.pages import READERS, TEAM, case_of, self_reports, unit_of
from survey_app.places.model import local_day


@self_reports.get("/cases/<reference>/self-report")
@web.only(*READERS)
def start(reference: str) -> str:
    """For the unit its draft by section; for everybody what was handed in, ``?number=`` an earlier one."""
    db, of, who = web.current_store().read(), case_of(reference), asker()
    known = service.reports(db, of, local_day(web.now()))
    handed_in = [one for one in known if one.state is State.SUBMITTED]
    writing = service.writes(who, of)
    asked = request.args.get("number", type=web.whole)
    shown = _shown(handed_in, asked) if asked or not writing else None
    draft = service.draft(db, who, of, web.now()) if writing and not shown else None
    read = draft or shown
    progress = service.progress(db, read) if read else None
    language = web.language()
    return render_template(
        "inspections/self_reports/start.html",
        case=of,
        unit=unit_of(of),
        handed_in=handed_in,
        shown=shown,
        draft=draft,
        returned=handed_in[-1] if draft and handed_in else None,
        progress=progress,
        titles=section_titles(progress, language) if draft and progress else {},
        answers=read_sections(progress, language) if shown and progress else [],
        form_title=form_title(progress.checked.instrument) if progress else "",
        due=service.due_of(db, of, read) if read else of.report_due,
        late=service.late(db, of, read) if read else _overdue(of),
        intact=service.unchanged(of, shown) if shown else True,
        begun=bool(known) and known[-1].state is State.DRAFT,
        of_unit=who.of_unit,
        returns=_returns(of, shown),
        beside=bool(shown) and web.may_open("self_reports.side_by_side"),
    )


@self_reports.route("/cases/<reference>/self-report/return", methods=["GET", "POST"])
@web.only(*TEAM)
def send_back(reference: str) -> Answer | tuple[str, int]:
    """Send the report that stands back to its unit, once, with a reason."""
    of = case_of(reference)
    if not _returns(of, service.standing(web.current_store().read(), of, local_day(web.now()))):
        raise Conflict("self_report_not_returnable", reference=of.reference)
    form = return_form(of)
    if form.validate_on_submit():
        action = CaseAction(
            CaseStep.RETURN_REPORT, read_revision(form), note=form.note.data or "", due=form.due.data
        )
        try:
            cases.step(web.current_store(), asker(), of.reference, action, web.now())
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(case_of(reference).revision)
        else:
            web.done("self_reports.returned_done")
            return redirect(url_for("self_reports.start", reference=of.reference), code=303)
    return web.form_page("inspections/self_reports/return.html", form, case=of, unit=unit_of(of))


def _shown(handed_in: list[SelfReport], number: int | None) -> SelfReport | None:
    """The report of that number, the last without one. Raises NotFound for a number there is none of."""
    if number is None:
        return handed_in[-1] if handed_in else None
    found = next((one for one in handed_in if one.number == number), None)
    if found is None:
        raise NotFound("no_such_page")
    return found


def _returns(of: Case, shown: SelfReport | None) -> bool:
    """Whether the reader may send back what is shown."""
    steps = cases.steps_for(web.current_store().read(), asker(), of)
    sent_back = any(
        move.step == CaseStep.RETURN_REPORT for move in cases.moves(web.current_store().read(), of)
    )
    return shown is not None and shown.stands and CaseStep.RETURN_REPORT in steps and not sent_back


def _overdue(of: Case) -> bool:
    """Whether nothing was handed in and the day is over."""
    return of.report_due is not None and local_day(web.now()) > of.report_due
