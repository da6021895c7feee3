"""Who goes on a visit, changed while it is a draft."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import SurveyError
from survey_app.inspections import service
from survey_app.inspections.forms import read_revision, team_form
from survey_app.inspections.views.pages import called, pages, unit_name, who


@pages.route("/inspections/<uuid:visit_id>/team", methods=["GET", "POST"])
@web.only(*INSPECTING)
def change_team(visit_id: object) -> Answer | tuple[str, int]:
    """Let others go on the visit, or no longer."""
    db, asker = web.current_store().read(), who()
    found = service.visit(db, str(visit_id), asker)
    service.check_draft(db, found)
    known = {person.username: person.name for person in service.inspectors(db)}
    known |= {username: called(username) for username in found.inspectors}
    form = team_form(known, found)
    if form.validate_on_submit():
        chosen, revision = form.inspectors.data, read_revision(form)
        try:
            web.current_store().write(lambda db: service.change_team(db, found.id, asker, chosen, revision))
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(found.revision)
        else:
            web.done("inspections.team_changed")
            return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    return web.form_page("inspections/team.html", form, visit=found, unit=unit_name(found.unit, found.day))
