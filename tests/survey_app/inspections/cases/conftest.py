"""An office that inspects: who decides, who leads, who writes, who goes; and two units with their heads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model.cases import Case, CaseAction, Kind, Member, NewCase, Task
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from survey_app.places import service as places
from survey_app.store import Database, Store
from tests.survey_app.inspections.conftest import NOW, TODAY, Team, furnish_team

C2 = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C2,Phường Hai,Ward Two,commune,01,2025-07-01,,,
Q9,Quầy 9,Desk 9,counter,C2,2025-07-01,,,
"""
PEOPLE = (
    ("lan", "Hoàng Lan", Role.TEAM_LEAD),
    ("thu", "Ngô Thu", Role.SECRETARY),
    ("giam", "Đặng Giám", Role.LEADER),
    ("tham", "Bùi Thẩm", Role.VERIFIER),
    ("head", "Lý Trưởng", Role.UNIT_HEAD),
    ("contact", "Lý Mối", Role.UNIT_CONTACT),
    ("other", "Tô Khác", Role.UNIT_HEAD),
    ("inner", "Mai Trong", Role.INSPECTOR),
)
SCOPES = (("head", "C1"), ("contact", "C1"), ("other", "C2"), ("inner", "Q1"))
MEMBERS = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("anh", Task.MEMBER))


@dataclass(frozen=True)
class Bench:
    """The office, and short words for what it does."""

    team: Team
    today: date = TODAY
    now: datetime = NOW

    @property
    def store(self) -> Store:
        return self.team.store

    def db(self) -> Database:
        """What is stored now."""
        return self.store.read()

    def who(self, username: str) -> Asker:
        """Whoever has that user name, as they ask today."""
        person = accounts.person(self.db(), username)
        return accounts.asker(self.db(), username, person.role, self.today)

    def new(self, **changed: Any) -> NewCase:
        """A good new case at C1, with ``changed`` in place of its own."""
        values: dict[str, Any] = {
            "unit": "C1",
            "kind": Kind.PLANNED,
            "planned_on": self.today,
            "title": "Kiểm tra Phường Một",
            "period_first": date(self.today.year, 1, 1),
            "period_last": self.today,
            "round": "K1",
            "self_report": "unit_self_report",
            "members": MEMBERS,
        }
        return NewCase(**{**values, **changed})

    def make(self, by: str = "thu", **changed: Any) -> Case:
        """A draft that was made now."""
        return cases.make_case(self.store, self.who(by), self.new(**changed), self.now)

    def stored(self, of: Case) -> Case:
        """The case as it is stored now."""
        return cases.case(self.db(), self.who("chief"), of.id)

    def take(self, of: Case, step: CaseStep, by: str, **said: Any) -> Case:
        """The case after that step from a page as it is now."""
        now = self.stored(of)
        made_from = cases.basis_of(self.db(), now, step)
        action = CaseAction(step, now.revision, **{"made_from": made_from, **said})
        return cases.step(self.store, self.who(by), of.reference, action, self.now)

    def approved(self, **changed: Any) -> Case:
        """A case that was approved."""
        return self.take(self.make(**changed), CaseStep.APPROVE, "giam", number="12/QĐ-SNV", day=self.today)

    def on_site(self, kind: Kind = Kind.UNANNOUNCED, **changed: Any) -> Case:
        """A case whose team is there."""
        of = self.approved(kind=kind, **changed)
        if kind is not Kind.UNANNOUNCED:
            of = self.take(of, CaseStep.ANNOUNCE, "thu")
        return self.take(of, CaseStep.BEGIN, "anh", told=self.check_in())

    def check_in(self) -> dict[str, str]:
        """Where and when a team says it came."""
        return {"place": "Quầy 1", "time": f"{self.today.isoformat()}T00:15"}

    def at_minutes(self, kind: Kind = Kind.UNANNOUNCED, **failed: str) -> Case:
        """A case whose one visit was handed in and whose minutes are drawn up."""
        of = self.on_site(kind)
        visit = self.team.make(self.team.new())
        self.team.submit(self.team.fill(visit, C01="no", C01_note="Thiếu biển tên ở cửa vào.", **failed))
        return self.take(of, CaseStep.DRAW_UP, "thu")

    def signed(self, kind: Kind = Kind.UNANNOUNCED, **failed: str) -> Case:
        """A case whose minutes both sides signed."""
        told = {"for_team": "Hoàng Lan", "for_unit": "Lý Trưởng"}
        return self.take(self.at_minutes(kind, **failed), CaseStep.SIGN, "thu", told=told)

    def heard(self, of: Case) -> Case:
        """The case once its unit was asked to explain and agreed to everything found."""
        asked = self.take(of, CaseStep.ASK_EXPLANATIONS, "thu", due=self.today + timedelta(5))
        for one in findings.of_case(self.db(), of.id):
            agreed = Action(Step.EXPLAIN, one.revision, agrees=True)
            if not one.ended:
                findings.take_step(self.store, self.who("head"), one.reference, agreed, self.now)
        return asked

    def later(self, days: int) -> "Bench":
        """The same office some days on."""
        return Bench(self.team, self.today + timedelta(days), self.now + timedelta(days))


def end_unit(bench: Bench, code: str, heir: str) -> None:
    """Let a unit have ended yesterday, and another have taken its place."""
    said = {"code": code, "heir": heir, "last": (bench.today - timedelta(1)).isoformat()}
    query = "UPDATE places_unit SET valid_to = :last, successor_code = :heir WHERE code = :code"
    bench.store.write(lambda db: db.execute(query, said))


def furnish_bench(db: Database) -> None:
    """A second commune, and the people cases need."""
    places.import_units(db, places.read_units(C2.encode(), "c2.csv"))
    for username, name, role in PEOPLE:
        db.execute(
            "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
            " VALUES (?, ?, ?, '', '')",
            [username, name, role.value],
        )
    for username, unit in SCOPES:
        db.execute("INSERT INTO accounts_scope (username, unit) VALUES (?, ?)", [username, unit])


@pytest.fixture
def bench(team: Team, moulds: Any) -> Bench:
    moulds.furnish(team.store, furnish_team, furnish_bench)
    return Bench(team)
