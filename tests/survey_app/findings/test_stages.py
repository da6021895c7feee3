"""The way of a finding as a picture: what lies behind, where it stands, what is ahead; and its line."""

from typing import Any

import pytest

from survey_app.findings import service
from survey_app.findings.model import Finding, Standing, Step, line, since, way

_MARKS = {Standing.BEHIND: "✓", Standing.NOW: ">", Standing.AHEAD: "."}
REMEDY = (Step.ISSUE, Step.REPORT)


def seen(desk: Any, found: Finding) -> str:
    """The way in short: '✓found >issued .worked …'."""
    passages = way(found, service.events(desk.store.read(), found))
    return " ".join(f"{_MARKS[one.standing]}{one.stage}" for one in passages)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), ">found .issued .worked .reported .verified .ended"),
        ((Step.ASK,), "✓found >explained .issued .worked .reported .verified .ended"),
        ((Step.ASK, Step.EXPLAIN, Step.WITHDRAW), "✓found ✓explained >ended"),
        (REMEDY, "✓found ✓issued >reported .verified .ended"),
        ((*REMEDY, Step.FAIL), "✓found ✓issued >worked .reported .verified .ended"),
        ((*REMEDY, Step.PASS), "✓found ✓issued ✓reported ✓verified >ended"),
        ((Step.ISSUE, Step.ACKNOWLEDGE, Step.TRANSFER), "✓found ✓issued ✓worked >ended"),
    ],
)
def test_way__after_steps__says_what_is_behind_and_ahead(
    desk: Any, steps: tuple[Step, ...], expected: str
) -> None:
    assert seen(desk, desk.through(desk.one(), *steps)) == expected


def test_way__to_be_seen_on_site__goes_by_there(desk: Any) -> None:
    found = desk.step(desk.one(), Step.ISSUE, site_check=True)
    assert seen(desk, found) == "✓found >issued .worked .reported .verified .rechecked .ended"
    found = desk.through(found, Step.REPORT, Step.PASS)
    assert seen(desk, found) == "✓found ✓issued ✓reported ✓verified >rechecked .ended"


def test_since__more_time_asked_for_and_granted__stays_as_it_was(desk: Any) -> None:
    found = desk.through(desk.issued(), Step.ACKNOWLEDGE, Step.ASK_EXTENSION, Step.GRANT)
    came = since(found, service.events(desk.store.read(), found))
    assert came is not None
    assert came.step is Step.ACKNOWLEDGE


def test_line__of_a_closed_finding__names_document_evidence_and_verifier(desk: Any) -> None:
    found = desk.step(desk.one(), Step.ISSUE, document="45/TB-SNV")
    found = desk.through(found, Step.REPORT, Step.FAIL)
    failed = line(found, service.events(desk.store.read(), found))
    assert (failed.conclusion, failed.evidence, failed.verifier) == ("45/TB-SNV", 1, "hoa")
    assert failed.report is None  # the remedy did not stand
    found = desk.step(found, Step.REPORT, files=(desk.picture(1), desk.picture(2)))
    closed = desk.step(found, Step.PASS)
    told = line(closed, service.events(desk.store.read(), closed))
    assert told.evidence == 2
    assert told.report is not None
    assert told.end is not None
    assert told.end.step is Step.PASS
