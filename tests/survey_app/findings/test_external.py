"""Findings of teams from above: entered, divided among units, closed when their parts have ended."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings import service
from survey_app.findings.model import Finding, NewExternal, Source, Step
from survey_app.findings.model import State as S
from tests.survey_app.findings.conftest import HEAD, LEAD, LEADER, SECRETARY, UNIT


def enter(desk: Any, asker: Asker = SECRETARY, **other: Any) -> Finding:
    values = {
        "unit": "C1",
        "code": "TT01",
        "severity": "N2",
        "statement": desk.done,
        "authority": "Bộ Nội vụ",
        "document": "Kết luận 12/KL-BNV",
        "document_on": desk.day,
        "recommendation": desk.done,
        "due_on": desk.today + timedelta(20),
    }
    return service.enter_external(desk.store, asker, NewExternal(**{**values, **other}), desk.now)


def divide(desk: Any, whole: Finding, *units: str, asker: Asker = LEAD, **other: Any) -> list[Finding]:
    parts = [
        (unit, other.get("text", desk.done), other.get("due_on", desk.today + timedelta(9))) for unit in units
    ]
    return service.cascade(desk.store, asker, whole.reference, parts, desk.now)


def test_external__entered__stands_as_issued_and_is_the_units_to_remedy(desk: Any) -> None:
    found = enter(desk)
    assert (found.state, found.source, found.owner, found.told) == (S.ISSUED, Source.EXTERNAL, "C1", True)
    assert (found.issued_on, found.authority) == (desk.day, "Bộ Nội vụ")
    head = Asker("thutruong", Role.UNIT_HEAD, ("C1",))
    assert desk.step(found, Step.REPORT, head).state is S.REPORTED
    (deadline,) = service.deadlines(desk.store.read(), desk.today)
    assert (deadline.reference, deadline.authority, deadline.days_left) == (found.reference, "Bộ Nội vụ", 20)


@pytest.mark.parametrize(
    ("other", "places"),
    [
        ({"code": "", "authority": " ", "document": ""}, ["code", "authority", "document"]),
        ({"statement": "x", "recommendation": ""}, ["statement", "recommendation"]),
        ({"unit": "Q2"}, ["unit"]),
        ({"severity": "N9", "unit": "nobody"}, ["severity", "unit"]),
        ({"document_on": date(2199, 1, 1)}, ["document_on", "due_on", "unit"]),
        ({"due_on": date(2026, 1, 1)}, ["due_on"]),
        ({"note": "a" * 2001, "legal_basis": "a" * 301}, ["legal_basis", "note"]),
    ],
)
def test_external__something_missing_or_wrong__is_named_and_not_stored(
    desk: Any, other: dict[str, Any], places: list[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        enter(desk, **other)
    named = [one.place for one in caught.value.problems]
    assert set(places) - {"unit"} <= set(named)
    assert len(named) >= len(places) - 1
    assert list(service.deadlines(desk.store.read(), desk.today)) == []


def test_external__by_who_may_not__is_refused(desk: Any) -> None:
    for asker in (UNIT, Asker("x", Role.INSPECTOR), Asker("x", Role.VIEWER)):
        with pytest.raises(Refused):
            enter(desk, asker)
    with pytest.raises(Invalid) as caught:
        enter(desk, Asker("x", Role.SECRETARY, ("T1",)))
    assert caught.value.problem.code == "finding_unit_out_of_reach"


def test_whole__is_closed_by_the_step_that_ends_its_last_part(desk: Any) -> None:
    whole = enter(desk)
    centre, counter = divide(desk, whole, "T1", "Q1")
    assert (centre.state, centre.parent, centre.authority) == (S.ISSUED, whole.id, "Bộ Nội vụ")
    with pytest.raises(Conflict) as caught:
        desk.step(whole, Step.REPORT, SECRETARY)
    assert caught.value.problem.code == "finding_waits_for_its_parts"
    desk.step(desk.step(counter, Step.REPORT, SECRETARY), Step.PASS)
    assert desk.again(whole) == whole
    desk.step(centre, Step.TRANSFER)
    closed = desk.again(whole)
    last = service.events(desk.store.read(), closed)[-1]
    assert (closed.state, closed.ended_on) == (S.CLOSED, desk.today)
    assert (last.step, last.who, last.data) == (Step.PASS, LEADER.username, {"part": centre.reference})
    assert [one.reference for one in service.parts_of(desk.store.read(), HEAD, closed)] == [
        *(centre.reference, counter.reference)
    ]


def test_part__opened_again_by_two__opens_its_whole(desk: Any) -> None:
    whole = enter(desk)
    (part,) = divide(desk, whole, "T1")
    closed = desk.step(desk.step(part, Step.REPORT, SECRETARY), Step.PASS)
    assert desk.again(whole).state is S.CLOSED
    opened = desk.through(closed, Step.ASK_REOPENING, Step.REOPEN)
    again = desk.again(whole)
    assert (again.state, again.ended_on) == (S.REMEDYING, None)
    last = service.events(desk.store.read(), again)[-1]
    assert (last.step, last.data["until"]) == (Step.REOPEN, str(again.due_on))
    (request,) = service.requests(desk.store.read(), again)
    assert (request.asked_by, request.decided_by) == ("hoa", "lanhdao")
    desk.step(desk.step(opened, Step.REPORT, SECRETARY), Step.PASS)
    assert desk.again(whole).state is S.CLOSED


def test_division__of_what_is_wrong__names_each_row_and_stores_none(desk: Any) -> None:
    whole = enter(desk)
    with pytest.raises(Invalid) as caught:
        divide(desk, whole, "T1", "C1", "01", "nobody", "T1")
    named = [(one.place, one.code) for one in caught.value.problems]
    assert [place for place, _ in named] == ["unit-2", "unit-3", "unit-4", "unit-5"]
    assert named[3][1] == "finding_part_twice"
    with pytest.raises(Invalid) as caught:
        divide(desk, whole, "T1", text="x", due_on=desk.today)
    assert [one.place for one in caught.value.problems] == ["text-1", "due_on-1"]
    with pytest.raises(Invalid):
        divide(desk, whole)
    assert service.parts_of(desk.store.read(), HEAD, whole) == []


def test_division__of_our_own_finding_or_by_others__is_refused(desk: Any) -> None:
    with pytest.raises(Conflict):
        divide(desk, desk.issued(unit="C1"), "T1")
    with pytest.raises(Refused):
        divide(desk, enter(desk), "T1", asker=Asker("x", Role.VERIFIER))


def test_external__sent_twice_from_one_form__is_entered_once(desk: Any) -> None:
    key = uuid4()
    new = NewExternal("C1", "TT01", "N2", desk.done, "Bộ Nội vụ", "12/KL", desk.day, desk.done, later(desk))

    def send(sent: NewExternal = new, asker: Asker = SECRETARY) -> Finding:
        return service.enter_external(desk.store, asker, sent, desk.now, (), key)

    first = send()
    desk.step(first, Step.REPORT, Asker("thutruong", Role.UNIT_HEAD, ("C1",)))
    assert send().id == first.id
    for sent, asker in ((replace(new, code="TT02"), SECRETARY), (new, LEAD)):
        with pytest.raises(Conflict, match="finding_entered_by_this_form"):
            send(sent, asker)
    assert len(list(service.deadlines(desk.store.read(), desk.today))) == 1


def test_division__to_a_unit_that_has_an_open_part__names_the_part(desk: Any) -> None:
    whole = enter(desk)
    (part,) = divide(desk, whole, "Q1")
    with pytest.raises(Invalid) as caught:
        divide(desk, whole, "Q1")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("finding_part_there", "unit-1")
    assert problem.values == {"unit": "Q1", "part": part.reference}


def test_division__to_end_after_the_whole__is_refused_and_so_is_more_time_for_a_part(desk: Any) -> None:
    whole = enter(desk)
    with pytest.raises(Invalid) as refused:
        divide(desk, whole, "Q1", due_on=desk.today + timedelta(21))
    assert [(p.code, p.place) for p in refused.value.problems] == [("finding_part_after_whole", "due_on-1")]
    (part,) = divide(desk, whole, "Q1")
    with pytest.raises(Invalid) as refused:
        desk.step(part, Step.ASK_EXTENSION, HEAD, until=desk.today + timedelta(21))
    assert [p.code for p in refused.value.problems] == ["finding_part_after_whole"]
    assert (
        desk.step(part, Step.ASK_EXTENSION, HEAD, until=desk.today + timedelta(20)).revision > part.revision
    )


def test_part__where_the_same_was_found_before__is_a_repeat_of_that(desk: Any) -> None:
    (before,) = divide(desk, enter(desk), "Q1")
    whole = enter(desk, document="Kết luận 13/KL-BNV")
    (again,) = divide(desk, whole, "Q1")
    assert (before.repeats, again.repeats) == ("", before.id)


def test_verification__by_who_acts_for_the_units_authority_alone__is_refused(desk: Any) -> None:
    (part,) = divide(desk, enter(desk), "Q1")
    reported = desk.step(part, Step.REPORT, HEAD)
    for units in (("Q1",), ("C1",)):
        with pytest.raises(Refused) as refused:
            desk.step(reported, Step.PASS, Asker("ver", Role.VERIFIER, units))
        assert refused.value.problem.code == "finding_closed_by_its_unit"
    above = Asker("ver", Role.VERIFIER, ("01",))
    assert desk.step(reported, Step.PASS, above).state in (S.CLOSED, S.RECHECKING)


def later(desk: Any) -> date:
    return desk.today + timedelta(20)
