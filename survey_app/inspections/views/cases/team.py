"""Another team for a case that was approved, with the reason."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import Role
from survey_app.errors import Conflict, Invalid
from survey_app.inspections.case_forms import members_of, read_revision
from survey_app.inspections.noted_forms import team_form
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import asker, case_of, pages, unit_of


@pages.route("/cases/<reference>/team", methods=["GET", "POST"])
@web.only(Role.ADMINISTRATOR, Role.LEADER)
def team(reference: str) -> Answer | tuple[str, int]:
    """Who is in the team of a case from now on."""
    store, found, reader = web.current_store(), case_of(reference), asker()
    if not cases.changes_team(reader, found):
        raise Conflict("case_not_now", reference=found.reference)
    people = [(one.username, one.name) for one in cases.able_people(store.read())]
    form, status = team_form(found, people), 0
    if form.validate_on_submit():
        said, revision = (form.note.data or ""), read_revision(form)
        try:
            cases.change_team(store, reader, found.reference, members_of(form), said, revision, web.now())
        except (Conflict, Invalid) as error:
            form.take(error)
            status = 409 if isinstance(error, Conflict) else 422
        else:
            web.done("cases.done_change_team")
            return redirect(url_for("cases.one", reference=found.reference), code=303)
    page, usual = web.form_page("inspections/cases/team.html", form, case=found, unit=unit_of(found))
    return page, status or usual
