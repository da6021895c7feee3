"""The steps of a finding: one page each, with what it was made from, so that two people cannot cross."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.findings import service
from survey_app.findings.forms import action_of, step_form
from survey_app.findings.model import Finding, Step, records_for_unit
from survey_app.findings.views.one import about
from survey_app.findings.views.pages import ACT, asker, pages
from survey_app.places.model import local_day

# What somebody wrote themselves, and would have to write again.
_TYPED = frozenset({"StringField", "TextAreaField", "DateField"})
_MEGABYTES = 60  # some files, and one far too large, which the service refuses and keeps the rest


@pages.route("/findings/<reference>/<step>", methods=["GET", "POST"])
@web.takes_files(_MEGABYTES)
@web.only(*ACT)
def step(reference: str, step: str) -> Answer | tuple[str, int]:
    """Take a step with a finding."""
    db, who = web.current_store().read(), asker()
    found, taken = service.finding(db, who, reference), _step(step)
    if request.method == "GET":
        service.check_step(db, who, found, taken, local_day(web.now()))
    form, status = _form(found, taken), 422
    if form.validate_on_submit():
        try:
            service.take_step(web.current_store(), who, found.reference, action_of(taken, form), web.now())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.take(error)
            status = 403
        except Conflict as error:
            return _overtaken(reference, taken, form, error)
        else:
            web.done(f"findings.done_{taken}", finding=found.reference)
            return redirect(url_for("findings.one", reference=found.reference), code=303)
    page = render_template("findings/step.html", form=form, step=taken, most=_MEGABYTES, **about(found))
    return page, status if request.method == "POST" else 200


def _form(found: Finding, step: Step) -> web.StaffForm:
    every = service.requests(web.current_store().read(), found)
    waits = next((one.number for one in every if one.granted is None), 0)
    return step_form(step, found, local_day(web.now()), records_for_unit(step, asker()), waits)


def _step(text: str) -> Step:
    if text not in set(Step):
        raise NotFound("no_such_page")
    return Step(text)


def _overtaken(reference: str, step: Step, form: web.StaffForm, error: Conflict) -> tuple[str, int]:
    """The page that says where the finding stands now; what was typed stands on it to be copied."""
    found = service.finding(web.current_store().read(), asker(), reference)
    typed = [(field.label.text, field.data) for field in form if field.type in _TYPED and field.data]
    page = render_template(
        "findings/overtaken.html",
        step=step,
        typed=typed,
        files_again=web.names_sent(form),
        reason=web.problem_text(error.problem),
        **about(found),
    )
    return page, 409
