"""Findings at a counter, and the people who work on them."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from survey_app import media, store
from survey_app.findings import service
from survey_app.findings.model import Action, Finding, NewFinding, Step
from survey_app.places.model import local_day


class Desk:
    """What the tests do with findings, at an office with counters."""

    now = datetime.now(UTC)
    day = local_day(now) - timedelta(3)
    done = "Đã thay bảng niêm yết mới ngày 12/3"

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
    ) -> list[Finding]:
        """The findings of a visit."""
        visit = str(uuid4())
        return self.store.write(
            lambda db: service.open_findings(db, visit, unit, (by, *team), day or self.day, new)
        )

    def one(self, by: str = "lan", team: tuple[str, ...] = (), **more: Any) -> Finding:
        """One open finding."""
        return self.open(self.failed("B01", **more), by=by, team=team)[0]

    def step(
        self, found: Finding, step: Step, who: str = "", note: str = done, photo: bytes = b""
    ) -> Finding:
        """The finding after somebody took a step on what they saw: Minh, or Hoa when it is to be closed."""
        acting = who or ("hoa" if step is Step.CLOSE else "minh")
        action = Action(step, found.revision, acting, note, photo)
        return service.take_step(self.store, found.reference, action, self.now)

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
