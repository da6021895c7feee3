"""The score of a case: of each visit and of all together, down to the answers; as a file."""

from flask import Response, render_template

from survey_app import web
from survey_app.errors import NotFound
from survey_app.inspections.beside_files import written_csv
from survey_app.inspections.model.cases import Case
from survey_app.inspections.score_files import rows_of
from survey_app.inspections.service import scores as service
from survey_app.inspections.views.cases.pages import READERS, asker, case_of, pages, unit_of
from survey_app.inspections.views.pages import unit_name
from survey_app.store import get_setting
from wording import hyphened, say


@pages.get("/cases/<reference>/score")
@web.only(*READERS)
def score(reference: str) -> str:
    """What its visits come to by the schemes of their days."""
    found = _case(reference)
    scored = service.score_of_case(web.current_store().read(), found, web.language())
    return render_template(
        "inspections/scores/case.html",
        case=found,
        unit=unit_of(found),
        scored=scored,
        units=[unit_name(one.visit.unit, one.visit.day) for one in scored.visits],
    )


@pages.get("/cases/<reference>/score.csv")
@web.only(*READERS)
def score_file(reference: str) -> Response:
    """The same as CSV."""
    found, db, language = _case(reference), web.current_store().read(), web.language()
    scored = service.score_of_case(db, found, language)
    named = [(unit_name(one.visit.unit, one.visit.day), one) for one in scored.visits]
    rows = rows_of(named, scored.total, language, demo=get_setting(db, "demo") == "yes")
    answer = Response(written_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"{found.reference}-{hyphened(say(language, 'scores.title'))}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _case(reference: str) -> Case:
    """The case of this page. Raises NotFound where it, or its score, is not for whoever asks."""
    found = case_of(reference)
    if not service.may_see(asker(), found):
        raise NotFound("no_score")
    return found
