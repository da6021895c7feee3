from datetime import UTC, date, datetime
from typing import Any

import pytest

from survey_app.accounts import service
from survey_app.accounts.model import INSPECTING, OF_UNIT, OFFICE, Asker, Done, Person, Role, Scope
from survey_app.errors import Conflict, Invalid

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PASSWORD = "mật khẩu đủ dài"  # noqa: S105  # only of these tests


def add(office: Any, role: Role, *scopes: Scope, username: str = "ann") -> Person:
    return service.add_person(office.store, Person(username, "Trần An", role), PASSWORD, NOW, scopes)


def problems(found: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.place, problem.code) for problem in found.value.problems}


def test_roles__office_and_units__are_all_of_them_and_no_role_is_both() -> None:
    assert set(Role) == OFFICE | OF_UNIT
    assert not OFFICE & OF_UNIT
    assert INSPECTING < OFFICE


@pytest.mark.parametrize("role", sorted(OFFICE))
def test_asker__of_the_office_without_units__reaches_everywhere(office: Any, role: Role) -> None:
    add(office, role)
    asker = service.asker(office.store.read(), "ann", role, TODAY)
    assert asker == Asker("ann", role, None)
    assert asker.reaches("/01/C1/T1/Q1/")
    assert not asker.of_unit


@pytest.mark.parametrize("role", sorted(OF_UNIT))
def test_asker__of_a_unit_nobody_gave__reaches_nothing(office: Any, role: Role) -> None:
    asker = service.asker(office.store.read(), "nobody", role, TODAY)
    assert asker.units == ()
    assert asker.of_unit
    assert not asker.reaches("/01/C1/")


def test_asker__with_units__reaches_them_and_what_is_below_while_the_days_last(office: Any) -> None:
    add(office, Role.UNIT_HEAD, Scope("T1", date(2026, 1, 1), date(2026, 12, 31)), Scope("Q2", None, None))
    asked = {
        day: service.asker(office.store.read(), "ann", Role.UNIT_HEAD, day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    }
    assert [one.units for one in asked.values()] == [("Q2",), ("Q2", "T1"), ("Q2", "T1"), ("Q2",)]
    within = asked[date(2026, 1, 1)]
    assert within.reaches("/01/C1/T1/")
    assert within.reaches("/01/C1/T1/Q1/")
    assert not within.reaches("/01/C1/")
    assert not within.reaches("/01/C1/T10/")


def test_asker__of_the_office_whose_days_are_over__reaches_nothing_rather_than_everything(
    office: Any,
) -> None:
    add(office, Role.LEADER, Scope("C1", None, date(2026, 11, 21)))
    assert service.asker(office.store.read(), "ann", Role.LEADER, TODAY).units == ()


def test_add_person__of_a_unit_without_one__is_refused_and_nobody_is_added(office: Any) -> None:
    with pytest.raises(Invalid) as found:
        add(office, Role.UNIT_CONTACT)
    assert problems(found) == {("unit", "unit_role_without_unit")}
    assert service.people(office.store.read()) == []


def test_add_person__units_that_cannot_be__names_every_one(office: Any) -> None:
    backwards = Scope("C1", date(2026, 2, 1), date(2026, 1, 1))
    gone = Scope("Q2", date(2026, 1, 1))  # it ended with the year before
    twice = Scope("T1")
    with pytest.raises(Invalid) as found:
        add(office, Role.LEADER, backwards, Scope("nowhere"), gone, twice, twice)
    assert [(one.code, one.values.get("unit")) for one in found.value.problems] == [
        ("scope_unit_twice", "T1"),
        ("last_day_before_first", None),
        ("no_unit_of_code", "nowhere"),
        ("no_unit_of_code", "Q2"),
    ]


@pytest.mark.parametrize("email", ["an", "an@", "@tinh.gov.vn", "an@tinh", "a n@tinh.gov.vn", "a@b.c, d@e.f"])
def test_add_person__bad_address__is_named(office: Any, email: str) -> None:
    person = Person("ann", "Trần An", Role.VIEWER, None, email)
    with pytest.raises(Invalid) as found:
        service.add_person(office.store, person, PASSWORD, NOW)
    assert problems(found) == {("email", "bad_email")}


@pytest.mark.parametrize("hidden", ["\r\n", "\n", "\t", "\x00", "\x1b", "\u2028", "\u202e", "\u200b"])
def test_person__name_with_what_nobody_sees__is_refused_when_added_and_when_changed(
    office: Any, hidden: str
) -> None:
    name = f"Trần{hidden}An"
    with pytest.raises(Invalid) as found:
        service.add_person(office.store, Person("ann", name, Role.VIEWER), PASSWORD, NOW)
    assert problems(found) == {("name", "name_has_hidden_letters")}
    seen = add(office, Role.ADMINISTRATOR)
    with pytest.raises(Invalid) as found:
        service.change_person(office.store, seen, Person("ann", name, seen.role), "ann", NOW)
    assert problems(found) == {("name", "name_has_hidden_letters")}


def test_person__address_with_a_control_character__is_refused(office: Any) -> None:
    person = Person("ann", "Trần An", Role.VIEWER, None, "an\x00@tinh.gov.vn")
    with pytest.raises(Invalid) as found:
        service.add_person(office.store, person, PASSWORD, NOW)
    assert problems(found) == {("email", "bad_email")}


def test_person__address__is_kept_and_changed(office: Any) -> None:
    add(office, Role.ADMINISTRATOR, username="chief")
    person = Person("ann", "Trần An", Role.VIEWER, None, "an@tinh.gov.vn")
    service.add_person(office.store, person, PASSWORD, NOW)
    assert service.person(office.store.read(), "ann") == person
    other = Person("ann", "Trần An", Role.VIEWER, None, "an.tran@tinh.gov.vn")
    service.change_person(office.store, person, other, "chief", NOW)
    assert service.person(office.store.read(), "ann") == other


def test_change_person__to_a_role_of_units_without_one__is_refused(office: Any) -> None:
    add(office, Role.ADMINISTRATOR, username="chief")
    seen = add(office, Role.VIEWER)
    with pytest.raises(Invalid) as found:
        service.change_person(office.store, seen, Person("ann", "Trần An", Role.UNIT_HEAD), "chief", NOW)
    assert problems(found) == {("unit", "unit_role_without_unit")}
    assert service.person(office.store.read(), "ann").role is Role.VIEWER


def test_change_scopes__two_at_once__the_second_is_told_and_the_first_stands(office: Any) -> None:
    add(office, Role.VERIFIER)
    service.change_scopes(office.store, "ann", [], [Scope("C1")], "chief", NOW)
    with pytest.raises(Conflict):
        service.change_scopes(office.store, "ann", [], [Scope("T1")], "other", NOW)
    assert service.scopes(office.store.read(), "ann") == [Scope("C1")]
    deed = service.deeds(office.store.read(), "ann")[0]
    assert (deed.done, deed.by, deed.data) == (Done.UNITS, "chief", {"units": ["C1"]})


def test_change_scopes__unit_that_ended_since__stays_when_another_is_added(office: Any) -> None:
    ended = Scope("Q2", None, date(2026, 3, 1))
    add(office, Role.UNIT_HEAD, ended)
    service.change_scopes(office.store, "ann", [ended], [ended, Scope("Q1")], "chief", NOW)
    assert service.scopes(office.store.read(), "ann") == [Scope("Q1"), ended]


@pytest.mark.parametrize("role", sorted(OF_UNIT))
def test_change_scopes__last_one_of_a_head__is_taken_and_nothing_is_seen_any_more(
    office: Any, role: Role
) -> None:
    add(office, role, Scope("C1"))
    service.change_scopes(office.store, "ann", [Scope("C1")], [], "chief", NOW)
    assert service.scopes(office.store.read(), "ann") == []
    assert service.asker(office.store.read(), "ann", role, TODAY).units == ()


@pytest.mark.parametrize("role", sorted(OFFICE - {Role.ADMINISTRATOR}))
def test_change_scopes__last_one_of_the_office__is_refused_until_everywhere_is_asked_for(
    office: Any, role: Role
) -> None:
    add(office, role, Scope("C1"))
    with pytest.raises(Invalid) as found:
        service.change_scopes(office.store, "ann", [Scope("C1")], [], "chief", NOW)
    assert problems(found) == {("unit", "last_unit_of_office")}
    assert service.asker(office.store.read(), "ann", role, TODAY).units == ("C1",)
    service.change_scopes(office.store, "ann", [Scope("C1")], [], "chief", NOW, everywhere=True)
    assert service.asker(office.store.read(), "ann", role, TODAY).units is None


def test_change_person__head_without_units__gets_no_role_that_acts_everywhere(office: Any) -> None:
    add(office, Role.ADMINISTRATOR, username="chief")
    head = add(office, Role.UNIT_HEAD, Scope("C1"))
    service.change_scopes(office.store, "ann", [Scope("C1")], [], "chief", NOW)
    leader = Person("ann", "Trần An", Role.LEADER)
    with pytest.raises(Invalid) as found:
        service.change_person(office.store, head, leader, "chief", NOW)
    assert problems(found) == {("role", "role_would_act_everywhere")}
    renamed = service.change_person(office.store, head, Person("ann", "An", Role.UNIT_HEAD), "chief", NOW)
    service.change_scopes(office.store, "ann", [], [Scope("T1")], "chief", NOW)
    service.change_person(office.store, renamed, leader, "chief", NOW)
    assert service.asker(office.store.read(), "ann", Role.LEADER, TODAY).units == ("T1",)


def test_deeds__role_and_leaving__say_who_did_it(office: Any) -> None:
    add(office, Role.ADMINISTRATOR, username="chief")
    seen = add(office, Role.VIEWER)
    leader = service.change_person(office.store, seen, Person("ann", "Trần An", Role.LEADER), "chief", NOW)
    service.change_person(office.store, leader, Person("ann", "Trần An", Role.LEADER, TODAY), "chief", NOW)
    assert [(one.done, one.by, one.data) for one in service.deeds(office.store.read(), "ann")] == [
        (Done.LEFT, "chief", {}),
        (Done.ROLE, "chief", {"before": "viewer", "after": "leader"}),
    ]
