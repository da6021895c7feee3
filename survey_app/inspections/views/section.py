"""One section of a visit: shown with what was typed until now, and kept as it is sent, complete or not."""

from flask import redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import SurveyError
from survey_app.inspections import service
from survey_app.inspections.model import State
from survey_app.inspections.views.filling import MEGABYTES
from survey_app.inspections.views.home import VisitHome
from survey_app.inspections.views.pages import pages, who
from survey_app.inspections.views.saving import answer_section, too_much_page


@pages.route("/inspections/<uuid:visit_id>/sections/<int:number>", methods=["GET", "POST"])
@web.only(*INSPECTING)
@web.takes_files(MEGABYTES)
def section(visit_id: object, number: int) -> Answer | tuple[str, int]:
    """A section to fill in; sent, it is kept, and then what is missing is said."""
    db = web.current_store().read()
    found = service.visit(db, str(visit_id), who())
    if found.state is State.SUBMITTED:
        if request.method == "POST":
            service.check_draft(db, found)
        return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    return answer_section(VisitHome(found.id), number)


@pages.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The section as it is stored, and how much it takes at once: what was sent could not be read."""
    at = request.view_args or {}
    if request.endpoint == "inspections.section" and web.signed_in() is not None:
        try:
            return too_much_page(VisitHome(str(at["visit_id"])), at["number"])
        except SurveyError:
            pass  # no page of theirs
    return web.too_large_page()
