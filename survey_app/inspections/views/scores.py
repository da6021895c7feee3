"""The score of one visit, down to the answers; as a file."""

from flask import Response, render_template

from survey_app import web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.errors import NotFound
from survey_app.inspections.beside_files import written_csv
from survey_app.inspections.score_files import rows_of
from survey_app.inspections.scoring import VisitScore
from survey_app.inspections.service import scores as service
from survey_app.inspections.views.pages import pages, unit_name, visit_read
from survey_app.store import get_setting
from wording import hyphened, say


@pages.get("/inspections/<uuid:visit_id>/score")
@web.only(*INSPECTING, Role.LEADER)
def score(visit_id: object) -> str:
    """What a visit that was handed in comes to by the scheme of its day."""
    scored = _scored(visit_id)
    unit = unit_name(scored.visit.unit, scored.visit.day)
    return render_template("inspections/scores/visit.html", scored=scored, unit=unit)


@pages.get("/inspections/<uuid:visit_id>/score.csv")
@web.only(*INSPECTING, Role.LEADER)
def score_file(visit_id: object) -> Response:
    """The same as CSV."""
    scored, db = _scored(visit_id), web.current_store().read()
    named = [(unit_name(scored.visit.unit, scored.visit.day), scored)]
    rows = rows_of(named, None, web.language(), demo=get_setting(db, "demo") == "yes")
    answer = Response(written_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"{hyphened(say(web.language(), 'scores.title'))}-{scored.visit.id[:8]}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _scored(visit_id: object) -> VisitScore:
    """The score of this page's visit. Raises NotFound where there is none."""
    db = web.current_store().read()
    found = service.score_of_visit(db, visit_read(visit_id), web.language())
    if found is None:
        raise NotFound("no_score")
    return found
