"""Mending a round while nothing came of it yet: its first day, or all of it."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import SurveyError
from survey_app.rounds import service
from survey_app.rounds.forms import first_day_form
from survey_app.rounds.views.pages import pages, used
from wording.figures import day


@pages.route("/rounds/<code>/first-day", methods=["GET", "POST"])
@web.only("administrator")
def first_day(code: str) -> Answer | tuple[str, int]:
    """Correct the first day of a round that is unused."""
    db = web.current_store().read()
    stored = service.check_unused(db, code, used)
    form = first_day_form(stored.starts_on)
    if form.validate_on_submit():
        was, first = form.was.data, form.starts_on.data
        try:
            changed = web.current_store().write(
                lambda db: service.change_first_day(db, code, was, first, used)
            )
        except SurveyError as error:
            form.take(error)
            # What is stored now stands on the page: sent again, it counts.
            form.was.data, form.was.raw_data = service.round_(db, code).starts_on, None
        else:
            web.done("rounds.first_day_changed", round=code, day=day(changed.starts_on, web.language()))
            return redirect(url_for("rounds.round_", code=code), code=303)
    return web.form_page("rounds/first_day.html", form, wave=stored)


@pages.route("/rounds/<code>/delete", methods=["GET", "POST"])
@web.only("administrator")
def delete(code: str) -> Answer | tuple[str, int]:
    """Delete a round that is unused, once somebody has said that they mean it."""
    stored = service.check_unused(web.current_store().read(), code, used)
    form = web.StaffForm()
    if form.validate_on_submit():
        web.current_store().write(lambda db: service.delete_round(db, code, used))
        web.done("rounds.deleted", round=code)
        return redirect(url_for("rounds.calendar"), code=303)
    return web.form_page("rounds/delete.html", form, wave=stored)
