"""Findings on their way between two offices: with their requests, also what was opened again."""

from pathlib import Path
from typing import Any

import pytest

from survey_app import store
from survey_app.findings import service
from survey_app.findings.model import Finding, Step
from survey_app.findings.service import carrying
from survey_app.places import service as places
from tests.survey_app.conftest import UNITS
from tests.survey_app.findings.conftest import HEAD


@pytest.fixture
def other(tmp_path: Path) -> Any:
    """Another office with the same units."""
    opened = store.create(store.Instance(tmp_path / "other"))
    opened.write(places.load_provinces)
    opened.write(lambda db: places.import_units(db, places.read_units(UNITS.encode(), "units.csv")))
    yield opened
    opened.close()


def carry(desk: Any, other: store.Store, found: Finding) -> tuple[list[str], Finding]:
    """The findings that differ there once the visit went there, and the finding as it stands there."""
    came = carrying.carried_findings(desk.store.read(), found.visit)
    differing = other.write(lambda db: carrying.take_findings(db, came))
    return differing, service.finding(other.read(), HEAD, found.reference)


def test_finding__with_a_request_that_is_decided_later__goes_on_there(desk: Any, other: Any) -> None:
    asked = desk.step(desk.issued(), Step.ASK_EXTENSION)
    assert carry(desk, other, asked) == ([], asked)
    assert service.requests(other.read(), asked)[0].granted is None
    granted = desk.step(asked, Step.GRANT)
    assert carry(desk, other, granted) == ([], granted)
    assert service.requests(other.read(), granted) == service.requests(desk.store.read(), granted)
    assert service.events(other.read(), granted) == service.events(desk.store.read(), granted)


def test_finding__closed_there_and_opened_again_here__is_what_it_is_here(desk: Any, other: Any) -> None:
    closed = desk.closed()
    assert carry(desk, other, closed) == ([], closed)
    opened = desk.through(closed, Step.ASK_REOPENING, Step.REOPEN)
    assert carry(desk, other, opened) == ([], opened)
    again = desk.through(opened, Step.REPORT, Step.PASS, Step.ASK_REOPENING, Step.REOPEN)
    again = desk.through(again, Step.REPORT, Step.PASS)
    assert carry(desk, other, again) == ([], again)
    assert carry(desk, other, again) == ([], again)


def test_finding__moved_on_in_both__stays_and_is_named(desk: Any, other: Any) -> None:
    found = desk.issued()
    carry(desk, other, found)
    desk.step(found, Step.REPORT)
    there = service.finding(other.read(), HEAD, found.reference)
    desk.store, here = other, desk.store
    ahead = desk.step(there, Step.TRANSFER)
    desk.store = here
    assert carry(desk, other, found) == ([found.id], ahead)
