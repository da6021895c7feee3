"""The unit's answers beside those of a visit: as a page, as CSV and as a workbook."""

from dataclasses import dataclass

from flask import Response, render_template, request

from survey_app import web
from survey_app.accounts.model import Role
from survey_app.errors import NotFound
from survey_app.inspections import beside
from survey_app.inspections.beside import Pair
from survey_app.inspections.beside_files import made_workbook, rows_of, written_csv
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.self_reports import SelfReport
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.service import cases
from survey_app.inspections.service import self_reports as service
from survey_app.inspections.service.judging import progress
from survey_app.inspections.views.pages import asker, unit_names, who
from survey_app.inspections.views.self_reports.pages import TEAM, case_of, self_reports, unit_of
from survey_app.places.model import local_day
from survey_app.store import get_setting

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Beside:
    """A case's report, its visits, the one it is set beside, and what the two say."""

    case: Case
    report: SelfReport | None
    visits: list[Visit]
    visit: Visit | None
    pairs: list[Pair]
    differing: bool

    @property
    def shown(self) -> list[Pair]:
        """The pairs of the page: all, or those that differ."""
        return [pair for pair in self.pairs if pair.differs] if self.differing else self.pairs


@self_reports.get("/cases/<reference>/side-by-side")
@web.only(*TEAM)
def side_by_side(reference: str) -> str:
    """Both answers to every item that both forms ask, and where they differ."""
    found = _beside(reference)
    return render_template(
        "inspections/self_reports/beside.html",
        found=found,
        case=found.case,
        unit=unit_of(found.case),
        units=unit_names(found.visits),
        n=sum(pair.differs for pair in found.pairs),
    )


@self_reports.get("/cases/<reference>/side-by-side.csv", defaults={"kind": "csv"})
@self_reports.get("/cases/<reference>/side-by-side.xlsx", defaults={"kind": "xlsx"})
@web.only(*TEAM)
def side_by_side_file(reference: str, kind: str) -> Response:
    """The same as a file, whatever the page leaves out."""
    found, language = _beside(reference), web.language()
    demo = get_setting(web.current_store().read(), "demo") == "yes"
    rows = rows_of(found.shown, language, demo=demo)
    content = written_csv(rows) if kind == "csv" else made_workbook(rows, language)
    answer = Response(content, content_type="text/csv; charset=utf-8" if kind == "csv" else _XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.case.reference}.{kind}")
    return answer


def _beside(reference: str) -> Beside:
    """What the page of a case sets side by side; ``?visit=`` chooses among its visits. Raises NotFound."""
    db, of = web.current_store().read(), case_of(reference)
    report = service.standing(db, of, local_day(web.now()))
    visits = _visits(of)
    asked = request.args.get("visit", "")
    visit = next((one for one in reversed(visits) if not asked or one.id == asked), None)
    if asked and visit is None:
        raise NotFound("no_such_visit")
    seen = progress(db, visit) if visit else None
    pairs = (
        beside.side_by_side(service.progress(db, report).checked, seen.checked, web.language())
        if report and seen
        else []
    )
    return Beside(of, report, visits, visit, pairs, request.args.get("differing") == "1")


def _visits(of: Case) -> list[Visit]:
    """The visits whose answers the reader may read: their own, and all to team, leader and verifier."""
    reader, goes = asker(), who()
    every = cases.visits_of(web.current_store().read(), of)
    if reader.username in of.team or reader.role in (Role.LEADER, Role.VERIFIER, Role.ADMINISTRATOR):
        return every
    return [one for one in every if one.open_to(goes)]
