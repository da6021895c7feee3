"""A unit writes its report: section by section, with files, reviewed and handed in by who heads it."""

from flask import redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from survey_app import media, web
from survey_app.accounts.model import OF_UNIT
from survey_app.errors import NotFound, SurveyError
from survey_app.inspections.forms import read_revision, revision_form
from survey_app.inspections.service import self_reports as service
from survey_app.inspections.spoken import section_titles
from survey_app.inspections.views.filling import MEGABYTES, missing_lines
from survey_app.inspections.views.pages import asker, form_title
from survey_app.inspections.views.saving import answer_section, too_much_page
from survey_app.inspections.views.self_reports.pages import (
    READERS,
    ReportHome,
    case_of,
    self_reports,
    unit_of,
)
from survey_app.instruments import service as instruments


@self_reports.route("/cases/<reference>/self-report/sections/<int:number>", methods=["GET", "POST"])
@web.only(*OF_UNIT)
@web.takes_files(MEGABYTES)
def section(reference: str, number: int) -> Answer | tuple[str, int]:
    """A section to fill in; sent, it is kept, and then what is missing is said."""
    found = case_of(reference)
    if not service.writes(asker(), found) and request.method == "GET":
        return redirect(url_for("self_reports.start", reference=found.reference), code=303)
    return answer_section(ReportHome(found.reference), number)


@self_reports.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The section as it is stored, and how much it takes at once."""
    at = request.view_args or {}
    if request.endpoint == "self_reports.section" and web.signed_in() is not None:
        try:
            return too_much_page(ReportHome(str(at["reference"])), at["number"])
        except SurveyError:
            pass  # no page of theirs
    return web.too_large_page()


@self_reports.route("/cases/<reference>/self-report/review", methods=["GET", "POST"])
@web.only(*OF_UNIT)
def review(reference: str) -> Answer | tuple[str, int]:
    """What is missing; then handing in, once, by who heads the unit."""
    of, home = case_of(reference), ReportHome(reference)
    if not service.writes(asker(), of) and request.method == "GET":
        return redirect(url_for("self_reports.start", reference=of.reference), code=303)
    found, progress = home.now()
    form = revision_form(found.revision)
    if form.validate_on_submit():
        try:
            done = service.submit(web.current_store(), asker(), of.reference, read_revision(form), web.now())
        except SurveyError as error:
            form.take(error)
            of = case_of(reference)
            if not service.writes(asker(), of):
                raise
            found, progress = home.now()
            form.revision.data = str(found.revision)  # what is stored now stands on the page
        else:
            web.done("self_reports.handed_in", number=done.number)
            return redirect(url_for("self_reports.start", reference=of.reference), code=303)
    return web.form_page(
        "inspections/self_reports/review.html",
        form,
        case=of,
        unit=unit_of(of),
        report=found,
        progress=progress,
        titles=section_titles(progress, web.language()),
        missing=missing_lines(progress),
        form_title=form_title(progress.checked.instrument),
        hands_in=service.hands_in(asker(), of),
    )


@self_reports.get("/cases/<reference>/self-report/photos/<name>")
@web.only(*READERS)
def photo(reference: str, name: str) -> Answer:
    """A file of the case's reports; what a browser does not show or play is saved."""
    content = service.file_of(web.current_store(), asker(), case_of(reference), name)
    answer = web.kept_file(content, media.media_type(name), name)
    if name.rpartition(".")[2] not in media.PLAYED:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


@self_reports.get("/cases/<reference>/self-report/thumbnails/<name>")
@web.only(*READERS)
def thumbnail(reference: str, name: str) -> Answer:
    """A picture of the case's reports, small."""
    small = service.thumbnail_of(web.current_store(), asker(), case_of(reference), name)
    return web.kept_file(small, "image/jpeg", f"small-{name}").make_conditional(request)


@self_reports.get("/cases/<reference>/self-report/files/<name>")
@web.only(*OF_UNIT)
def form_file(reference: str, name: str) -> Answer:
    """A picture or recording of a question of the form."""
    db = web.current_store().read()
    found = service.draft(db, asker(), case_of(reference), web.now())
    if name not in service.instrument_of(db, found).files:
        raise NotFound("no_such_page")
    content, kind = instruments.attachment(db, found.instrument, found.version, name)
    answer = web.kept_file(content, kind, f"{found.instrument}-{found.version}-{name}")
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))
