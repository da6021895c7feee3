"""Whoever does whatever in whatever order: a case never stands where it must not; its log tells its way."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_app.errors import Invalid, NotFound, SurveyError
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model.cases import CaseAction, CaseState, Kind, Recommended
from survey_app.inspections.model.steps import WAYS, By, CaseStep, fits, may
from survey_app.inspections.model.visits import State
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.one import stations
from survey_app.places.model import LOCAL_TIME

PEOPLE = ("lan", "thu", "anh", "giam", "chief", "head", "contact", "other", "binh", "tham")
ISSUED = {"text": "Khắc phục xong và báo cáo kết quả."}
# Where a case can only be when it was there before.
BEFORE = {
    CaseState.MINUTES: CaseState.ON_SITE,
    CaseState.SIGNED: CaseState.MINUTES,
    CaseState.EXPLAINING: CaseState.SIGNED,
    CaseState.CONCLUDED: CaseState.SIGNED,
    CaseState.FOLLOWED: CaseState.CONCLUDED,
    CaseState.RECHECKING: CaseState.FOLLOWED,
    CaseState.ENDED: CaseState.FOLLOWED,
}


def action(bench: Any, of: Any, step: CaseStep, chance: Random) -> CaseAction:
    """A step with what it commonly wants, now and then with something missing or from an older page."""
    day = bench.today
    found = cases.to_conclude(bench.db(), of)
    said = tuple(
        Recommended(one.id, "Khắc phục xong và báo cáo kết quả.", "C1", day + timedelta(9), site_check=True)
        for one in found
    )
    return CaseAction(
        step,
        of.revision - (chance.random() < 0.1),
        note="" if chance.random() < 0.1 else "Một lý do đủ dài để hiểu.",
        number="" if chance.random() < 0.1 else "1/QĐ",
        day=day,
        due=day + timedelta(chance.choice((-1, 5, 5, 5))),
        told={**bench.check_in(), "for_team": "Lan", "for_unit": "Trưởng"},
        recommended=said if chance.random() < 0.9 else (),
        made_from=cases.basis_of(bench.db(), of, step) if chance.random() < 0.9 else "",
    )


def try_step(bench: Any, of: Any, chance: Random) -> None:
    """Somebody takes a step, often one that fits; refused, it leaves everything as it was."""
    fitting = [step for step in CaseStep if fits(of, step)]
    if chance.random() < 0.8:  # calling off ends most walks early
        fitting = [step for step in fitting if step not in (CaseStep.CANCEL, CaseStep.SUSPEND)]
    step = chance.choice(fitting if fitting and chance.random() < 0.85 else list(CaseStep))
    able = [name for name in PEOPLE if may(bench.who(name), of, WAYS[step].by)]
    name = chance.choice(able if able and chance.random() < 0.8 else PEOPLE)
    before, moves = bench.stored(of), cases.moves(bench.db(), of)
    try:
        cases.step(bench.store, bench.who(name), of.reference, action(bench, of, step, chance), bench.now)
    except SurveyError:
        assert bench.stored(of) == before
        assert cases.moves(bench.db(), of) == moves
    else:
        assert may(bench.who(name), before, WAYS[step].by)
        assert before.open_to(bench.who(name))
        assert fits(before, step)


def around(bench: Any, of: Any, chance: Random) -> None:
    """What happens beside a case: a visit, or something with what was found."""
    if of.state is CaseState.ON_SITE and not cases.visits_of(bench.db(), of):
        visit = bench.team.make(bench.team.new())
        bench.team.submit(bench.team.fill(visit, C01="no", C01_note="Thiếu biển tên ở cửa vào."))
    for one in findings.of_case(bench.db(), of.id):
        step, by, said = chance.choice(
            (
                (Step.UPHOLD, chance.choice(("lan", "anh")), {}),
                (Step.EXPLAIN, "head", {"agrees": True}),
                (Step.WITHDRAW, "lan", {"note": "Đơn vị đã chứng minh là có."}),
                (Step.ISSUE, chance.choice(PEOPLE), ISSUED | {"due_on": bench.today + timedelta(9)}),
                (
                    Step.TRANSFER,
                    "giam",
                    {"note": "Vượt thẩm quyền đơn vị.", "to": "UBND", "document": "9/CV"},
                ),
            )
        )
        try:
            act = Action(step, one.revision, **said)
            findings.take_step(bench.store, bench.who(by), one.reference, act, bench.now)
        except SurveyError:
            pass


def check(bench: Any, of: Any) -> None:
    """Everything that must be true of a case wherever it stands."""
    moves = cases.moves(bench.db(), of)
    state, passed, held = CaseState.DRAFT, {CaseState.DRAFT}, ""
    for move in moves:
        step, end = CaseStep(move.step), CaseState(move.end)
        assert move.start == state, "the log has no gap"
        assert state in WAYS[step].starts
        assert end is (WAYS[step].end or CaseState(held))
        held = move.start if end is CaseState.SUSPENDED else held
        state = end
        passed.add(end)
        assert BEFORE.get(end, CaseState.DRAFT) in passed, end
    assert (of.state, of.revision) == (state, 1 + len(moves))
    found = findings.of_case(bench.db(), of.id)
    if of.kind is Kind.UNANNOUNCED:
        assert CaseState.ANNOUNCED not in passed
    if (CaseState.ON_SITE not in passed and of.kind is Kind.UNANNOUNCED) or passed <= {CaseState.DRAFT}:
        assert not any(of.open_to(bench.who(name)) for name in ("head", "contact", "other"))
        assert not found
    if CaseState.MINUTES in passed:
        assert {one.state for one in cases.visits_of(bench.db(), of)} == {State.SUBMITTED}
    if CaseState.SIGNED in passed:
        assert of.minutes_digest
        assert CaseState.CANCELLED not in passed
    if CaseState.CONCLUDED in passed:
        assert of.conclusion_number
        assert not {one.state.value for one in found} & {"found", "explaining", "upheld"}
    for one in found:
        done = findings.events(bench.db(), one)
        by = [event.data["document"] for event in done if event.step is Step.ISSUE]
        assert by in ([], [of.conclusion_number]), "issued by the conclusion alone"
        taken = [event.step for event in done]
        assert Step.UPHOLD not in taken or Step.EXPLAIN in taken[: taken.index(Step.UPHOLD)], "heard first"
    if CaseState.ENDED in passed or CaseState.CANCELLED in passed:
        assert all(one.ended for one in found)
        assert not any(cases.steps_for(bench.db(), bench.who(name), of) for name in PEOPLE)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from([Kind.UNANNOUNCED, Kind.PLANNED]))
def test_case__walked_at_random__never_stands_where_it_must_not(bench: Any, seed: int, kind: Kind) -> None:
    of, chance = bench.make(kind=kind), Random(seed)
    for _ in range(40):
        try_step(bench, of, chance)
        of = bench.stored(of)
        around(bench, of, chance)
        check(bench, of)


def test_steps__table__leads_nowhere_it_should_not() -> None:
    for step, way in WAYS.items():
        assert CaseState.CANCELLED not in way.starts
        assert CaseState.ENDED not in way.starts
        assert (way.by is By.NOBODY) == (step is CaseStep.FOLLOW)
    assert not {CaseState.SIGNED, CaseState.CONCLUDED} & WAYS[CaseStep.CANCEL].starts


def test_case__that_is_not_there__is_not_found(bench: Any) -> None:
    for key in ("KT-2026-9999", "KT-x-1", "nothing", "8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11"):
        try:
            cases.case(bench.db(), bench.who("chief"), key)
        except NotFound:
            continue
        raise AssertionError(key)


def test_begin__at_a_moment_to_come__is_refused(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    local = bench.now.astimezone(LOCAL_TIME)
    for minutes, wrong in ((11, True), (9, False)):
        told = {"place": "Quầy 1", "time": f"{local + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"}
        if local.date() != (local + timedelta(minutes=minutes)).date():
            continue  # tomorrow is refused as a day
        if wrong:
            with pytest.raises(Invalid, match="check_in_in_future"):
                bench.take(of, CaseStep.BEGIN, "anh", told=told)
        else:
            bench.take(of, CaseStep.BEGIN, "anh", told=told)


def test_line__steps_that_were_passed_over__are_said_to_be(bench: Any) -> None:
    of = bench.on_site(Kind.PLANNED)
    drawn = {one.state: one.place for one in stations(of, cases.moves(bench.db(), of))}
    assert (drawn[CaseState.APPROVED], drawn[CaseState.ANNOUNCED]) == ("passed", "passed")
    assert (drawn[CaseState.AWAITING_REPORT], drawn[CaseState.REPORT_RECEIVED]) == ("skipped", "skipped")
    assert (drawn[CaseState.ON_SITE], drawn[CaseState.MINUTES]) == ("here", "to_come")
