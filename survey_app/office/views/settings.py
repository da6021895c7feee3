"""What the office sets for its instance."""

import hashlib

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Problem, SurveyError
from survey_app.office import service
from survey_app.office.forms import settings_form
from survey_app.office.views.pages import pages
from survey_app.rounds import service as rounds


@pages.route("/settings", methods=["GET", "POST"])
@web.only("administrator")
def settings() -> Answer | tuple[str, int]:
    """All settings; they are kept together or not at all."""
    db = web.current_store().read()
    stored = service.settings(db)
    form = settings_form(seen=_seen(stored), **stored)
    if form.validate_on_submit():
        try:
            if form.seen.data != _seen(stored):
                raise Conflict("settings_changed")
            service.change_settings(web.current_store(), form.values())
        except SurveyError as error:
            form.take(error)
            form.seen.data = _seen(stored)
        else:
            web.done("office.settings_kept")
            return redirect(url_for("office.settings"), code=303)
    return web.form_page("office/settings.html", form, warning=_words(rounds.reachable(db)))


def _words(problem: Problem | None) -> str:
    return web.problem_text(problem) if problem else ""


def _seen(values: dict[str, str]) -> str:
    """What the form was made from, so that a change in between is noticed."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]
