"""One case: how far it is, what is next and for whom, its team, its visits, what was found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template

from survey_app import web
from survey_app.accounts.model import Role
from survey_app.errors import Problem
from survey_app.inspections import service as visits_service
from survey_app.inspections.model.cases import HELD, Case, CaseState, Move
from survey_app.inspections.model.steps import CaseStep, line_of
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.service import cases, scores, self_reports
from survey_app.inspections.views.cases.pages import READERS, asker, case_of, pages, today, unit_of
from survey_app.inspections.views.pages import form_title, unit_name, who

# Taken where the unit's report is written and read.
BY_REPORT = frozenset({CaseStep.RECEIVE_REPORT, CaseStep.RETURN_REPORT})


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of a case: its endpoint, taking ``reference``, the key of its words, when it shows."""

    endpoint: str
    key: str
    shown: Callable[[Case], bool] = lambda _: True


PARTS: tuple[Part, ...] = (
    Part("self_reports.start", "self_reports.part", lambda case: bool(case.self_report) and not case.inside),
    Part("self_reports.side_by_side", "self_reports.part_beside", lambda case: bool(case.self_report)),
    Part("draws.of_case", "draws.part"),
    Part("cases.attendance", "cases.attendance", lambda case: not case.inside),
    Part("incidents.new_incident", "incidents.part", lambda case: not case.inside),
    Part("cases.score", "scores.part", lambda case: scores.may_see(asker(), case)),
    Part("cases.papers", "papers.title", lambda case: case.state is not CaseState.DRAFT),
)
"""What hangs on a case beside its own page, in the order it is shown; a reader sees what they may open."""


@dataclass(frozen=True, slots=True)
class Station:
    """A state on the line of a case: passed, passed over, where it stands, or still to come."""

    state: CaseState
    place: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit of a case: where, and whether the reader may open it."""

    visit: Visit
    unit: str
    opens: bool


@pages.get("/cases/<reference>")
@web.only(*READERS)
def one(reference: str) -> str:
    """One case."""
    db, found, reader = web.current_store().read(), case_of(reference), asker()
    steps, moves = cases.steps_for(db, reader, found), cases.moves(db, found)
    visits = [] if reader.of_unit else cases.visits_of(db, found)
    plan = cases.plan(db, found.plan) if found.plan and web.may_open("cases.plan") else None
    before = cases.unguarded(db, found.previous) if found.previous else None
    return render_template(
        "inspections/cases/case.html",
        case=found,
        unit=unit_of(found),
        line=stations(found, moves),
        undecided=len(cases.undecided(db, found)) if found.state is CaseState.EXPLAINING else 0,
        next=[] if reader.of_unit else cases.next_for(db, found),
        nothing_to_recheck=found.state is CaseState.FOLLOWED
        and not cases.has_ground(db, found, CaseStep.RECHECK),
        steps=[step for step in steps if step not in BY_REPORT],
        lacks=[web.problem_text(one) for one in _lacks(found)],
        past=found.state is CaseState.DRAFT and found.planned_on < today(),
        moves=[] if reader.of_unit else moves,
        visits=[_visit_line(visit) for visit in visits],
        takes_visits=cases.takes_visits(reader, found),
        puts_visits=cases.puts_visits(reader, found),
        findings=cases.findings_for(db, reader, found),
        parts=[part for part in PARTS if part.shown(found) and web.may_open(part.endpoint)],
        plan=plan,
        previous=before if before and before.open_to(reader) else None,
        asked=form_title(visits_service.asked_in(db, found.round)) if found.round else "",
        changes=found.state is CaseState.DRAFT and web.may_open("cases.change"),
        changes_team=cases.changes_team(reader, found),
        of_unit=reader.of_unit,
        cover=cases.minutes_cover(db, found),
        writes_report=self_reports.writes(reader, found),
    )


def _lacks(of: Case) -> list[Problem]:
    """What a draft needs before somebody can approve it."""
    if of.state is not CaseState.DRAFT:
        return []
    own = cases.of_its_team(asker(), of) if asker().role is Role.LEADER else []
    return [*own, *cases.missing_for_approval(web.current_store().read(), of, today())]


def stations(of: Case, moves: Sequence[Move]) -> list[Station]:
    """The line of a case with what it passed or passed over, where it stands and what is to come."""
    line, been = line_of(of), {one.start for one in moves} | {one.end for one in moves}
    at = line.index(of.reached) if of.reached in line else 0
    here = "held" if of.state in HELD else "here"
    before = ["passed" if state in been else "skipped" for state in line[:at]]
    places = [*before, here] + ["to_come"] * (len(line) - at - 1)
    return [Station(state, place) for state, place in zip(line, places, strict=True)]


def _visit_line(visit: Visit) -> VisitLine:
    opens = web.may_open("inspections.visit") and visits_service.may_read(
        web.current_store().read(), visit, who()
    )
    return VisitLine(visit, unit_name(visit.unit, visit.day), opens)
