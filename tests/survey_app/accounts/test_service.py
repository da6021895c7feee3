import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from argon2 import Type, extract_parameters

from survey_app import store
from survey_app.accounts import service
from survey_app.accounts.model import SESSION_IDLES, SESSION_LASTS, Person, Role
from survey_app.accounts.service import passwords
from survey_app.errors import Conflict, Invalid, Refused

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANN = Person("ann", "Trần Thị An", Role.ANALYST)
PASSWORD = "mật khẩu đủ dài"  # noqa: S105  # Ann's, in these tests


@pytest.fixture
def people(opened: store.Store) -> store.Store:
    """An instance that Ann may sign in to."""
    service.add_person(opened, ANN, PASSWORD, NOW)
    return opened


def test_add_person__good_values__can_sign_in_and_is_listed(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    assert service.session_person(people, token, NOW) == ANN
    assert service.people(people.read()) == [ANN]


def test_add_person__taken_name__is_refused_and_the_first_stands(people: store.Store) -> None:
    with pytest.raises(Conflict):
        service.add_person(people, Person("ann", "Người khác", Role.VIEWER), PASSWORD, NOW)
    assert service.people(people.read()) == [ANN]


@pytest.mark.parametrize(
    ("username", "name", "password", "codes"),
    [
        ("", "An", PASSWORD, ["bad_username"]),
        ("Ann", "An", PASSWORD, ["bad_username"]),
        ("an nguyễn", "An", PASSWORD, ["bad_username"]),
        ("ann", " ", PASSWORD, ["name_missing"]),
        ("ann", "An", "x" * 11, ["bad_password"]),
        ("ann", "An", "x" * 201, ["bad_password"]),
        ("ấn", "", "ngắn", ["bad_username", "name_missing", "bad_password"]),
    ],
)
def test_add_person__bad_values__are_all_named(
    opened: store.Store, username: str, name: str, password: str, codes: list[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        service.add_person(opened, Person(username, name, Role.VIEWER), password, NOW)
    assert [problem.code for problem in caught.value.problems] == codes
    assert service.people(opened.read()) == []


@pytest.mark.parametrize(
    ("username", "password"), [("ann", "wrong wrong wrong"), ("nobody", PASSWORD), ("ann", "")]
)
def test_sign_in__wrong_name_or_password__does_not_say_which(
    people: store.Store, username: str, password: str
) -> None:
    with pytest.raises(Refused) as caught:
        service.sign_in(people, username, password, NOW)
    assert (caught.value.problem.code, caught.value.problem.values) == ("wrong_name_or_password", {})


def test_sign_in__database__holds_neither_password_nor_token(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    connection = sqlite3.connect(people.instance.database)
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert "$argon2id$" in dump
    assert PASSWORD not in dump
    assert token not in dump


def test_password__as_the_product_hashes_it__is_dear_to_guess() -> None:
    # Hashed when the module was loaded: tests that sign in hash cheaply.
    dear = extract_parameters(passwords._NOBODY)
    assert (dear.type, dear.memory_cost >= 64 * 1024, dear.time_cost >= 3) == (Type.ID, True, True)


def test_session_person__made_up_token__is_nobody(people: store.Store) -> None:
    service.sign_in(people, "ann", PASSWORD, NOW)
    for token in ("", "x", "a" * 43):
        assert service.session_person(people, token, NOW) is None


def test_session_person__idle_too_long__is_nobody(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    assert service.session_person(people, token, NOW + SESSION_IDLES) == ANN
    later = NOW + SESSION_IDLES  # that look was a use
    assert service.session_person(people, token, later + SESSION_IDLES + timedelta(seconds=1)) is None


def test_session_person__in_use_all_day__ends_all_the_same(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    at = NOW
    while at - NOW < SESSION_LASTS:
        assert service.session_person(people, token, at) == ANN
        at += timedelta(hours=1)
    assert service.session_person(people, token, NOW + SESSION_LASTS + timedelta(seconds=1)) is None


def test_sign_out__session__ends_on_the_server(people: store.Store) -> None:
    token, other = (service.sign_in(people, "ann", PASSWORD, NOW) for _ in range(2))
    service.sign_out(people, token)
    assert service.session_person(people, token, NOW) is None
    assert service.session_person(people, other, NOW) == ANN


def test_sign_in__old_sessions__are_removed(people: store.Store) -> None:
    service.sign_in(people, "ann", PASSWORD, NOW)
    service.sign_in(people, "ann", PASSWORD, NOW + SESSION_LASTS + timedelta(hours=1))
    assert people.read().execute("SELECT count(*) FROM accounts_session").fetchone()[0] == 1


def test_setup_code__first_administrator__is_made_once(opened: store.Store) -> None:
    code = service.setup_code(opened)
    assert service.needs_administrator(opened.read())
    added = service.make_first_administrator(opened, f" {code.upper()} ", ANN, PASSWORD, NOW)
    assert added.role is Role.ADMINISTRATOR
    assert not service.needs_administrator(opened.read())
    with pytest.raises(Refused):
        service.make_first_administrator(opened, code, Person("b", "B", Role.VIEWER), PASSWORD, NOW)


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000"])
def test_setup_code__wrong__is_refused(opened: store.Store, code: str) -> None:
    with pytest.raises(Refused):  # none was made yet: an empty code must not fit
        service.make_first_administrator(opened, code, ANN, PASSWORD, NOW)
    service.setup_code(opened)
    with pytest.raises(Refused):
        service.make_first_administrator(opened, code, ANN, PASSWORD, NOW)
    assert service.people(opened.read()) == []


def test_setup_code__asked_for_again__is_the_same_until_it_was_used(opened: store.Store) -> None:
    first, second = service.setup_code(opened), service.setup_code(opened)
    assert first == second
    assert service.make_first_administrator(opened, first, ANN, PASSWORD, NOW)
    assert service.setup_code(opened) != first


def test_setup_code__database__does_not_hold_it(opened: store.Store) -> None:
    code = service.setup_code(opened)
    connection = sqlite3.connect(opened.instance.database)
    assert code not in "\n".join(connection.iterdump())
    connection.close()


def test_change_person__seen_as_stored__is_kept_and_a_new_role_signs_out(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    service.add_person(people, Person("bo", "Lê Bo", Role.ADMINISTRATOR), PASSWORD, NOW)
    renamed = service.change_person(people, ANN, replace(ANN, name="Trần An"), "chief", NOW)
    assert service.session_person(people, token, NOW) == renamed
    service.change_person(people, renamed, replace(renamed, role=Role.VIEWER), "chief", NOW)
    assert service.session_person(people, token, NOW) is None


def test_change_person__changed_meanwhile__conflicts_and_the_first_stands(people: store.Store) -> None:
    service.add_person(people, Person("bo", "Lê Bo", Role.ADMINISTRATOR), PASSWORD, NOW)
    service.change_person(people, ANN, replace(ANN, name="Trần An"), "chief", NOW)
    with pytest.raises(Conflict):
        service.change_person(people, ANN, replace(ANN, name="Trần Thị Anh"), "chief", NOW)
    assert service.person(people.read(), "ann").name == "Trần An"


def test_person_who_left__right_password__does_not_sign_in_until_let_in_again(people: store.Store) -> None:
    service.add_person(people, Person("bo", "Lê Bo", Role.ADMINISTRATOR), PASSWORD, NOW)
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    gone = service.change_person(people, ANN, replace(ANN, left_on=NOW.date()), "chief", NOW)
    assert service.session_person(people, token, NOW) is None
    with pytest.raises(Refused):
        service.sign_in(people, "ann", PASSWORD, NOW)
    service.change_person(people, gone, ANN, "chief", NOW)
    assert service.sign_in(people, "ann", PASSWORD, NOW)


@pytest.mark.parametrize("change", [{"role": Role.VIEWER}, {"left_on": NOW.date()}])
def test_last_administrator__demoted_or_locked_out__is_refused(
    people: store.Store, change: dict[str, Any]
) -> None:
    chief = service.add_person(people, Person("bo", "Lê Bo", Role.ADMINISTRATOR), PASSWORD, NOW)
    with pytest.raises(Refused):
        service.change_person(people, chief, replace(chief, **change), "chief", NOW)
    assert service.person(people.read(), "bo") == chief


def test_set_password__another_one__ends_the_sessions_and_the_old_password(people: store.Store) -> None:
    token = service.sign_in(people, "ann", PASSWORD, NOW)
    service.set_password(people, "ann", "một mật khẩu khác", "chief", NOW)
    assert service.session_person(people, token, NOW) is None
    assert service.sign_in(people, "ann", "một mật khẩu khác", NOW)
    with pytest.raises(Refused):
        service.sign_in(people, "ann", PASSWORD, NOW)


def test_change_own_password__wrong_current_one__changes_nothing(people: store.Store) -> None:
    with pytest.raises(Invalid) as caught:
        service.change_own_password(people, "ann", "sai sai sai sai", "một mật khẩu khác", NOW)
    assert [problem.place for problem in caught.value.problems] == ["current"]
    assert service.sign_in(people, "ann", PASSWORD, NOW)
