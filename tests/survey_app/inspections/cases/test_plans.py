"""Plans of a year: changed while they are drafts, signed by a leader; units that are gone are named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections.model.cases import CaseAction, CaseFilters, CaseState, Kind, NewPlan, PlanState
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases


def plan(bench: Any, **case: Any) -> Any:
    """A draft of a plan, with a case of it where anything is said of one."""
    made = cases.make_plan(bench.store, bench.who("thu"), NewPlan(bench.today.year, "Năm nay"), bench.now)
    if case:
        bench.make(plan=made.id, **case)
    return made


def approve(bench: Any, of: Any, by: str = "giam", **changed: Any) -> Any:
    listed = cases.cases(bench.db(), bench.who(by), CaseFilters(plan=of.id))
    said = {"number": "26/KH-UBND", "signed_on": bench.today, "revision": of.revision}
    said = {**said, "made_from": cases.digest_of(listed), **changed}
    return cases.approve_plan(bench.store, bench.who(by), of.id, now=bench.now, **said)


def test_plan__made_changed_signed__says_by_whom_and_which_paper(bench: Any) -> None:
    made = plan(bench)
    assert cases.plan(bench.db(), made.id) == made
    changed = cases.change_plan(
        bench.store, bench.who("lan"), made.id, NewPlan(made.year + 1, "Sang năm"), made.revision
    )
    assert (changed.year, changed.title, changed.revision) == (made.year + 1, "Sang năm", 2)
    approved = approve(bench, changed)
    assert cases.plans(bench.db()) == [approved]
    assert (approved.state, approved.number, approved.approved_by) == (
        PlanState.APPROVED,
        "26/KH-UBND",
        "giam",
    )
    with pytest.raises(Conflict):
        cases.change_plan(bench.store, bench.who("thu"), made.id, NewPlan(2026, "Khác"), approved.revision)
    with pytest.raises(Conflict):
        approve(bench, approved)


def test_plan__wrong_or_stale_or_by_others__is_refused(bench: Any) -> None:
    made = plan(bench)
    with pytest.raises(Invalid) as error:
        cases.make_plan(bench.store, bench.who("thu"), NewPlan(26, " "), bench.now)
    assert {one.code for one in error.value.problems} == {"plan_year", "case_title"}
    with pytest.raises(Invalid) as error:
        approve(bench, made, number=" ", signed_on=bench.today + timedelta(1))
    assert {one.code for one in error.value.problems} == {"decision_number_missing", "decision_day_in_future"}
    with pytest.raises(Conflict):
        approve(bench, made, revision=7)
    for username in ("thu", "chief", "anh"):
        with pytest.raises(Refused):
            approve(bench, made, by=username)
    for id_ in ("nothing", "8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11"):
        with pytest.raises(NotFound):
            cases.plan(bench.db(), id_)


def test_plan__with_a_unit_that_is_gone__is_not_signed_and_names_it(bench: Any) -> None:
    made = plan(bench, unit="C2")
    yesterday = (bench.today - timedelta(1)).isoformat()
    bench.store.write(
        lambda db: db.execute("UPDATE places_unit SET valid_to = ? WHERE code = 'C2'", [yesterday])
    )
    with pytest.raises(Invalid) as error:
        approve(bench, made)
    (problem,) = error.value.problems
    assert (problem.code, problem.values["unit"]) == ("plan_unit_gone", "C2")
    assert cases.plan(bench.db(), made.id).state is PlanState.DRAFT


def test_plan__with_cases__keeps_its_year(bench: Any) -> None:
    made = plan(bench, unit="C1")
    with pytest.raises(Invalid):
        cases.change_plan(bench.store, bench.who("thu"), made.id, NewPlan(made.year + 1, "x"), made.revision)


def test_plan_file__of_a_unit_with_a_secret_case__tells_nothing_of_it(bench: Any) -> None:
    made = plan(bench, unit="C1", kind=Kind.UNANNOUNCED)
    bench.store.write(
        lambda db: db.execute("UPDATE accounts_person SET role = 'secretary' WHERE username = 'cuong'")
    )
    rows = [("f:2", bench.new(plan=made.id))]
    (added,) = cases.import_cases(bench.store, bench.who("cuong"), made.id, rows, bench.now)
    assert added.state is CaseState.DRAFT
    with pytest.raises(Invalid) as error:  # who may see it hears of it
        cases.import_cases(bench.store, bench.who("thu"), made.id, rows, bench.now)
    assert [one.code for one in error.value.problems] == ["plan_has_this_case"]


def test_step__taken_twice_at_once__is_taken_once(bench: Any) -> None:
    of = bench.approved()
    action = CaseAction(CaseStep.ANNOUNCE, of.revision)

    def announce(username: str) -> str:
        try:
            return cases.step(bench.store, bench.who(username), of.reference, action, bench.now).state
        except Conflict:
            return "conflict"

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(announce, ("thu", "lan")))
    assert said == ["announced", "conflict"]
    assert [move.step for move in cases.moves(bench.db(), of)] == ["approve", "announce"]
