"""The languages of a form: how far each is, adding one, and the new version made of them."""

from dataclasses import dataclass
from uuid import uuid4

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Invalid, Problem, SurveyError
from survey_app.instruments import service
from survey_app.instruments.forms import language_form, leaving_form
from survey_app.instruments.languages import KNOWN, Language, Progress, progress_of
from survey_app.instruments.model import Finding
from survey_app.instruments.views.lines import finding_lines, version_line
from survey_app.instruments.views.pages import PUBLISHERS, READERS, pages


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language in the table: how far it is; the form's own is not translated."""

    language: Language
    progress: Progress
    own: bool


@pages.route("/instruments/<id>/<version>/languages", methods=["GET", "POST"])
@web.only(*READERS)
def languages(id: str, version: str) -> Answer | tuple[str, int]:
    """Every language with its progress; add one."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    form, person = language_form(), web.signed_in()
    if form.validate_on_submit() and person is not None:
        sent, now = (form.tag.data, form.name.data or ""), web.now()
        try:
            tag = web.current_store().write(
                lambda db: service.add_language(db, instrument, *sent, person.username, now)
            )
        except Invalid as refusal:
            form.take(refusal)
        else:
            return redirect(url_for("instruments.translation", id=id, version=version, tag=tag), code=303)
    return web.form_page(
        "instruments/languages.html",
        form,
        line=version_line(service.version(db, id, version), instrument),
        languages_of=[
            LanguageLine(each, progress_of(service.lines(db, instrument, each.tag)), each.tag == own)
            for each in service.languages(db, instrument)
            for own in [instrument.default_language]
        ],
        newest=service.newest_version(db, id),
        known=KNOWN,
    )


@pages.route("/instruments/<id>/<version>/new-version", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
def new_version(id: str, version: str) -> Answer | tuple[str, int]:
    """What a new version would bring and leave out; make it, as a draft that is checked like any other."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    brought = service.brought(db, instrument)
    left = any(part.left_out or part.sounds_left_out for part in brought)
    form, person = leaving_form(left), web.signed_in()
    findings: tuple[Finding, ...] = ()
    if form.validate_on_submit() and person is not None:
        try:
            if left and not form.confirmed.data:
                raise Invalid([Problem("drafts_unconfirmed", "confirmed")])
            examined = service.new_version(db, id, version)
            if examined.acceptable:
                draft, now = uuid4().hex, web.now()
                web.current_store().write(
                    lambda db: service.add_draft(db, examined, draft, person.username, now)
                )
                return redirect(url_for("instruments.draft", id=draft), code=303)
            findings = examined.findings
            form.take(Invalid([Problem("upload_refused")]))
        except SurveyError as error:
            form.take(error)
    return web.form_page(
        "instruments/new_version.html",
        form,
        line=version_line(service.version(db, id, version), instrument),
        brought=brought,
        left=left,
        newest=service.newest_version(db, id),
        findings=finding_lines(findings),
    )
