"""Sending a workbook, reading what was found about it, publishing or deleting it."""

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Gone, Invalid, Problem, SurveyError
from survey_app.instruments import service
from survey_app.instruments.attachments import ALL_BYTES, FILE_BYTES
from survey_app.instruments.forms import publish_form, upload_form, uploaded
from survey_app.instruments.views.lines import change_lines, draft_lines, finding_lines, languages_of
from survey_app.instruments.views.methods import method_lines
from survey_app.instruments.views.pages import PUBLISHERS, pages

_MEGABYTES = 26  # all sound files, the largest workbook, and what a browser puts around them
_LIMITS = {"each": FILE_BYTES // 2**20, "all": ALL_BYTES // 2**20}


@pages.route("/instrument-drafts/new", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
@web.takes_files(_MEGABYTES)
def upload() -> Answer | tuple[str, int]:
    """Take a workbook and check it; what has nothing grave about it is kept as a draft."""
    form = upload_form()
    findings: list[object] = []
    if form.validate_on_submit():
        examined = service.examine(uploaded(form))
        person = web.signed_in()
        if examined.acceptable and person is not None:
            id, now = uuid4().hex, web.now()
            web.current_store().write(lambda db: service.add_draft(db, examined, id, person.username, now))
            return redirect(url_for("instruments.draft", id=id), code=303)
        findings = [*finding_lines(examined.findings)]
        form.take(Invalid([Problem("upload_refused", "workbook")]))
    return web.form_page("instruments/upload.html", form, findings=findings, limits=_LIMITS)


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The form again: what was sent is more than is read."""
    if request.endpoint != "instruments.upload":
        return web.too_large_page()
    form = upload_form(sent=False)
    form.take(Invalid([Problem("upload_large", "workbook", {"most": _MEGABYTES})]))
    return render_template("instruments/upload.html", form=form, findings=[], limits=_LIMITS), 413


@pages.route("/instrument-drafts/<id>", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
def draft(id: str) -> Answer | tuple[str, int]:
    """A draft with all that was found; publish it."""
    db, now = web.current_store().read(), web.now()
    reviewed = service.review(db, id)
    form = publish_form(reviewed.warned)
    if form.validate_on_submit():
        confirmed = reviewed.warned and form.confirmed.data
        try:
            version = web.current_store().write(lambda db: service.publish_draft(db, id, confirmed, now))
        except Gone:
            raise
        except SurveyError as error:
            form.take(error)
        else:
            said = "instruments.published_before" if reviewed.same else "instruments.published_now"
            web.done(said, instrument=version.id, version=version.version)
            return redirect(url_for("instruments.version", id=version.id, version=version.version), code=303)
    return web.form_page(
        "instruments/draft.html",
        form,
        reviewed=reviewed,
        line=draft_lines(db, [reviewed])[0],
        findings=finding_lines(reviewed.findings),
        changes=change_lines(reviewed.changes),
        methods=method_lines(reviewed.instrument),
        title_text=reviewed.instrument.text(reviewed.instrument.title, web.language()),
        languages_text=languages_of(reviewed.instrument),
    )


@pages.post("/instrument-drafts/<id>/delete")
@web.only(*PUBLISHERS)
def delete_draft(id: str) -> Answer:
    """Delete a draft."""
    gone = web.current_store().write(lambda db: service.delete_draft(db, id))
    web.done("instruments.draft_deleted", name=gone.name)
    return redirect(url_for("instruments.desk"), code=303)
