"""The demonstration's year of inspections: something stands in every state, and nothing is absurd."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from forms import Outcome, marks
from survey_app import store
from survey_app.accounts.model import Asker, Role
from survey_app.accounts.service import passwords
from survey_app.cli.init import furnish
from survey_app.findings import service as findings
from survey_app.findings.model import Event, Filters, Finding, Source, State, Step
from survey_app.inspections.model import Asked, Kind, Who
from survey_app.inspections.model import State as VisitState
from survey_app.inspections.model.cases import Case, CaseFilters, CaseState
from survey_app.inspections.model.incidents import IncidentState
from survey_app.inspections.service import attendance, cases, draws, incidents, listed, self_reports
from survey_app.inspections.service.judging import progress
from survey_app.office.demo import library, people
from survey_app.office.demo.inspections import fill_inspections
from survey_app.office.demo.units import COUNTERS, MERGED, SUCCESSOR, add_units
from survey_app.places.model import local_day
from survey_app.store import Database

CHIEF = Asker("demo", Role.ADMINISTRATOR)
# A Monday, a Saturday, a Wednesday early in a year, before anybody is at work in Việt Nam and in the evening.
MOMENTS = ("2026-11-23T01:30", "2026-11-27T18:00", "2027-01-06T13:00")


@dataclass(frozen=True)
class Shown:
    """A demonstration's inspections and the moment they were made."""

    store: store.Store
    now: datetime

    @property
    def db(self) -> Database:
        return self.store.read()

    @property
    def cases(self) -> list[Case]:
        return cases.cases(self.db, CHIEF, CaseFilters())

    @property
    def findings(self) -> list[tuple[Finding, list[Event]]]:
        return list(findings.history(self.db, CHIEF, Filters()))

    @property
    def today(self) -> date:
        return local_day(self.now)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder of an instance with everything but inspections, and its centres."""
    root, now = tmp_path_factory.mktemp("furnished") / "instance", moment(MOMENTS[0])
    made = store.create(store.Instance(root))
    furnish(made, now)
    counters = add_units(made)
    with pytest.MonkeyPatch.context() as patch:  # nobody signs in
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        people.add_people(made, "mat-khau-minh-hoa", now)
    library.publish_library(made, now)
    made.close()
    return root, [f"{counter.rpartition('.')[0]}.TT" for _, counter in counters[::COUNTERS]]


@pytest.fixture(scope="module", params=MOMENTS)
def shown(
    request: pytest.FixtureRequest,
    furnished: tuple[Path, list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shown]:
    root, centres = furnished
    copied = shutil.copytree(root, tmp_path_factory.mktemp("demo") / "instance")
    made, now = store.open_store(store.Instance(copied)), moment(request.param)
    fill_inspections(made, centres, now)
    yield Shown(made, now)
    made.close()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_cases__are_of_every_kind_and_stand_in_every_state_that_lasts(shown: Shown) -> None:
    states = {one.state for one in shown.cases}
    assert states == set(CaseState) - {CaseState.CONCLUDED}  # followed at once
    assert {one.kind for one in shown.cases} == set(Kind)
    hidden = [one for one in shown.cases if one.secret]
    assert len(hidden) == 1
    assert not any(
        one.secret for one in cases.cases(shown.db, Asker("thamtra", Role.VERIFIER), CaseFilters())
    )


def test_findings__stand_in_every_state(shown: Shown) -> None:
    every = [found for found, _ in shown.findings]
    assert {found.state for found in every} == set(State)
    assert max(found.extensions for found in every) == 2
    assert any(found.failures and found.state is State.CLOSED for found in every)
    assert {found.days_over(shown.today) > 15 for found in every} == {True, False}
    repeated = [found for found in every if found.repeats]
    assert repeated
    assert all(found.found_on < shown.today for found in repeated)
    assert len(findings.requests_waiting(shown.db, CHIEF)) == 2


def test_findings__of_a_team_from_above__are_divided_and_closed_by_their_parts(shown: Shown) -> None:
    every = [found for found, _ in shown.findings if found.source is Source.EXTERNAL]
    wholes = [found for found in every if not found.parent]
    parts = {whole.state: [one.state for one in every if one.parent == whole.id] for whole in wholes}
    assert parts[State.CLOSED] == [State.CLOSED, State.CLOSED]
    assert sorted(parts[State.ISSUED]) == [State.ACKNOWLEDGED, State.CLOSED]


def test_findings__of_a_commune_that_merged__are_its_successors(shown: Shown) -> None:
    left = {found.state: found for found, _ in shown.findings if found.unit == f"{MERGED}.TT"}
    assert left[State.CLOSED].owner == f"{MERGED}.TT"
    opened = [found for found in left.values() if not found.ended]
    assert opened
    assert {found.owner for found in opened} == {f"{SUCCESSOR}.TT"}
    at_unit = Asker("daumoi", Role.UNIT_CONTACT, (SUCCESSOR,))
    work = findings.work_of(shown.db, at_unit, local_day(shown.now))
    assert {found.id for found in opened} <= {one.finding.id for one in work}


def test_self_report__of_a_case_that_was_visited__stands_beside_it_the_second_time(shown: Shown) -> None:
    of = next(one for one in shown.cases if one.state is CaseState.EXPLAINING)
    first, second = self_reports.reports(shown.db, of, shown.today)
    assert first.returned_by
    assert second.stands
    assert (first.draft["late"], second.draft["late"]) == ("0", "2")
    assert cases.visits_of(shown.db, of)


def test_attendance__of_every_visited_case__was_counted(shown: Shown) -> None:
    visited = [one for one in shown.cases if cases.visits_of(shown.db, one)]
    counted = [attendance.counts(shown.db, one) for one in visited]
    assert visited
    assert all(counted)
    assert sum(not count.stands for counts in counted for count in counts) == 1


def test_visits__handed_in__had_something_to_measure_for_every_item(shown: Shown) -> None:
    handed_in = [
        (visit, judged)
        for case in shown.cases
        for visit in cases.visits_of(shown.db, case)
        if visit.state is VisitState.SUBMITTED and (judged := progress(shown.db, visit))
    ]
    assert any("D08_visits" in judged.checked.answers for _, judged in handed_in)
    for visit, judged in handed_in:
        found = marks(judged.checked, visit.day)
        assert [one.place for one in found if one.outcome is Outcome.NOTHING] == []
        said = judged.checked.answers
        assert said.get("D08_asked") or not said.get("D08_visits")
        assert said.get("G01_results_total") or not said.get("F01_on_time")


def test_incident__there_is_one__for_those_it_is_reported_to(shown: Shown) -> None:
    of_leader = incidents.incidents(shown.db, Asker("quyetdinh", Role.LEADER))
    assert [one.state for one in of_leader] == [IncidentState.EXAMINED]
    assert not incidents.incidents(shown.db, Asker("thamtra", Role.VERIFIER))


def test_draws__of_a_unit_and_of_dossiers__are_done_again_with_the_same_result(shown: Shown) -> None:
    made = draws.draws(shown.db, CHIEF)
    assert {one.kind.value for one in made} == {"units", "dossiers"}
    for one in made:
        lines = draws.list_of(shown.db, one).lines
        assert draws.check(one, lines, lines).holds
    surprised = {one.unit for one in shown.cases if one.state is CaseState.SIGNED}
    assert surprised <= {code for one in made for drawn in one.drawn for code in drawn.codes}


def test_days__of_cases_and_findings__follow_each_other(shown: Shown) -> None:
    logs = [[(move.at, one.decision_on) for move in cases.moves(shown.db, one)] for one in shown.cases]
    logs += [[(event.at, None) for event in events] for _, events in shown.findings]
    for log in logs:
        assert all(earlier <= later for (earlier, _), (later, _) in pairwise(log))
        assert all(at <= shown.now for at, _ in log)
    for one in shown.cases:
        assert all(
            one.decision_on <= visit.day for visit in cases.visits_of(shown.db, one) if one.decision_on
        )
    for found, events in shown.findings:
        assert all(found.found_on <= local_day(event.at) for event in events)
        assert found.due_on is None or (found.issued_on is not None and found.issued_on < found.due_on)


def test_people__on_visits__are_in_one_place_a_day_and_judge_nothing_of_their_own(shown: Shown) -> None:
    visits = listed(shown.db, Who("demo", administrator=True), Asked(), 0, 100)
    there = Counter((name, visit.day) for visit in visits for name in visit.inspectors)
    assert max(there.values()) == 1
    for found, events in shown.findings:
        judges = {event.who for event in events if event.step in (Step.PASS, Step.FAIL, Step.RECHECK_PASS)}
        assert not judges & set(found.finders) or found.source is Source.EXTERNAL
