"""One case of the demonstration as its people play it: their steps, what is found, what becomes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from forms import screens
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Finding, State, Step
from survey_app.inspections.model import CaseAction, Kind, Member, Recommended, Task
from survey_app.inspections.model.cases import Case, CaseFilters
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from survey_app.instruments import service as instruments
from survey_app.office.demo.answers import answers
from survey_app.office.demo.people import (
    COMPANION,
    CONTACT,
    FINDER,
    FIRST_COMMUNE,
    FURTHER,
    HEAD,
    LEAD,
    LEADER,
    NAMES,
    SECOND_COMMUNE,
    SECOND_HEAD,
    SECOND_LEAD,
    SECRETARY,
    VERIFIER,
)
from survey_app.office.demo.remedies import REMEDIES
from survey_app.office.demo.stage import Stage
from survey_app.office.demo.visitor import Visitor
from survey_app.places.model import local_day
from survey_app.rounds.model import Round

_HEADS: Final[Mapping[str, str]] = {FIRST_COMMUNE: HEAD, SECOND_COMMUNE: SECOND_HEAD}
_SPEAKERS: Final[Mapping[str, str]] = {FIRST_COMMUNE: CONTACT, SECOND_COMMUNE: SECOND_HEAD}


@dataclass(frozen=True, slots=True)
class Team:
    """Who inspects: who leads, who writes, who goes there."""

    lead: str
    secretary: str
    goers: tuple[str, str]

    @property
    def members(self) -> tuple[Member, ...]:
        rest = [Member(name, Task.MEMBER) for name in self.goers if name != self.lead]
        return (Member(self.lead, Task.LEAD), Member(self.secretary, Task.SECRETARY), *rest)


FIRST_TEAM: Final = Team(LEAD, SECRETARY, (FINDER, COMPANION))
SECOND_TEAM: Final = Team(SECOND_LEAD, SECRETARY, (FURTHER, SECOND_LEAD))


@dataclass(frozen=True, slots=True)
class Plot:
    """What is decided of a case before it is played: where, what for, by whom, meant for which day.

    ``form`` is what its visits fill in, ``report`` what its unit reports with ('' for none).
    """

    unit: str
    title: str
    planned: int
    kind: Kind = Kind.PLANNED
    team: Team = FIRST_TEAM
    form: str = "counter_check"
    report: str = ""
    previous: str = ""


@dataclass(slots=True)
class Played:
    """A case while it is played; ``number`` is the one its decisions and visits are numbered by."""

    stage: Stage
    wave: Round | None
    plot: Plot
    number: int
    id: str
    visits: list[str] = field(default_factory=list)

    @property
    def now(self) -> Case:
        """The case as it stands."""
        found = cases.unguarded(self.stage.store.read(), self.id)
        assert found is not None  # noqa: S101  # it was made
        return found

    def take(self, step: CaseStep, who: str, **said: Any) -> None:
        """Somebody takes a step with it."""
        asker, now, of = self.stage.who(who), self.stage.now, self.now
        made_from = cases.basis_of(self.stage.store.read(), of, step)
        action = CaseAction(step, of.revision, made_from=made_from, **said)
        self.stage.write(lambda db: cases.step_within(db, asker, self.id, action, now))

    def approve(self) -> None:
        """A leader approves it, and first its plan when that is still a draft."""
        today = local_day(self.stage.now)
        plan = cases.plan(self.stage.store.read(), self.now.plan) if self.now.plan else None
        if plan and plan.state == "draft":
            number, leader = f"{plan.year % 100}/KH-MH", self.stage.who(LEADER)
            seen = cases.digest_of(cases.cases(self.stage.store.read(), leader, CaseFilters(plan=plan.id)))
            cases.approve_plan(
                self.stage.store, leader, plan.id, number, today, plan.revision, seen, self.stage.now
            )
        self.take(CaseStep.APPROVE, LEADER, number=f"{self.number}/QĐ-MH", day=today)

    def begin(self, place: str = "Quầy tiếp nhận số 1") -> None:
        """Its team comes."""
        told = {"place": place, "time": self.stage.clock()}
        self.take(CaseStep.BEGIN, self.plot.team.goers[0], told=told)

    def visit(self, codes: Iterable[str]) -> None:
        """Two of its team fill a visit in, find what has these codes, and hand it in."""
        self.fill(answers(codes))
        self.visitor.hand_in(self.visits[-1])

    def fill(self, said: Mapping[str, Any], sections: int | None = None) -> None:
        """They begin a visit and fill in so many sections of it, or all."""
        of, number = self.visitor, 200 + 10 * self.number + len(self.visits)
        asked = instruments.published(self.stage.store.read(), of.wave.instrument, of.wave.version)
        self.visits.append(of.make(number, self.plot.unit, local_day(self.stage.now), self.now.reference))
        of.fill(self.visits[-1], said, screens(asked)[:sections])

    @property
    def visitor(self) -> Visitor:
        """Who fills its visits in."""
        assert self.wave is not None  # noqa: S101  # its team goes there
        return Visitor(self.stage, self.wave, *self.plot.team.goers)

    def sign(self, **told: str) -> None:
        """Both sides sign the minutes, or what ``told`` says with them."""
        own = _HEADS.get(self.plot.unit.rpartition(".")[0])
        unit = f"{NAMES[own]}, thủ trưởng đơn vị" if own else "Giám đốc trung tâm (minh họa)"
        signed = {"for_team": f"{NAMES[self.plot.team.lead]}, trưởng đoàn", "for_unit": unit}
        note = told.pop("note", "")
        self.take(
            CaseStep.SIGN,
            self.plot.team.secretary,
            note=note,
            told=signed if not told else {**told, "for_team": signed["for_team"]},
        )

    def conclude(self, due: Mapping[str, int], on_site: Iterable[str] = ()) -> None:
        """A leader concludes it: each upheld finding is to be remedied by its ``due`` day."""
        upheld = [one for one in self.found if one.state is State.UPHELD]
        recommended = tuple(
            Recommended(
                one.id,
                REMEDIES[one.code].asked,
                one.unit,
                self.stage.day(due[one.code]),
                one.code in on_site,
            )
            for one in upheld
        )
        day, number = local_day(self.stage.now), f"{self.number}/TB-MH"
        self.take(CaseStep.CONCLUDE, LEADER, number=number, day=day, recommended=recommended)

    @property
    def found(self) -> list[Finding]:
        """What was found, as it stands."""
        return findings.of_case(self.stage.store.read(), self.id)

    def finding(self, code: str) -> "Followed":
        """What was found with that code."""
        reference = next(one.reference for one in self.found if one.code == code)
        return Followed(self.stage, reference)


@dataclass(frozen=True, slots=True)
class Followed:
    """A finding while it is followed."""

    stage: Stage
    reference: str

    def take(self, step: Step, who: str, *, proof: bool = False, **said: Any) -> None:
        """Somebody takes a step with it, with a picture as ``proof``."""
        asker, now = self.stage.who(who), self.stage.now
        found = findings.finding(self.stage.store.read(), asker, self.reference)
        action, files = Action(step, found.revision, **said), [self.stage.photo] if proof else []
        self.stage.write(lambda db: findings.step_within(db, asker, self.reference, action, now, files))

    @property
    def now(self) -> Finding:
        """The finding as it stands."""
        return findings.finding(self.stage.store.read(), self.stage.who(LEADER), self.reference)

    def answer(self, step: Step, *, proof: bool = False, **said: Any) -> None:
        """Its unit takes a step, or who writes for the team by a paper of the unit."""
        above = self.now.owner_above
        who = next((name for unit, name in _SPEAKERS.items() if f"/{unit}/" in above), SECRETARY)
        if who == SECRETARY:
            said["paper"] = f"Công văn của đơn vị ngày {local_day(self.stage.now):%d/%m/%Y}"
        self.take(step, who, proof=proof, **said)

    def acknowledge(self) -> None:
        """Its unit says that it has read it."""
        self.answer(Step.ACKNOWLEDGE)

    def plan(self, day: int) -> None:
        """Its unit says what it will do by which day."""
        self.answer(Step.PLAN, measure=REMEDIES[self.now.code].asked, day=self.stage.day(day))

    def report(self) -> None:
        """Its unit reports the remedy, with a picture."""
        remedy = REMEDIES[self.now.code]
        self.answer(Step.REPORT, proof=True, cause=remedy.cause, measure=remedy.done)

    def extend(self, until: int, reason: str) -> None:
        """Its unit asks for more time."""
        self.answer(Step.ASK_EXTENSION, note=reason, until=self.stage.day(until))

    def judge(self, step: Step, note: str) -> None:
        """Somebody who neither found nor remedied it takes a step."""
        self.take(step, VERIFIER, note=note)
