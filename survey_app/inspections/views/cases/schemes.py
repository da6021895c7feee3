"""The office's ways to score: all of them, one, and another that follows."""

from datetime import timedelta

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, SurveyError
from survey_app.inspections.scheme_forms import read_new_scheme, scheme_form
from survey_app.inspections.service import scores as service
from survey_app.inspections.views.cases.pages import READERS, asker, pages, today


@pages.get("/schemes")
@web.only(*READERS)
def schemes() -> str:
    """Every scheme, the one made last first, and which is in force."""
    db = web.current_store().read()
    return render_template(
        "inspections/scores/schemes.html",
        schemes=service.schemes(db),
        now=service.scheme_on(db, today()).number,
        makes=asker().role in service.MAKERS,
    )


@pages.get("/schemes/<int:number>")
@web.only(*READERS)
def scheme(number: int) -> str:
    """One scheme: weights, labels, cap, formula."""
    found = service.scheme(web.current_store().read(), number)
    return render_template("inspections/scores/scheme.html", scheme=found)


@pages.route("/schemes/new", methods=["GET", "POST"])
@web.only(*service.MAKERS)
def new_scheme() -> Answer | tuple[str, int]:
    """Make another scheme, beginning with what the last one says."""
    db = web.current_store().read()
    last = service.last_scored_day(db)
    first = max(today(), last + timedelta(1)) if last else today()
    form, status = scheme_form(service.schemes(db)[0], first), 0
    if form.validate_on_submit():
        try:
            new, seen = read_new_scheme(form), web.whole_or(0, form.last.data)
            made = service.make_scheme(web.current_store(), asker().username, new, web.now(), seen)
        except Conflict as error:
            form.take(error)
            status = 409
            form.last.data = str(service.schemes(web.current_store().read())[0].number)
        except SurveyError as error:
            form.take(error)
        else:
            web.done("scores.scheme_made", number=made.number)
            return redirect(url_for("cases.scheme", number=made.number), code=303)
    page, usual = web.form_page("inspections/scores/scheme_form.html", form, last=last)
    return page, status or usual
