"""Findings as a visit opens them: numbered, in the visit's own write, all or none."""

import sqlite3
from datetime import date
from uuid import uuid4

import pytest

from survey_app import store
from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import Finding, NewFinding, State

DAY = date(2026, 3, 2)


def failed(item: str, severity: str = "N1") -> NewFinding:
    statement = {"vi": f"Không đạt {item}", "en": f"{item} failed"}
    return NewFinding(item, "TT01", severity, statement, "Điều 5", "Bảng niêm yết đã cũ", ("a.jpg",))


def open_at(opened: store.Store, *items: str, day: date = DAY, unit: str = "Q") -> list[Finding]:
    visit = str(uuid4())
    new = [failed(item) for item in items]
    return opened.write(lambda db: service.open_findings(db, visit, unit, "lan", day, new))


def test_findings__of_several_visits__are_numbered_in_order_through_the_year(ready: store.Store) -> None:
    references = [found.reference for _ in range(2) for found in open_at(ready, "B01", "C02")]
    assert references == ["TT-2026-0001", "TT-2026-0002", "TT-2026-0003", "TT-2026-0004"]


def test_findings__of_a_new_year__begin_at_one(ready: store.Store) -> None:
    open_at(ready, "B01", day=date(2025, 12, 31), unit="C")
    assert open_at(ready, "B01")[0].reference == "TT-2026-0001"


def test_finding__read_back__is_what_was_opened(ready: store.Store) -> None:
    (found,) = open_at(ready, "B01")
    assert service.visit_findings(ready.read(), found.visit) == [found]
    assert (found.state, found.found_by, found.found_on, found.photos) == (State.OPEN, "lan", DAY, ("a.jpg",))
    assert (found.text("en"), found.text("tyz")) == ("B01 failed", "Không đạt B01")


def test_findings__one_cannot_be_stored__none_is(ready: store.Store) -> None:
    visit = str(uuid4())
    for bad in (failed("B02", "N9"), failed("B01")):
        with pytest.raises((ValueError, sqlite3.IntegrityError)):
            ready.write(
                lambda db, bad=bad: service.open_findings(db, visit, "Q", "lan", DAY, [failed("B01"), bad])
            )
    assert service.visit_findings(ready.read(), visit) == []


def test_findings__unit_that_was_not_there_that_day__are_refused(ready: store.Store) -> None:
    with pytest.raises(NotFound):
        open_at(ready, "B01", unit="gone")


@pytest.mark.parametrize("change", ["note = 'x'", "found_by = 'x'", "severity = 'N3'", "above = '/'"])
def test_finding__what_was_found__cannot_be_changed(ready: store.Store, change: str) -> None:
    open_at(ready, "B01")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        ready.write(lambda db: db.execute(f"UPDATE findings_finding SET {change}"))  # noqa: S608
