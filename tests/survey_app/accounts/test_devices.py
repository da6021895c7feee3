"""Tablets as the office sees them: invited, revoked, and how long a proof on one lasts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from survey_app import store
from survey_app.accounts import service
from survey_app.accounts.model import CODE_LETTERS, Device, Person, Role, code_of
from survey_app.errors import Conflict, Invalid, NotFound

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANN = Person("ann", "Trần Thị An", Role.INSPECTOR)
PASSWORD = "mật khẩu đủ dài"  # noqa: S105  # Ann's, in these tests


@pytest.fixture
def people(opened: store.Store) -> store.Store:
    """An office with an administrator and the inspector Ann."""
    service.add_person(opened, Person("chief", "Phạm Chi", Role.ADMINISTRATOR), PASSWORD, NOW)
    service.add_person(opened, ANN, PASSWORD, NOW)
    return opened


@pytest.fixture
def tablet(people: store.Store) -> Device:
    """A tablet on which Ann has proved who she is."""
    code = service.invite(people, "Máy 1", "chief", NOW)
    device, _ = service.enrol(people, code, "here", NOW)
    service.prove(people, device.id, "ann", PASSWORD, NOW)
    return device


def test_invite__any_name__makes_twelve_letters_that_look_like_no_others(people: store.Store) -> None:
    code = service.invite(people, "Máy 1", "chief", NOW)
    assert len(code_of(code)) == 12
    assert set(code) <= {*CODE_LETTERS, "-"}
    assert not set("01OI") & set(CODE_LETTERS)


@pytest.mark.parametrize("name", ["", "  ", "m" * 101, "Máy \u202e1"])
def test_invite__without_a_name_to_show__is_refused(people: store.Store, name: str) -> None:
    with pytest.raises(Invalid):
        service.invite(people, name, "chief", NOW)


def test_devices__list__says_who_let_it_in_and_who_is_on_it(people: store.Store, tablet: Device) -> None:
    (known,) = service.devices(people.read())
    assert (known.id, known.name, known.enrolled_by) == (tablet.id, "Máy 1", "chief")
    assert [proof.username for proof in known.people] == ["ann"]
    assert known.seen_at is None


def test_revoke__a_tablet__keeps_it_known_as_revoked(people: store.Store) -> None:
    code = service.invite(people, "Máy 1", "chief", NOW)
    device, token = service.enrol(people, code, "here", NOW)
    service.revoke(people, device.id, "chief", NOW)
    assert service.device_of(people, token) == replace(device, revoked=True)
    assert service.device(people.read(), device.id).revoked_by == "chief"
    with pytest.raises(Conflict):
        service.revoke(people, device.id, "chief", NOW)


def test_revoke__unknown_tablet__is_not_found(people: store.Store) -> None:
    with pytest.raises(NotFound):
        service.revoke(people, "no-such-tablet", "chief", NOW)


def test_proof__after_the_person_left_and_came_back__is_asked_anew(
    people: store.Store, tablet: Device
) -> None:
    gone = service.change_person(people, ANN, replace(ANN, left_on=date(2026, 11, 23)), "chief", NOW)
    assert not service.has_proved(people.read(), tablet.id, "ann")
    service.change_person(people, gone, ANN, "chief", NOW)
    assert not service.has_proved(people.read(), tablet.id, "ann")


def test_proof__after_the_role_changed__stays_for_who_goes_on_visits(
    people: store.Store, tablet: Device
) -> None:
    chief = service.change_person(people, ANN, replace(ANN, role=Role.ADMINISTRATOR), "chief", NOW)
    assert service.has_proved(people.read(), tablet.id, "ann")
    service.change_person(people, chief, replace(ANN, role=Role.VIEWER), "chief", NOW)
    assert not service.has_proved(people.read(), tablet.id, "ann")


def test_proof__after_another_password__stays(people: store.Store, tablet: Device) -> None:
    service.change_own_password(people, "ann", PASSWORD, PASSWORD + " mới", NOW)
    assert service.has_proved(people.read(), tablet.id, "ann")
