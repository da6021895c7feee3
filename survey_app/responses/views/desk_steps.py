"""What is done to a response, but for its answers: reviewed, left out of the figures, counted again."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, Problem
from survey_app.places.model import local_day
from survey_app.responses import service
from survey_app.responses.desk import State
from survey_app.responses.views.desk import DECIDE, me, pages
from survey_app.responses.views.desk_forms import made_from, reason_form, review_form
from survey_app.responses.views.desk_one import around, opened


@pages.route("/responses/<uuid:uuid>/review", methods=["GET", "POST"])
@web.only(*DECIDE)
def review(uuid: object) -> Answer | tuple[str, int]:
    """Bring a response to another state."""
    found = opened(uuid)
    form = review_form(State(found.dossier.line.state), found.dossier.line.changes)

    def take() -> str:
        if form.state.data not in set(State):
            raise Invalid([Problem("response_state_unknown", "state")])
        to, reason = State(form.state.data), form.reason.data or ""
        service.review(web.current_store(), found.uuid, to, me(), reason, made_from(form), web.now())
        return "desk.done_reviewed"

    return _step("review", form, found.uuid, take)


@pages.route("/responses/<uuid:uuid>/exclude", methods=["GET", "POST"])
@web.only(*DECIDE)
def exclude(uuid: object) -> Answer | tuple[str, int]:
    """Leave a response out of the figures, or count one again that was left out."""
    found = opened(uuid)
    form, excluded = reason_form(found.dossier.line.changes), not found.dossier.line.excluded

    def take() -> str:
        moment = web.now()
        service.exclude(
            web.current_store(),
            found.uuid,
            excluded,
            me(),
            form.reason.data or "",
            made_from(form),
            moment,
            local_day(moment),
        )
        return "desk.done_excluded" if excluded else "desk.done_counted"

    return _step("exclude" if excluded else "count", form, found.uuid, take)


def _step(step: str, form: web.StaffForm, uuid: str, take: Callable[[], str]) -> Answer | tuple[str, int]:
    """The page of a step, or the way back to the response once ``take`` took it."""
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                web.done(take())
            except Invalid as error:
                form.take(error)
            except Conflict as error:
                form.take(error)
                # Sent again, it is meant in spite of what the page shows by now.
                form.made_from.data = str(opened(uuid).dossier.line.changes)
                status = 409
            else:
                return redirect(url_for("desk.one", uuid=uuid), code=303)
    return render_template("responses/desk_step.html", form=form, step=step, **around(opened(uuid))), status
