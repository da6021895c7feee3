"""One visit: how far it is, and once it was handed in what it says and what it found."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.errors import SurveyError
from survey_app.findings.service import visit_findings
from survey_app.inspections import service
from survey_app.inspections.forms import read_revision, revision_form
from survey_app.inspections.model import State, may_fail
from survey_app.inspections.service import cases, scores
from survey_app.inspections.spoken import read_sections, section_titles
from survey_app.inspections.views.captures import arrivals_of, captured, codes_of, refused
from survey_app.inspections.views.changed import changes
from survey_app.inspections.views.pages import (
    asker,
    form_title,
    pages,
    unit_name,
    unit_path,
    visit_and_progress,
    visit_read,
    who,
)
from survey_app.inspections.views.parts import sent, waiting
from survey_app.inspections.views.scope import left_out_lines
from survey_app.places.model import local_day
from survey_app.responses import service as responses


@pages.get("/inspections/<uuid:visit_id>")
@web.only(*INSPECTING, Role.LEADER)
def visit(visit_id: object) -> str:
    """A draft by section, or what was handed in, to be read."""
    found, db, language = visit_read(visit_id), web.current_store().read(), web.language()
    progress = service.progress(db, found)
    submitted = found.state is State.SUBMITTED
    instrument = service.instrument_of(db, found)
    until = service.takes_until(db, found)
    return render_template(
        "inspections/visit.html",
        visit=found,
        progress=progress,
        titles=section_titles(progress, language) if progress else {},
        unit=unit_name(found.unit, found.day),
        above=unit_path(found.unit, found.day),
        submitted=submitted,
        changes=changes(found),
        paper=responses.paper_of(db, found.id),
        findings=visit_findings(db, found.id) if submitted else [],
        answers=read_sections(progress, language) if progress and submitted else [],
        until=until,
        ended=service.round_ended(db, found, local_day(web.now())),
        late=local_day(web.now()) > until,
        going=found.open_to(who()),
        leading=found.led_by(who()),
        waits=waiting(found, progress) if progress and not submitted else None,
        sent=sent(found, instrument, progress),
        arrivals=arrivals_of(found),
        captured=captured(found, instrument),
        codes=codes_of(found),
        refused=refused(found, instrument),
        same=service.doubled(db, [found], who()).get(found.id, []),
        asker=who(),
        assigned=service.assigned(db, found),
        left_out=left_out_lines(instrument, found.cut),
        form_title=form_title(instrument),
        case=_case_of(found.id),
        failing=may_fail(instrument),
        scored=scores.score_of_visit(db, found, language),
    )


def _case_of(visit_id: str) -> str:
    """The reference of the case a visit belongs to, '' for none or one that is not the reader's to see."""
    found = cases.case_of_visit(web.current_store().read(), visit_id)
    return found.reference if found and found.open_to(asker()) else ""


@pages.route("/inspections/<uuid:visit_id>/delete", methods=["GET", "POST"])
@web.only(*INSPECTING)
def delete_visit(visit_id: object) -> Answer | tuple[str, int]:
    """Ask whether a draft is to be thrown away, and throw it away."""
    found, progress = visit_and_progress(visit_id)
    asker = who()
    service.check_deletable(web.current_store().read(), found, asker)
    form = revision_form(found.revision)
    if form.validate_on_submit():
        revision = read_revision(form)
        try:
            service.discard(web.current_store(), found.id, asker, revision, web.now())
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(found.revision)
        else:
            web.done("inspections.visit_deleted")
            return redirect(url_for("inspections.visits"), code=303)
    unit = unit_name(found.unit, found.day)
    return web.form_page("inspections/delete.html", form, visit=found, progress=progress, unit=unit)
