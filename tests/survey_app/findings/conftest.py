"""Findings at a counter, and the people who work on them."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from survey_app import media, store, web
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Action, Finding, NewFinding, Step
from survey_app.places.model import local_day

LONG = "Đã thay bảng niêm yết mới ngày 12/3"
HEAD, LEAD = Asker("quantri", Role.ADMINISTRATOR), Asker("truong", Role.TEAM_LEAD)
SECRETARY, VERIFIER = Asker("thuky", Role.SECRETARY), Asker("hoa", Role.VERIFIER)
LEADER, UNIT = Asker("lanhdao", Role.LEADER), Asker("daumoi", Role.UNIT_CONTACT, ("Q1",))
# Who takes a step in these tests, when nobody is named.
TAKES = {
    **dict.fromkeys((Step.ASK, Step.UPHOLD, Step.WITHDRAW, Step.ISSUE), LEAD),
    **dict.fromkeys((Step.EXPLAIN, Step.ACKNOWLEDGE, Step.PLAN, Step.START, Step.REPORT), UNIT),
    **dict.fromkeys((Step.TAKE_UP, Step.PASS, Step.FAIL, Step.RECHECK_PASS, Step.RECHECK_FAIL), VERIFIER),
    **dict.fromkeys((Step.TRANSFER, Step.GRANT, Step.REFUSE_EXTENSION), LEADER),
    Step.ASK_EXTENSION: UNIT,
    Step.ASK_REOPENING: VERIFIER,
    **dict.fromkeys((Step.REOPEN, Step.REFUSE_REOPENING), LEADER),
}


class Desk:
    """What the tests do with findings, at an office with counters."""

    now = web.now()
    today = local_day(now)
    day = today - timedelta(3)
    done = LONG

    def __init__(self, opened: store.Store) -> None:
        self.store = opened

    def failed(self, item: str, severity: str = "N1", code: str = "TT01", **more: Any) -> NewFinding:
        """An item that failed."""
        statement = {"vi": f"Không đạt {item}", "en": f"{item} failed"}
        values = {"legal_basis": "Điều 5", "note": "Bảng niêm yết đã cũ", "photos": (), **more}
        return NewFinding(item=item, code=code, severity=severity, statement=statement, **values)

    def open(
        self,
        *new: NewFinding,
        by: str = "lan",
        team: tuple[str, ...] = (),
        unit: str = "Q1",
        day: date | None = None,
        **more: str,
    ) -> list[Finding]:
        """The findings of a visit."""
        visit = str(uuid4())
        return self.store.write(
            lambda db: service.open_findings(db, visit, unit, (by, *team), day or self.day, new, **more)
        )

    def one(self, by: str = "lan", team: tuple[str, ...] = (), unit: str = "Q1", **more: Any) -> Finding:
        """One finding, as it was found."""
        return self.open(self.failed("B01", **more), by=by, team=team, unit=unit)[0]

    def said(self, step: Step) -> dict[str, Any]:
        """What a step needs."""
        later = self.today + timedelta(30)
        return {
            Step.ASK: {"due_on": self.today + timedelta(5)},
            Step.WITHDRAW: {"note": LONG},
            Step.EXPLAIN: {"agrees": True},
            Step.ISSUE: {"text": LONG, "due_on": self.today + timedelta(15)},
            Step.PLAN: {"measure": LONG, "day": self.today + timedelta(10)},
            Step.REPORT: {"cause": LONG, "measure": LONG, "files": (self.picture(),)},
            Step.FAIL: {"note": LONG},
            Step.RECHECK_PASS: {"note": LONG},
            Step.RECHECK_FAIL: {"note": LONG},
            Step.TRANSFER: {"to": "Bộ Nội vụ", "document": "Công văn 12/UBND", "note": LONG},
            Step.ASK_EXTENSION: {"until": later, "note": LONG},
            Step.REFUSE_EXTENSION: {"note": LONG},
            Step.ASK_REOPENING: {"until": later, "note": LONG},
            Step.REFUSE_REOPENING: {"note": LONG},
        }.get(step, {})

    def step(self, found: Finding, step: Step, asker: Asker | None = None, **said: Any) -> Finding:
        """The finding after somebody took a step on what they saw, with what it needs."""
        who = asker or TAKES[step]
        paper = {"paper": "Báo cáo số 15"} if not who.of_unit else {}
        action = Action(step, found.revision, **{**paper, **self.said(step), **said})
        return service.take_step(self.store, who, found.reference, action, self.now)

    def through(self, found: Finding, *steps: Step) -> Finding:
        """The finding after these steps, each by who takes it."""
        for step in steps:
            found = self.step(found, step)
        return found

    def issued(self, **more: Any) -> Finding:
        """A new finding that was issued."""
        return self.step(self.one(**more), Step.ISSUE)

    def reported(self, **more: Any) -> Finding:
        """A new finding whose remedy was reported."""
        return self.step(self.issued(**more), Step.REPORT)

    def closed(self, **more: Any) -> Finding:
        """A new finding that was closed."""
        return self.step(self.reported(**more), Step.PASS)

    def again(self, found: Finding) -> Finding:
        """The finding as it is stored now."""
        return service.finding(self.store.read(), HEAD, found.reference)

    def picture(self, red: int = 200) -> bytes:
        """A photo as a camera sends it."""
        out = io.BytesIO()
        Image.new("RGB", (40, 30), (red, 0, 0)).save(out, "JPEG")
        return out.getvalue()

    def photo(self, red: int = 200) -> str:
        """The name of a kept photo."""
        return media.take_photo(self.store, self.picture(red), self.now).name


@pytest.fixture
def desk(office: Any) -> Desk:
    return Desk(office.store)
