"""The usual course of a case in the demonstration: made, approved, visited, explained, concluded."""

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from survey_app.findings.model import Step
from survey_app.inspections.model import Kind, NewCase, NewPlan
from survey_app.inspections.model.cases import WITHOUT_VISIT
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from survey_app.office.demo.attendance import count_present
from survey_app.office.demo.case import Played, Plot
from survey_app.office.demo.people import SECRETARY
from survey_app.office.demo.stage import Stage
from survey_app.rounds.model import Round

Course = Generator[datetime, None, Played]
"""A part of a story that ends with its case."""
_PERIOD = timedelta(180)
_WITHDRAWN = "Đơn vị chứng minh đã khắc phục trước ngày đoàn đến, có ảnh kèm theo."


@dataclass(frozen=True, slots=True)
class Casting:
    """Makes the cases of the demonstration, each with a number of its own and its visits for one round."""

    stage: Stage
    waves: Mapping[str, Round]
    numbers: "count[int]" = field(default_factory=lambda: count(11))

    def make(self, plot: Plot) -> Played:
        """The new case, a draft in the plan of its year."""
        stage, who = self.stage, self.stage.who(SECRETARY)
        planned_on = stage.day(plot.planned)
        wave = None if plot.kind in WITHOUT_VISIT else self.waves[plot.form]
        new = NewCase(
            unit=plot.unit,
            kind=plot.kind,
            planned_on=planned_on,
            title=plot.title,
            period_first=planned_on - _PERIOD,
            period_last=planned_on - timedelta(1),
            round=wave.code if wave else "",
            self_report=plot.report,
            plan=self._plan(planned_on.year),
            previous=plot.previous,
            members=plot.team.members,
        )
        made = stage.write(lambda db: cases.make_within(db, who, new, stage.now))
        return Played(stage, wave, plot, next(self.numbers), made.id)

    def _plan(self, year: int) -> str:
        """The id of the plan of that year, made when there is none."""
        stage = self.stage
        for plan in cases.plans(stage.store.read()):
            if plan.year == year:
                return plan.id
        new = NewPlan(year, f"Kế hoạch kiểm tra cải cách hành chính năm {year} (minh họa)")
        return cases.make_plan(stage.store, stage.who(SECRETARY), new, stage.now).id


def visited(cast: Casting, plot: Plot, codes: Collection[str], made: int) -> Course:
    """A case up to its visit, which finds what has these ``codes``; made so many days from today."""
    stage, visit = cast.stage, plot.planned
    yield stage.at(made)
    one = cast.make(plot)
    yield stage.at(visit - 12)
    one.approve()
    if plot.kind is not Kind.UNANNOUNCED:
        yield stage.at(visit - 8, 9)
        one.take(CaseStep.ANNOUNCE, SECRETARY)
    yield stage.at(visit, 7, 30)
    one.begin()
    count_present(one, absent=2 if "CV04" in codes else 0)
    one.visit(codes)
    return one


def signed(cast: Casting, plot: Plot, codes: Collection[str], made: int) -> Course:
    """The same case with its minutes signed by both."""
    one = yield from visited(cast, plot, codes, made)
    yield cast.stage.at(plot.planned + 1, 14)
    one.take(CaseStep.DRAW_UP, SECRETARY)
    yield cast.stage.at(plot.planned + 2, 15)
    one.sign()
    return one


def concluded(
    cast: Casting,
    plot: Plot,
    due: Mapping[str, int],
    made: int,
    *,
    on_site: Collection[str] = (),
    withdrawn: Collection[str] = (),
) -> Course:
    """The same case concluded: what was found with the codes of ``due`` is to be remedied by these days.

    What is ``on_site`` will be seen again there; what is ``withdrawn`` the unit could explain.
    """
    stage, visit = cast.stage, plot.planned
    one = yield from signed(cast, plot, [*due, *withdrawn], made)
    yield stage.at(visit + 3, 9)
    one.take(CaseStep.ASK_EXPLANATIONS, SECRETARY, due=stage.day(visit + 10))
    yield stage.at(visit + 8, 10)
    for code in due:
        one.finding(code).answer(Step.EXPLAIN, agrees=True)
    for code in withdrawn:
        one.finding(code).answer(Step.EXPLAIN, agrees=False, proof=True, note=_WITHDRAWN)
    yield stage.at(visit + 11, 9)
    for code in due:
        one.finding(code).take(Step.UPHOLD, plot.team.lead)
    for code in withdrawn:
        one.finding(code).take(Step.WITHDRAW, plot.team.lead, note=_WITHDRAWN)
    yield stage.at(visit + 16, 16)
    one.conclude(due, on_site)
    return one
