"""Findings as a visit opens them: numbered, in the visit's own write, all or none."""

import sqlite3
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import State
from tests.survey_app.findings.conftest import HEAD

DAY = date(2026, 3, 2)


def test_findings__of_several_visits__are_numbered_in_order_through_the_year(desk: Any) -> None:
    opened = [desk.open(desk.failed("B01"), desk.failed("C02"), day=DAY) for _ in range(2)]
    references = [found.reference for visit in opened for found in visit]
    assert references == ["TT-2026-0001", "TT-2026-0002", "TT-2026-0003", "TT-2026-0004"]


def test_findings__of_a_new_year__begin_at_one(desk: Any) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        (found,) = desk.open(desk.failed("B01"), day=day)
        assert found.reference == f"TT-{day.year}-0001"


def test_finding__read_back__is_what_was_opened(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01", photos=("a.jpg",)), day=DAY)
    assert service.visit_findings(desk.store.read(), found.visit) == [found]
    assert service.finding(desk.store.read(), HEAD, found.reference.lower()) == found
    assert (found.state, found.finders, found.found_on, found.photos) == (
        State.FOUND,
        ("lan",),
        DAY,
        ("a.jpg",),
    )
    assert (found.text("en"), found.text("tyz")) == ("B01 failed", "Không đạt B01")


def test_findings__one_cannot_be_stored__none_is(desk: Any) -> None:
    visit = str(uuid4())
    for bad in (desk.failed("B02", "N9"), desk.failed("B01")):
        new = [desk.failed("B01"), bad]
        with pytest.raises((ValueError, sqlite3.IntegrityError)):
            desk.store.write(lambda db, new=new: service.open_findings(db, visit, "Q1", ["lan"], DAY, new))
    assert service.visit_findings(desk.store.read(), visit) == []


def test_findings__unit_that_was_not_there_that_day__are_refused(desk: Any) -> None:
    with pytest.raises(NotFound):
        desk.open(desk.failed("B01"), unit="Q2", day=DAY)


@pytest.mark.parametrize("change", ["note = 'x'", "finders = '[1]'", "severity = 'N3'", "above = '/'"])
def test_finding__what_was_found__cannot_be_changed(desk: Any, change: str) -> None:
    desk.one()
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        desk.store.write(lambda db: db.execute(f"UPDATE findings_finding SET {change}"))  # noqa: S608


@pytest.mark.parametrize("reference", ["", "TT-2026-0009", "TT-2026-1", "1", "TT-٢٠٢٦-0001", "x" * 500])
def test_finding__reference_nobody_has__is_not_found(desk: Any, reference: str) -> None:
    with pytest.raises(NotFound):
        service.finding(desk.store.read(), HEAD, reference)
