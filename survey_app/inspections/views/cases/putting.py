"""A visit that was made without a case, put into one."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Conflict, Invalid, Refused
from survey_app.inspections.case_forms import read_revision
from survey_app.inspections.model.steps import By, may
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.noted_forms import visit_form
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import asker, case_of, pages, unit_of
from survey_app.inspections.views.pages import called, unit_name
from wording import say
from wording.figures import day


@pages.route("/cases/<reference>/visits", methods=["GET", "POST"])
@web.only(*INSPECTING)
def put_visit(reference: str) -> Answer | tuple[str, int]:
    """Choose a visit of no case that belongs to this one."""
    store, found, reader = web.current_store(), case_of(reference), asker()
    if not may(reader, found, By.DESK):
        raise Refused("case_step_not_yours", reference=found.reference)
    if not cases.puts_visits(reader, found):
        raise Conflict("case_not_now", reference=found.reference)
    loose = cases.loose_visits(store.read(), found)
    offered = [(one.id, _described(one)) for one, alone in loose if not alone]
    form, status = visit_form(found, offered), 0
    if form.validate_on_submit():
        said, revision = (form.note.data or ""), read_revision(form)
        try:
            cases.put_visit(store, reader, found.reference, form.visit.data or "", said, revision, web.now())
        except (Conflict, Invalid) as error:
            form.take(error)
            status = 409 if isinstance(error, Conflict) else 422
        else:
            web.done("cases.done_put_visit")
            return redirect(url_for("cases.one", reference=found.reference), code=303)
    page, usual = web.form_page(
        "inspections/cases/put_visit.html",
        form,
        case=found,
        unit=unit_of(found),
        alone=[(_described(one), alone) for one, alone in loose if alone],
    )
    return page, status or usual


def _described(visit: Visit) -> str:
    """A visit as somebody chooses it: where, when, whose, how far."""
    language = web.language()
    parts = (unit_name(visit.unit, visit.day), day(visit.day, language), called(visit.made_by))
    return ", ".join((*parts, say(language, f"inspections.state_{visit.state}").lower()))
