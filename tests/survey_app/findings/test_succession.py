"""Units that end: what they leave open goes to their successor; what was found there is found again."""

from datetime import date, timedelta
from typing import Any

import pytest

from survey_app import store
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import State as S
from survey_app.findings.model import Step
from survey_app.places import service as places
from tests.survey_app.findings.conftest import HEAD

UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
X1,Xã cũ,Old,commune,01,2025-07-01,{last},X2,Nghị quyết 9
X2,Xã mới,New,commune,01,{next},,,
X3,Xã đã hết,Gone,commune,01,2025-07-01,{last},,Nghị quyết 9
"""


@pytest.fixture
def merged(desk: Any) -> Any:
    """X1 ended yesterday, X2 took its place; X3 ended and nothing did."""
    last = desk.today - timedelta(1)
    table = UNITS.format(last=last, next=desk.today).encode()
    desk.store.write(lambda db: places.import_units(db, places.read_units(table, "units.csv")))
    return desk


def hand_over(desk: Any) -> int:
    handed: int = service.hand_over_open(desk.store, desk.now)
    return handed


def test_open_findings__of_a_unit_that_ended__go_to_its_successor(merged: Any) -> None:
    found = merged.one(unit="X1")
    left = merged.one(unit="X3")
    withdrawn = merged.step(merged.one(unit="X1"), Step.WITHDRAW)
    assert hand_over(merged) == 1
    moved = merged.again(found)
    assert (moved.owner, moved.owner_above, moved.unit, moved.state) == ("X2", "/01/X2/", "X1", S.FOUND)
    (event,) = service.events(merged.store.read(), moved)
    assert (event.step, event.who, event.note, event.data) == (
        *(Step.HAND_OVER, "", "Nghị quyết 9"),
        {"from": "X1", "owner": "X2"},
    )
    assert [merged.again(one).owner for one in (left, withdrawn)] == ["X3", "X1"]
    assert hand_over(merged) == 0


def test_finding__handed_over__is_the_successors_to_remedy(merged: Any) -> None:
    heir = Asker("thutruong", Role.UNIT_HEAD, ("X2",))
    found = merged.one(unit="X1")
    hand_over(merged)
    found = merged.step(merged.again(found), Step.ISSUE)
    assert merged.step(found, Step.REPORT, heir).state is S.REPORTED


def test_unit__that_stands_under_another_now__is_reached_by_that(desk: Any) -> None:
    found = desk.issued()
    desk.store.write(lambda db: db.execute("UPDATE findings_finding SET owner_above = '/01/Q1/'"))
    assert hand_over(desk) == 0
    assert desk.again(found).owner_above == "/01/C1/T1/Q1/"


@pytest.mark.parametrize(
    ("earlier", "later", "repeats"),
    [
        (date(2026, 1, 5), date(2026, 3, 2), True),
        (date(2026, 3, 2), date(2028, 3, 2), True),
        (date(2026, 3, 1), date(2028, 3, 2), False),
        (date(2026, 2, 28), date(2028, 2, 29), True),
    ],
)
def test_same_code__in_a_unit_within_24_months__is_a_repeat(
    desk: Any, earlier: date, later: date, repeats: bool
) -> None:
    (first,) = desk.open(desk.failed("B01"), unit="Q1", day=earlier)
    (again,) = desk.open(desk.failed("B07"), unit="Q1", day=later)
    assert again.repeats == (first.id if repeats else "")


def test_repeat__is_of_the_same_code_and_unit_of_another_visit_and_not_withdrawn(merged: Any) -> None:
    day = merged.day
    two = merged.open(merged.failed("B01"), merged.failed("B02"), unit="X1", day=day, inspection="k")
    assert [one.repeats for one in two] == ["", ""]
    (same_case,) = merged.open(merged.failed("B01"), unit="X1", day=day, inspection="k")
    (elsewhere,) = merged.open(merged.failed("B01"), unit="X3", day=day)
    (other,) = merged.open(merged.failed("B01", code="TT02"), unit="X1", day=day)
    assert {one.repeats for one in (same_case, elsewhere, other)} == {""}
    (successor,) = merged.open(merged.failed("B01"), unit="X2", day=merged.today)
    assert successor.repeats == same_case.id
    merged.step(merged.again(same_case), Step.WITHDRAW)
    (after,) = merged.open(merged.failed("B01"), unit="X2", day=merged.today)
    assert after.repeats == successor.id
    assert list(service.related(merged.store.read(), HEAD, after)) == [successor.id]


def test_clock__comes_round__hands_over(merged: Any) -> None:
    from survey_app.app import timed_tasks

    opened: store.Store = merged.store
    found = merged.one(unit="X1")
    (task,) = [task for task in timed_tasks(opened) if task.name == "successors"]
    task.run(merged.now)
    assert merged.again(found).owner == "X2"
