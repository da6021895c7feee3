"""Two units with things due on days, one case that is to surprise, and everybody who might hear of them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.service.sessions import digest
from survey_app.accounts.store import people, sessions
from survey_app.app import create_app
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Finding, NewExternal, Step
from survey_app.inspections.model.cases import Case, Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.notices import Addressee
from survey_app.office.service import reminders
from survey_app.store import Database
from tests.survey_app.inspections.cases.conftest import Bench
from tests.survey_app.inspections.cases.conftest import bench as bench
from tests.survey_app.inspections.conftest import picture
from tests.survey_app.inspections.conftest import team as team
from tests.survey_app.notices.post import post as post

TEXT = "Gắn biển tên ở cửa vào, chụp ảnh gửi kèm."


@dataclass
class World:
    """The office and what is due in it, by short names."""

    bench: Bench
    late: Finding  # at C1, due tomorrow, done by nobody
    soon: Finding  # at C1, due in 3 days
    reported: Finding  # at C1, remedied, due in 3 days
    asked: Finding  # at C1, to be explained in 2 days
    untold: Finding  # at C1, which knows nothing of it
    away: Finding  # at C2, due in 3 days
    above: Finding  # of a team from above, at C2, due in 40 days
    coming: Case  # at C1, announced, in 5 days
    secret: Case  # at C1, unannounced, in 2 days
    reporting: Case  # at C2, self-report due in 2 days

    def keys(self, username: str, days: int = 0) -> dict[str, str]:
        """What concerns somebody, so many days on: what and of which reference, and their part."""
        later = self.bench.later(days)
        dues = reminders.dues_of(self.bench.db(), later.who(username), later.today)
        return {due.key: part.value for due, part in dues}

    def sent(self, days: int = 0) -> dict[str, dict[str, str]]:
        """What the mail of a day would say to whom: the key of each thing with its rung, by user name."""
        db, today = self.bench.db(), self.bench.today + timedelta(days)
        everybody = {one.username: Addressee(one.username, one.name, "a@b.vn") for one in accounts.people(db)}
        told: dict[str, dict[str, str]] = {name: {} for name in everybody}
        for notice in reminders.notices_due(db, everybody, today):
            for username in notice.usernames:
                told[username][notice.key] = notice.rung.name
        return told

    def client(self, username: str, days: int = 0) -> Any:
        """A browser of somebody, so many days on."""
        now, token = self.bench.now + timedelta(days), str(uuid4())

        def start(db: Database) -> None:
            sessions.start(db, digest(token), username, now.isoformat(), "", waits=False)

        self.bench.store.write(start)
        app = create_app(self.bench.store, clock=lambda: now)
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        with client.session_transaction() as session:
            session[web.SESSION_TOKEN] = token
        return client

    def address(self, username: str, email: str) -> None:
        """Give somebody an e-mail address."""
        known = accounts.person(self.bench.db(), username)
        self.bench.store.write(lambda db: people.change(db, replace(known, email=email)))


def found_at(bench: Bench, counter: str) -> Finding:
    visit = bench.team.make(bench.team.new(unit=counter))
    photo = bench.team.photograph(visit)
    failed = {"C01": "no", "C01_note": "Thiếu biển tên ở cửa vào.", "C01_photo": photo}
    bench.team.submit(bench.team.fill(visit, **failed))
    return findings.visit_findings(bench.db(), visit.id)[0]


def take(bench: Bench, of: Finding, step: Step, by: str = "lan", **said: Any) -> Finding:
    """The finding after a step taken now."""
    action = Action(step, of.revision, **said)
    return findings.take_step(bench.store, bench.who(by), of.reference, action, bench.now)


def issued(bench: Bench, counter: str, due: int) -> Finding:
    on = bench.today + timedelta(due)
    return take(bench, found_at(bench, counter), Step.ISSUE, text=TEXT, due_on=on)


@pytest.fixture
def world(bench: Bench) -> World:
    from_above = NewExternal(
        *("C2", "TT01", "N2", "Niêm yết thiếu ở nhiều quầy.", "Bộ Nội vụ", "12/KL-BNV", bench.today, TEXT),
        bench.today + timedelta(40),
    )
    # Before anybody comes there with a case: what a case found is issued by its conclusion.
    reported, away = issued(bench, "Q1", 3), issued(bench, "Q9", 3)
    report = {"cause": TEXT, "measure": TEXT, "files": (picture(),)}
    reporting = bench.take(bench.approved(unit="C2"), CaseStep.ANNOUNCE, "thu")
    due = bench.today + timedelta(2)
    return World(
        bench,
        late=issued(bench, "Q1", 1),
        soon=issued(bench, "Q1", 3),
        reported=take(bench, reported, Step.REPORT, "head", **report),
        asked=take(bench, found_at(bench, "Q1"), Step.ASK, due_on=due),
        untold=found_at(bench, "Q1"),
        away=away,
        above=findings.enter_external(bench.store, bench.who("thu"), from_above, bench.now),
        coming=bench.take(bench.approved(planned_on=bench.today + timedelta(5)), CaseStep.ANNOUNCE, "thu"),
        secret=bench.approved(kind=Kind.UNANNOUNCED, planned_on=due),
        reporting=bench.take(reporting, CaseStep.AWAIT_REPORT, "thu", due=due),
    )
