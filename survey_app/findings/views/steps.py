"""The steps of a finding: one page each, with what it was made from, so that two people cannot cross."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.findings import service
from survey_app.findings.forms import step_form
from survey_app.findings.model import Action, Finding, Step
from survey_app.findings.views.one import about
from survey_app.findings.views.pages import ACT, pages

_MEGABYTES = 25  # a photo, and one somewhat too large, which the service refuses in better words


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
