"""People who try anything at random: no forbidden state is reached, and the register is what the log says."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.findings import service
from survey_app.findings.model import Event, Filters, Finding, NewExternal, Step
from survey_app.findings.service import Figures, Share
from survey_app.places.model import local_day
from tests.paper import typed
from tests.survey_app.findings.conftest import HEAD, LEAD, LEADER, SECRETARY, UNIT, VERIFIER

PEOPLE = [
    *(HEAD, LEAD, LEADER, SECRETARY, VERIFIER, UNIT),
    Asker("lan", Role.INSPECTOR),
    Asker("minh", Role.INSPECTOR),
    Asker("xem", Role.VIEWER),
    Asker("thutruong", Role.UNIT_HEAD, ("C1",)),
]
# From where to where anything ever goes.
WAYS = {
    *("found explaining", "found withdrawn", "found issued", "explaining explaining", "explaining withdrawn"),
    *("explaining upheld", "upheld withdrawn", "upheld issued", "issued acknowledged"),
    *("acknowledged planned", "planned remedying", "reported verifying", "closed remedying"),
    *(f"{state} reported" for state in ("issued", "acknowledged", "planned", "remedying")),
    *(
        f"{state} {end}"
        for state in ("reported", "verifying")
        for end in ("closed", "rechecking", "remedying")
    ),
    *("rechecking closed", "rechecking remedying"),
}
AFTER_ISSUE = ("issued", "acknowledged", "planned", "remedying", "reported", "verifying", "rechecking")
PAPER = typed()
STAYS = {Step.ASK_EXTENSION, Step.GRANT, Step.REFUSE_EXTENSION, Step.EXPLAIN}


class Walk(RuleBasedStateMachine):
    """Random steps by random people on a few findings of one office, as days go by."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.desk, self.now, self.references = desk, desk.now, []
        self.open(site_check=False)

    @rule(site_check=st.booleans())
    def open(self, site_check: bool) -> None:
        """Something is found, by us or by a team from above."""
        today = local_day(self.now)
        if site_check and len(self.references) < 6:
            external = NewExternal(
                *("C1", "TT02", "N2", self.desk.done, "Bộ", "KL 1", today - timedelta(1), self.desk.done),
                today + timedelta(9),
                site_check=True,
            )
            found = service.enter_external(self.desk.store, SECRETARY, external, self.now)
            due_on = today + timedelta(5)
            parts = service.cascade(
                self.desk.store, LEAD, found.reference, [("Q1", self.desk.done, due_on)], self.now
            )
            self.references += [one.reference for one in (found, *parts)]
        elif len(self.references) < 6:
            self.references.append(self.desk.one(severity="N2").reference)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Days go by."""
        self.now += timedelta(days)

    @rule(
        which=st.integers(0, 9),
        step=st.sampled_from(Step),
        asker=st.sampled_from(PEOPLE),
        stale=st.sampled_from([0] * 9 + [-1]),
        days=st.sampled_from([-3, 5, 40]),
        says=st.sampled_from([True] * 9 + [False]),
    )
    def act(self, which: int, step: Step, asker: Asker, stale: int, days: int, says: bool) -> None:
        """Somebody tries a step, perhaps on a stale page, perhaps saying nothing."""
        self.try_step(self.references[which % len(self.references)], step, asker, stale, days, says)

    @rule(seed=st.integers(0, 2**16))
    def go_on(self, seed: int) -> None:
        """For a while people take steps they are offered: so findings come far. Few transfer or withdraw."""
        chance = random.Random(seed)  # repeatable, not secret
        for _ in range(12):
            found = service.finding(self.desk.store.read(), HEAD, chance.choice(self.references))
            asker = chance.choice([one for one in PEOPLE if service.sees(one, found)])
            offered = service.steps_for(self.desk.store.read(), asker, found, local_day(self.now))
            rare = chance.random() > 0.1
            likely = [step for step in offered if not (rare and step in {Step.TRANSFER, Step.WITHDRAW})]
            if likely:
                barred = self.try_step(found.reference, chance.choice(likely), asker, 0, 40, says=True)
                assert barred not in {Refused, Conflict}

    def try_step(
        self, reference: str, step: Step, asker: Asker, stale: int, days: int, says: bool
    ) -> type[Exception] | None:
        db, far = self.desk.store.read(), local_day(self.now) + timedelta(days + 60)
        before = service.finding(db, HEAD, reference)
        log = service.events(db, before)
        said = self.desk.said(step) if says else {}
        said |= {name: far for name in ("until", "due_on") if name in said}
        said |= {"day": local_day(self.now) + timedelta(2)} if "day" in said else {}
        if step is Step.ASK and said:
            said["due_on"] = local_day(self.now) + timedelta(days)
        said |= {"files": (PAPER,)} if "files" in said else {}
        self.desk.now = self.now
        try:
            after = self.desk.step(replace(before, revision=before.revision + stale), step, asker, **said)
        except (Conflict, Refused, Invalid) as error:
            assert service.finding(self.desk.store.read(), HEAD, reference) == before
            assert service.events(self.desk.store.read(), before) == log
            return type(error)
        except NotFound:
            assert not service.sees(asker, before)
            return None
        assert stale == 0
        if step not in {Step.ASK_REOPENING, Step.REFUSE_REOPENING}:
            check_way(step, before.state, after.state)
            assert after.revision == before.revision + 1
        assert not (asker.of_unit and after.ended and not before.ended)
        return None

    @invariant()
    def register_is_what_the_log_says(self) -> None:
        """Each row is the sum of its events."""
        db = self.desk.store.read()
        for found, events in service.history(db, HEAD, Filters()):
            check_row(found, events)

    def teardown(self) -> None:
        db, today = self.desk.store.read(), local_day(self.now)
        everything = list(service.history(db, HEAD, Filters()))
        counted = service.indicators(db, HEAD, Filters(), today)
        assert counted.all == recount(everything, today)
        for code, figures in counted.by_code.items():
            assert figures == recount([line for line in everything if line[0].code == code], today)
        for unit, figures in counted.by_unit.items():
            assert figures == recount([line for line in everything if line[0].owner == unit], today)


def check_way(step: Step, start: str, end: str) -> None:
    """Whether a step may lead there."""
    if step is Step.TRANSFER:
        assert (start in AFTER_ISSUE, end) == (True, "transferred")
    elif step in STAYS:
        assert start == end
    else:
        assert f"{start} {end}" in WAYS, (step, start, end)


def check_row(found: Finding, events: list[Event]) -> None:
    """Whether a row says what its log says."""
    steps = Counter(one.step for one in events)
    assert [one.revision for one in events] == list(range(1, found.revision + 1))
    assert found.state == (events[-1].end if events else "found")
    assert all(one.end == then.start for one, then in pairwise(events))
    assert found.extensions == steps[Step.GRANT] <= 2
    assert found.failures == steps[Step.FAIL] + steps[Step.RECHECK_FAIL]
    assert found.due_on == due_on_of(events)
    ended = [one for one in events if one.end in {"closed", "withdrawn", "transferred"}]
    assert found.ended_on == (local_day(ended[-1].at) if found.ended else None)
    assert found.told == (steps[Step.ASK] + steps[Step.ISSUE] > 0)
    reports = [one for one in events if one.step is Step.REPORT]
    judges = {one.who for one in events if one.step in {Step.TAKE_UP, Step.RECHECK_PASS, Step.RECHECK_FAIL}}
    assert not judges & {"lan", "daumoi", "thutruong"} or found.source == "external"
    assert (found.reported_by == reports[-1].who) if found.reported_by else True
    for place, one in enumerate(events):
        before, day = events[:place], local_day(one.at)
        if one.step is Step.UPHOLD:
            (asked,) = [other.data["due_on"] for other in before if other.step is Step.ASK]
            assert any(other.step is Step.EXPLAIN for other in before) or day.isoformat() > asked
        if one.step is Step.ASK_EXTENSION:
            due = due_on_of(before)
            assert due is None or day <= due


def due_on_of(events: Iterable[Event]) -> date | None:
    """The day that the log leaves it with."""
    days = [one.data.get("due_on") or one.data.get("until") for one in events if one.step in SETS_DAY]
    return date.fromisoformat(str(days[-1])) if days else None


SETS_DAY = {Step.ISSUE, Step.GRANT, Step.REOPEN}


def recount(lines: list[tuple[Finding, list[Event]]], today: date) -> Figures:
    """The figures, from the log alone."""
    total = closed = late = in_time = due = first = again = open_ = grave = 0
    days = []
    for found, events in lines:
        state = events[-1].end.value if events else "found"
        if state == "withdrawn":
            continue
        total += 1
        again += bool(found.repeats)
        by = due_on_of(events)
        if state == "closed":
            on = local_day(events[-1].at)
            closed, due, in_time = closed + 1, due + 1, in_time + (by is not None and on <= by)
            first += not any(one.step in {Step.FAIL, Step.RECHECK_FAIL} for one in events)
            issue = next(one for one in events if one.step is Step.ISSUE)
            days.append((on - date.fromisoformat(issue.data.get("day", str(local_day(issue.at))))).days)
        elif state != "transferred":
            open_, grave = open_ + 1, grave + (found.severity == "N1")
            late += by is not None and by < today
    middle = float(median(days)) if days else None
    shares = Share(in_time, due + late), middle, Share(first, closed), Share(again, total)
    return Figures(total, open_, late, grave, closed, *shares)


@pytest.mark.hypothesis
def test_random_walk__over_the_store__reaches_no_forbidden_state(desk: Any) -> None:
    start = desk.now

    def begin() -> Walk:
        desk.now = start
        return Walk(desk)

    run_state_machine_as_test(begin, settings=settings(max_examples=6, stateful_step_count=60, deadline=None))
