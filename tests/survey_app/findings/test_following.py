"""What is overdue and whose; what is asked of a unit and what it needs."""

from datetime import timedelta
from typing import Any

from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Filters, Finding, Order, State, Step
from tests.survey_app.findings.conftest import HEAD, LEADER, UNIT


def late(desk: Any, severity: str = "N2", unit: str = "Q1", days: int = 1) -> Finding:
    """A recommendation whose day passed so many days ago."""
    day = desk.today - timedelta(days + 5)
    found = desk.open(desk.failed("B01", severity), unit=unit, day=day)[0]
    return desk.step(found, Step.ISSUE, day=day, due_on=desk.today - timedelta(days))


def test_late__of_units__n1_first_then_the_longest(desk: Any) -> None:
    long, short = late(desk, unit="T1", days=30), late(desk, unit="T1", days=2)
    grave = late(desk, "N1", "Q1", days=1)
    desk.issued(unit="C1")  # in time
    desk.through(late(desk), Step.REPORT, Step.PASS)  # ended
    found = service.late_by_unit(desk.store.read(), LEADER, desk.today)
    assert [(one.owner, one.count, one.grave) for one in found.units] == [("Q1", 1, 1), ("T1", 2, 0)]
    assert [one.findings for one in found.units] == [(grave,), (long, short)]
    assert (found.count, found.grave, found.more) == (3, 1, 0)
    assert found.units[1].since == desk.today - timedelta(30)


def test_late__of_who_reaches_less__is_theirs_alone(desk: Any) -> None:
    late(desk, unit="C1")
    inside = late(desk, unit="Q1")
    narrow = Asker("hep", Role.LEADER, ("T1",))
    found = service.late_by_unit(desk.store.read(), narrow, desk.today)
    assert [one.findings for one in found.units] == [(inside,)]
    nowhere = service.late_by_unit(desk.store.read(), Asker("x", Role.LEADER, ()), desk.today)
    assert (nowhere.units, nowhere.count) == ((), 0)


def steps_of(desk: Any) -> dict[str, Step | None]:
    return {one.finding.id: one.step for one in service.work_of(desk.store.read(), UNIT, desk.today)}


def test_work__of_a_unit__is_what_comes_next(desk: Any) -> None:
    desk.one()  # not told yet
    asked = desk.step(desk.one(), Step.ASK)
    answered = desk.through(desk.one(), Step.ASK, Step.EXPLAIN)
    issued = desk.issued()
    planned = desk.through(desk.issued(), Step.ACKNOWLEDGE, Step.PLAN)
    failed = desk.step(desk.reported(), Step.FAIL)
    reported = desk.reported()
    desk.closed()
    desk.issued(unit="C1")  # not theirs
    assert steps_of(desk) == {
        asked.id: Step.EXPLAIN,
        answered.id: None,
        issued.id: Step.ACKNOWLEDGE,
        planned.id: Step.REPORT,
        failed.id: Step.REPORT,
        reported.id: None,
    }


def test_work__to_be_reported__says_what_is_missing_and_what_was_wrong(desk: Any) -> None:
    desk.step(desk.reported(), Step.FAIL)
    (work,) = service.work_of(desk.store.read(), UNIT, desk.today)
    assert work.needs == ("cause", "measure", "files")
    assert work.last is not None
    assert work.last.step is Step.FAIL
    assert work.may_ask


def test_work__to_be_explained__says_until_when(desk: Any) -> None:
    day = desk.today + timedelta(5)
    desk.step(desk.one(), Step.ASK, due_on=day)
    (work,) = service.work_of(desk.store.read(), UNIT, desk.today)
    assert work.explain_by == day


def test_register__in_each_order__has_the_same_findings(desk: Any) -> None:
    first = late(desk, "N3", "T1", days=9)
    second = late(desk, "N1", "Q1", days=2)
    third = desk.one(severity="N2")
    closed = desk.closed(severity="N1")

    def listed(order: Order) -> list[str]:
        found = service.listing(desk.store.read(), HEAD, Filters(), order=order).findings
        written = [one for one, _ in service.history(desk.store.read(), HEAD, Filters(), order)]
        assert written == list(found)
        return [one.reference for one in found]

    assert listed(Order.DUE)[:2] == [first.reference, second.reference]
    assert listed(Order.GRAVE)[0] == second.reference
    assert listed(Order.GRAVE)[-1] == first.reference
    assert listed(Order.UNIT)[0] == first.reference
    assert closed.state is State.CLOSED
    assert {frozenset(listed(order)) for order in Order} == {
        frozenset(one.reference for one in (first, second, third, closed))
    }
