"""The steps of a finding: one page each, with what it was made from, so that two people cannot cross."""

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from survey_app import media, web
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.findings import service
from survey_app.findings.forms import step_form
from survey_app.findings.model import Action, Finding, Step
from survey_app.findings.views.one import about
from survey_app.findings.views.pages import ACT, pages

_MEGABYTES = 60  # a photo, and one far too large, which the service refuses and keeps the note


@pages.route("/findings/<reference>/<step>", methods=["GET", "POST"])
@web.takes_files(_MEGABYTES)
@web.only(*ACT)
def step(reference: str, step: str) -> Answer | tuple[str, int]:
    """Take a step with a finding: say that it is remedied, close it, or open it again."""
    found = service.finding(web.current_store().read(), reference)
    taken, username = _step(step), getattr(web.signed_in(), "username", "")
    if request.method == "GET":
        service.check_step(found, taken, username)
    form = step_form(taken, found)
    if form.validate_on_submit():
        photo = web.uploaded(form.photo)[1] if "photo" in form else b""
        action = Action(taken, _revision(form), username, form.note.data or "", photo)
        try:
            service.take_step(web.current_store(), found.reference, action, web.now())
        except Invalid as error:
            form.take(error)
        except Conflict:
            return _overtaken(found, taken, form.note.data or "")
        else:
            web.done(f"findings.done_{taken}", finding=found.reference)
            return redirect(url_for("findings.one", reference=found.reference), code=303)
    return web.form_page("findings/step.html", form, step=taken, **about(found))


@pages.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The step's page again, empty: a photo so large that what was sent could not be read."""
    at, problem = request.view_args or {}, Problem("photo_too_large", "photo", {"most": media.MOST_MEGABYTES})
    if request.endpoint != "findings.step" or web.signed_in() is None or at.get("step") != Step.REMEDY:
        return render_template(
            "web/error.html", message=web.problem_text(Problem("too_large")), status=413
        ), 413
    try:
        found = service.finding(web.current_store().read(), at["reference"])
    except NotFound as error:
        return render_template("web/error.html", message=web.problem_text(error.problem), status=404), 404
    form = step_form(Step.REMEDY, found, sent=False)
    form.take(Invalid([problem]))
    return render_template("findings/step.html", form=form, step=Step.REMEDY, **about(found)), 413


def _step(text: str) -> Step:
    if text not in set(Step):
        raise NotFound("no_such_page")
    return Step(text)


def _revision(form: web.StaffForm) -> int:
    typed = form.revision.data or ""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1


def _overtaken(found: Finding, step: Step, note: str) -> tuple[str, int]:
    """The page that says what somebody else did meanwhile; what was typed stands on it to be copied."""
    return render_template("findings/overtaken.html", step=step, note=note, **about(found)), 409
