"""Making cases: what is said all at once when it is wrong, who may, what may not be approved."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app.errors import Conflict, Invalid, Refused
from survey_app.inspections.model.cases import CaseFilters, CaseState, Kind, Member, Task
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from tests.survey_app.inspections.cases.conftest import MEMBERS


def codes(error: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_make_case__good__is_a_numbered_draft_with_its_team(bench: Any) -> None:
    first, second = bench.make(), bench.make()
    assert first.reference == f"KT-{bench.today.year}-0001"
    assert second.number == 2
    stored = bench.stored(first)
    assert stored == first
    assert (stored.state, stored.above, stored.leader()) == (CaseState.DRAFT, "/01/C1/", "lan")


def test_make_case__much_wrong__says_all_at_once_and_stores_nothing(bench: Any) -> None:
    wrong = bench.new(
        unit="C0",
        title=" ",
        period_first=bench.today,
        period_last=bench.today - timedelta(1),
        round="nowhere",
        plan="8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11",
        members=(Member("viewer", Task.LEAD), Member("lan", Task.LEAD), Member("lan", Task.MEMBER)),
    )
    with pytest.raises(Invalid) as error:
        cases.make_case(bench.store, bench.who("thu"), wrong, bench.now)
    assert codes(error) == {
        "case_title",
        "period_ends_before_it_begins",
        "no_such_plan",
        "no_unit_on_that_day",
        "round_takes_no_visits",
        "nobody_inspects_by_that_name",
        "member_twice",
        "several_leads",
    }
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters()) == []


def test_make_case__sent_twice_from_one_form__is_made_once(bench: Any) -> None:
    key = uuid4()

    def make(by: str = "thu", **changed: Any) -> Any:
        return cases.make_case(bench.store, bench.who(by), bench.new(**changed), bench.now, key)

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(lambda _: make(), range(2))
    assert first == second == make(members=MEMBERS[::-1])
    for by, changed in (("thu", {"title": "Cuộc khác"}), ("lan", {})):
        with pytest.raises(Conflict, match="case_made_by_this_form"):
            make(by, **changed)
    assert cases.cases(bench.db(), bench.who("chief"), CaseFilters()) == [first]


@pytest.mark.parametrize("username", ["anh", "giam", "tham", "head", "viewer"])
def test_make_case__by_whoever_makes_none__is_refused(bench: Any, username: str) -> None:
    with pytest.raises(Refused):
        bench.make(by=username)


def test_make_case__beyond_their_reach__names_the_unit(bench: Any) -> None:
    bench.store.write(
        lambda db: db.execute("INSERT INTO accounts_scope (username, unit) VALUES ('thu', 'C2')")
    )
    with pytest.raises(Invalid) as error:
        bench.make()
    assert codes(error) == {"unit_beyond_reach"}
    assert bench.make(unit="C2").above == "/01/C2/"


@pytest.mark.parametrize("years", [-2000, -3, 3, 7000])
def test_make_case__day_years_off__is_refused_made_and_changed(bench: Any, years: int) -> None:
    day = date(bench.today.year + years, 12, 31)
    with pytest.raises(Invalid) as error:
        bench.make(planned_on=day)
    assert "case_day_far_off" in codes(error)
    of = bench.make()
    new = bench.new(planned_on=day)
    with pytest.raises(Invalid) as error:
        cases.change_case(bench.store, bench.who("thu"), of.reference, new, of.revision, bench.now)
    assert "case_day_far_off" in codes(error)


@pytest.mark.parametrize("day", [-1, 0, 365])
def test_make_case__day_that_is_over_or_a_year_off__is_made(bench: Any, day: int) -> None:
    planned = bench.today + timedelta(day)
    assert bench.make(planned_on=planned).planned_on == planned


def test_change_case__draft__says_other_things(bench: Any) -> None:
    of = bench.make()
    new = bench.new(unit="C2", title="Khác", members=())
    changed = cases.change_case(bench.store, bench.who("thu"), of.reference, new, of.revision, bench.now)
    assert bench.stored(of) == changed
    assert (changed.unit, changed.above, changed.members, changed.revision) == ("C2", "/01/C2/", (), 2)
    with pytest.raises(Conflict):
        cases.change_case(bench.store, bench.who("thu"), of.reference, new, of.revision, bench.now)
    with pytest.raises(Refused):
        cases.change_case(bench.store, bench.who("anh"), bench.make().reference, new, 1, bench.now)


def test_change_case__approved__is_a_conflict(bench: Any) -> None:
    of = bench.approved()
    with pytest.raises(Conflict):
        cases.change_case(bench.store, bench.who("thu"), of.reference, bench.new(), of.revision, bench.now)


def test_approve__half_a_case__says_everything_it_lacks(bench: Any) -> None:
    of = bench.make(period_first=None, round="", members=(Member("anh", Task.MEMBER),))
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.APPROVE, "giam", day=bench.today + timedelta(1))
    assert codes(error) == {
        "decision_number_missing",
        "decision_day_in_future",
        "case_has_no_period",
        "case_has_no_checklist",
        "case_needs_a_lead",
        "case_needs_members",
    }
    assert bench.stored(of).state is CaseState.DRAFT


def test_approve__member_with_reach_only_inside_the_unit__is_named(bench: Any) -> None:
    members = (Member("lan", Task.LEAD), Member("thu", Task.SECRETARY), Member("inner", Task.MEMBER))
    of = bench.make(members=members)
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.APPROVE, "giam", number="1", day=bench.today)
    assert [(one.code, one.values) for one in error.value.problems] == [
        ("case_member_of_unit", {"names": "Mai Trong"})
    ]
    for other in ({"unit": "C2"}, {"kind": Kind.SELF_INSPECTION}):
        of = bench.make(members=members, **other)
        assert bench.take(of, CaseStep.APPROVE, "giam", number="1", day=bench.today).state == "approved"


@pytest.mark.parametrize("ago", [0, 9], ids=["since", "after_the_day_it_was_planned_for"])
def test_approve__unit_that_ended__is_named(bench: Any, ago: int) -> None:
    of = bench.make(planned_on=bench.today - timedelta(ago))
    yesterday = (bench.today - timedelta(1)).isoformat()
    bench.store.write(
        lambda db: db.execute("UPDATE places_unit SET valid_to = ? WHERE code = 'C1'", [yesterday])
    )
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.APPROVE, "giam", number="1", day=bench.today)
    assert "case_unit_gone" in codes(error)


@pytest.mark.parametrize("username", ["lan", "thu", "chief", "anh"])
def test_approve__by_anybody_but_a_leader__is_refused(bench: Any, username: str) -> None:
    with pytest.raises(Refused):
        bench.take(bench.make(), CaseStep.APPROVE, username, number="1", day=bench.today)


def test_approve__by_one_of_the_team__is_refused(bench: Any) -> None:
    of = bench.make(members=(*MEMBERS, Member("giam", Task.MEMBER)))
    with pytest.raises(Invalid) as error:
        bench.take(of, CaseStep.APPROVE, "giam", number="1", day=bench.today)
    assert codes(error) == {"case_approved_by_its_team"}


def test_draft__that_cannot_be_approved_yet__says_so_when_it_is_saved(bench: Any, tablet: Any) -> None:
    of, thu = bench.make(members=(Member("lan", Task.LEAD), Member("inner", Task.MEMBER))), tablet("thu")
    page = thu.open(f"/cases/{of.reference}").text
    for said in ("Mai Trong", "ít nhất 2"):
        assert said in page


def test_make_case__title_with_control_characters__keeps_its_letters(bench: Any) -> None:
    assert bench.make(title="Kiểm tra\x0bđịnh kỳ\x00 ").title == "Kiểm tra định kỳ"
