"""Who finds what there: a unit only its own from when it was told, the office only where it acts."""

from typing import Any

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import Action, Filters, Finding, Step
from tests.survey_app.findings.conftest import HEAD, LEAD, SECRETARY, UNIT, VERIFIER

CENTRE, WARD = Asker("x", Role.UNIT_HEAD, ("T1",)), Asker("y", Role.UNIT_HEAD, ("C1",))
ELSEWHERE, NOWHERE = Asker("z", Role.UNIT_HEAD, ("C2",)), Asker("z", Role.UNIT_HEAD, ())


def there_for(desk: Any, asker: Asker, found: Finding) -> bool:
    """Whether a finding is there by each way of asking: by all or by none."""
    db = desk.store.read()
    listing = service.listing(db, asker, Filters())
    ways = [
        found.id in {one.id for one in listing.findings},
        found.id in {one.id for one, _ in service.history(db, asker, Filters())},
        found.id in {one.id for one in service.of_case(db, "k", asker)},
        service.sees(asker, found),
        any(one == found.code for one in service.codes(db, asker)),
        sum(service.totals(db, asker, Filters()).values()) == 1,
        listing.total == 1,
        service.indicators(db, asker, Filters(), desk.today).all.total == 1,
    ]
    try:
        service.finding(db, asker, found.reference)
        ways.append(True)
    except NotFound:
        ways.append(False)
    assert len(set(ways)) == 1, ways
    return ways[0]


def test_unit__sees_nothing_before_it_is_asked_and_only_its_own_then(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01"), inspection="k")
    units = [UNIT, CENTRE, WARD]
    assert [there_for(desk, one, found) for one in (*units, ELSEWHERE, NOWHERE)] == [False] * 5
    for step in Step:
        with pytest.raises(NotFound):
            service.take_step(desk.store, UNIT, found.reference, Action(step, 0), desk.now)
    found = desk.step(found, Step.ASK)
    assert [there_for(desk, one, found) for one in (*units, ELSEWHERE, NOWHERE)] == [
        *[True] * 3,
        False,
        False,
    ]
    assert service.sees(UNIT, desk.step(found, Step.WITHDRAW))  # it was heard about it


def test_unit__of_what_was_withdrawn_before_it_was_told__never_hears(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01"), inspection="k")
    assert not there_for(desk, UNIT, desk.step(found, Step.WITHDRAW))


def concluded(desk: Any, found: Finding, **said: str) -> Finding:
    """What a case found, issued by its conclusion."""
    action = Action(Step.ISSUE, found.revision, **{**desk.said(Step.ISSUE), **said})
    return desk.store.write(
        lambda db: service.step_within(db, LEAD, found.reference, action, desk.now, concluding=True)
    )


def test_unit__that_was_not_asked__is_told_by_the_recommendation(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01"), inspection="k")
    assert there_for(desk, UNIT, concluded(desk, found))


def test_office__that_acts_for_some_units__finds_those_alone(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01"), inspection="k")
    for role in (Role.TEAM_LEAD, Role.VERIFIER, Role.ANALYST, Role.ADMINISTRATOR):
        assert there_for(desk, Asker("x", role, ("T1",)), found)
        assert not there_for(desk, Asker("x", role, ("C2",)), found)
        assert not there_for(desk, Asker("x", role, ()), found)


def test_owner__that_is_another_unit__finds_it_and_may_act_where_the_inspected_may_not(desk: Any) -> None:
    (found,) = desk.open(desk.failed("B01"), unit="Q1", inspection="k")
    found = concluded(desk, found, owner="C1")
    assert (found.owner, found.owner_above) == ("C1", "/01/C1/")
    assert there_for(desk, WARD, found)
    assert there_for(desk, UNIT, found)  # it was found there
    db = desk.store.read()
    assert Step.REPORT in service.steps_for(db, WARD, found, desk.today)
    assert service.steps_for(db, UNIT, found, desk.today) == ()


def test_history_and_requests__of_a_unit__are_its_own(desk: Any) -> None:
    near, far = desk.issued(), desk.issued(unit="C1")
    assert [one.reference for one, _ in service.history(desk.store.read(), UNIT, Filters())] == [
        near.reference
    ]
    assert service.requests_waiting(desk.store.read(), UNIT) == []
    desk.step(far, Step.ASK_EXTENSION, SECRETARY)
    assert service.requests_waiting(desk.store.read(), UNIT) == []
    assert len(service.requests_waiting(desk.store.read(), HEAD)) == 1


def test_filters__of_the_register__narrow_it(desk: Any) -> None:
    late, again = desk.issued(), desk.one()
    db = desk.store.read()
    first, second = late.reference, again.reference
    for asked, left in (
        ({"team": "lan"}, {first, second}),
        ({"team": "minh"}, set()),
        ({"source": "external"}, set()),
        ({"open": True}, {first, second}),
        ({"open": False}, set()),
        ({"due_before": late.due_on}, set()),
        ({"due_before": late.due_on.replace(year=2200)}, {first}),
        ({"repeated": True}, {second}),
        ({"repeated": False}, {first}),
    ):
        assert {one.reference for one in service.listing(db, VERIFIER, Filters(**asked)).findings} == left
