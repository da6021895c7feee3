"""Who fills in which section of a visit, shared out while it is a draft."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import NotFound, SurveyError
from survey_app.inspections import service
from survey_app.inspections.forms import assign_form, read_revision
from survey_app.inspections.model import section_title
from survey_app.inspections.scope import screens_asked
from survey_app.inspections.views.pages import called, pages, unit_name, visit_and_progress, who


@pages.route("/inspections/<uuid:visit_id>/sharing", methods=["GET", "POST"])
@web.only(*INSPECTING)
def share_out(visit_id: object) -> Answer | tuple[str, int]:
    """Give sections to people of the team, or to nobody."""
    found, progress = visit_and_progress(visit_id)
    asker, db = who(), web.current_store().read()
    service.check_assignable(db, found, asker)
    if progress is None:
        raise NotFound("no_such_visit")
    # Also what earlier answers will open: on a tablet nobody can be asked then whose it is. Not what was cut.
    instrument = progress.checked.instrument
    asked = screens_asked(instrument, found.cut)
    titles = {one.number: section_title(instrument, one, web.language()) for one in asked}
    team = {username: called(username) for username in sorted({found.made_by, *found.inspectors})}
    form = assign_form(found, titles, team, service.assigned(db, found))
    if form.validate_on_submit():
        given, revision = {number: form[f"s{number}"].data for number in titles}, read_revision(form)
        try:
            web.current_store().write(lambda db: service.assign(db, found.id, asker, given, revision))
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(found.revision)
        else:
            web.done("inspections.shared_out")
            return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    return web.form_page(
        "inspections/sharing.html",
        form,
        visit=found,
        unit=unit_name(found.unit, found.day),
        fields=[form[f"s{number}"] for number in titles],
    )
