from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from pyotp import TOTP

from survey_app import store
from survey_app.accounts import service
from survey_app.accounts.attempts import TRIES
from survey_app.accounts.model import HALF_LASTS, RECOVERY_CODES, SECOND_FACTOR_ROLES, Done, Person, Role
from survey_app.accounts.service import second_factor
from survey_app.accounts.store import people as rows
from survey_app.accounts.store import second_factor as factor_rows
from survey_app.errors import Conflict, Invalid, NotFound, Refused

NOW = datetime(2026, 11, 22, 8, 0, 5, tzinfo=UTC)
PASSWORD = "mật khẩu đủ dài"  # noqa: S105  # only of these tests
SECRET = "ORSXG5BAORSXG5BAORSXG5BAORSXG5BA"  # noqa: S105
_NUMBERS = count()


def at(moment: datetime) -> str:
    return TOTP(SECRET).at(moment)


@pytest.fixture
def ann(opened: store.Store, quick_hash: Any) -> Person:
    """Somebody whom no other test has let guess."""
    person = Person(f"ann{next(_NUMBERS)}", "Trần An", Role.SECRETARY)
    opened.write(lambda db: rows.add(db, person, quick_hash(PASSWORD), ""))
    return person


def with_factor(opened: store.Store, ann: Person) -> tuple[str, ...]:
    return second_factor.set_up(opened, ann.username, SECRET, at(NOW), NOW)


def half(opened: store.Store, ann: Person, now: datetime) -> str:
    return service.sign_in(opened, ann.username, PASSWORD, now)


def code_of(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.problem.code


def test_code__of_the_standard__is_what_an_app_shows() -> None:
    # RFC 6238, appendix B: the secret '12345678901234567890' at 59 seconds gives 94287082.
    codes = TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits=8)
    assert codes.at(59) == "94287082"
    assert second_factor._step_of(SECRET, TOTP(SECRET).at(59), datetime.fromtimestamp(59, UTC)) == 1


def test_set_up__right_code__asks_for_it_from_then_on(opened: store.Store, ann: Person) -> None:
    assert service.session_person(opened, half(opened, ann, NOW), NOW) == ann
    codes = with_factor(opened, ann)
    assert len(set(codes)) == RECOVERY_CODES
    waiting = half(opened, ann, NOW)
    assert service.session_person(opened, waiting, NOW) is None
    assert service.waiting_person(opened.read(), waiting, NOW) == ann
    later = NOW + timedelta(seconds=30)
    token = second_factor.prove(opened, waiting, at(later), later, "Firefox, Windows")
    assert service.session_person(opened, token, later) == ann
    assert service.session_person(opened, waiting, later) is None
    with pytest.raises(Refused) as again:
        second_factor.prove(opened, waiting, at(later + timedelta(seconds=30)), later, "")
    assert code_of(again) == "log_in_again"


def test_set_up__wrong_code__switches_nothing_on(opened: store.Store, ann: Person) -> None:
    with pytest.raises(Invalid):
        second_factor.set_up(opened, ann.username, SECRET, at(NOW + timedelta(hours=1)), NOW)
    with pytest.raises(Invalid):
        second_factor.set_up(opened, ann.username, "short", "000000", NOW)
    assert not second_factor.has_factor(opened.read(), ann.username)


def test_set_up__a_second_time__conflicts(opened: store.Store, ann: Person) -> None:
    with_factor(opened, ann)
    with pytest.raises(Conflict):
        with_factor(opened, ann)


@pytest.mark.parametrize(("drift", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_prove__clock_of_the_phone_off__is_taken_for_one_step(
    opened: store.Store, ann: Person, drift: int, taken: bool
) -> None:
    with_factor(opened, ann)
    later = NOW + timedelta(minutes=5)
    waiting = half(opened, ann, later)
    typed = at(later + timedelta(seconds=drift))
    if taken:
        assert second_factor.prove(opened, waiting, f" {typed[:3]} {typed[3:]} ", later, "")
    else:
        with pytest.raises(Refused):
            second_factor.prove(opened, waiting, typed, later, "")


def test_prove__code_used_before__is_refused_also_the_one_it_was_set_up_with(
    opened: store.Store, ann: Person
) -> None:
    with_factor(opened, ann)
    with pytest.raises(Refused):
        second_factor.prove(opened, half(opened, ann, NOW), at(NOW), NOW, "")
    later = NOW + timedelta(seconds=60)
    assert second_factor.prove(opened, half(opened, ann, later), at(later), later, "")
    for typed in (at(later), at(later - timedelta(seconds=30))):
        with pytest.raises(Refused) as refused:
            second_factor.prove(opened, half(opened, ann, later), typed, later, "")
        assert code_of(refused) == "wrong_second_proof"


def test_prove__recovery_code__counts_once_however_it_is_typed(opened: store.Store, ann: Person) -> None:
    codes = with_factor(opened, ann)
    typed = codes[3].lower().replace("-", " ")
    assert second_factor.prove(opened, half(opened, ann, NOW), typed, NOW, "")
    assert second_factor.codes_left(opened.read(), ann.username) == RECOVERY_CODES - 1
    with pytest.raises(Refused):
        second_factor.prove(opened, half(opened, ann, NOW), codes[3], NOW, "")
    assert service.deeds(opened.read(), ann.username)[0].done is Done.RECOVERED


def test_prove__too_many_wrong_codes__a_right_one_is_not_looked_at_for_a_while(
    opened: store.Store, ann: Person
) -> None:
    with_factor(opened, ann)
    later = NOW + timedelta(minutes=1)
    waiting = half(opened, ann, later)
    for _ in range(TRIES):
        with pytest.raises(Refused):
            second_factor.prove(opened, waiting, "000000", later, "")
    with pytest.raises(Refused) as refused:
        second_factor.prove(opened, waiting, at(later), later, "")
    assert code_of(refused) == "too_many_codes_tried"
    after = later + timedelta(minutes=16)
    assert second_factor.prove(opened, half(opened, ann, after), at(after), after, "")


def test_waiting__too_long__ends(opened: store.Store, ann: Person) -> None:
    with_factor(opened, ann)
    waiting = half(opened, ann, NOW)
    late = NOW + HALF_LASTS + timedelta(seconds=1)
    assert service.waiting_person(opened.read(), waiting, late) is None
    with pytest.raises(Refused):
        second_factor.prove(opened, waiting, at(late), late, "")


def test_database__with_second_factors__holds_neither_secret_nor_recovery_code(
    opened: store.Store, ann: Person
) -> None:
    codes = with_factor(opened, ann)
    opened.close()
    kept = opened.instance.database.read_bytes()
    for secret in (SECRET, *codes, *(code.replace("-", "") for code in codes)):
        assert secret.encode() not in kept


def test_secret__moved_to_somebody_else__opens_nothing(
    opened: store.Store, ann: Person, quick_hash: Any
) -> None:
    with_factor(opened, ann)
    other = Person(f"{ann.username}-other", "Lê Bình", Role.VIEWER)

    def plant(db: store.Database) -> None:
        rows.add(db, other, quick_hash(PASSWORD), "")
        sealed, _ = factor_rows.find(db, ann.username) or (b"", 0)
        factor_rows.put(db, other.username, sealed, 0, NOW.isoformat())

    opened.write(plant)
    with pytest.raises(Refused) as refused:
        second_factor.prove(opened, half(opened, other, NOW), at(NOW), NOW, "")
    assert code_of(refused) == "second_factor_unreadable"


def test_renew_codes__old_ones__count_no_more(opened: store.Store, ann: Person) -> None:
    old = with_factor(opened, ann)
    later = NOW + timedelta(minutes=1)
    new = second_factor.renew_codes(opened, ann.username, at(later), later)
    assert not set(old) & set(new)
    with pytest.raises(Refused):
        second_factor.prove(opened, half(opened, ann, later), old[0], later, "")
    assert second_factor.prove(opened, half(opened, ann, later), new[0], later, "")


def test_switch_off__right_code__asks_no_more_unless_demanded(opened: store.Store, ann: Person) -> None:
    codes = with_factor(opened, ann)
    opened.write(lambda db: store.put_setting(db, SECOND_FACTOR_ROLES, "leader,secretary"))
    with pytest.raises(Refused) as refused:
        second_factor.switch_off(opened, ann, codes[0], NOW)
    assert code_of(refused) == "second_factor_demanded"
    opened.write(lambda db: store.put_setting(db, SECOND_FACTOR_ROLES, "leader"))
    second_factor.switch_off(opened, ann, codes[0], NOW)
    assert service.session_person(opened, half(opened, ann, NOW), NOW) == ann


def test_demanded__of_a_role_without_one__opens_nothing_until_it_is_set_up(
    opened: store.Store, ann: Person
) -> None:
    before = half(opened, ann, NOW)
    opened.write(lambda db: store.put_setting(db, SECOND_FACTOR_ROLES, "secretary"))
    assert service.session_person(opened, before, NOW) is None
    waiting = half(opened, ann, NOW)
    assert service.session_person(opened, waiting, NOW) is None
    token, codes = second_factor.set_up_waiting(opened, waiting, SECRET, at(NOW), NOW, "")
    assert len(codes) == RECOVERY_CODES
    assert service.session_person(opened, token, NOW) == ann


def test_take_away__by_an_administrator__is_noted(opened: store.Store, ann: Person) -> None:
    with_factor(opened, ann)
    second_factor.take_away(opened, ann.username, "chief", NOW)
    deed = service.deeds(opened.read(), ann.username)[0]
    assert (deed.done, deed.by) == (Done.FACTOR_TAKEN, "chief")
    assert second_factor.codes_left(opened.read(), ann.username) == 0
    with pytest.raises(NotFound):
        second_factor.take_away(opened, ann.username, "chief", NOW)


def test_picture__of_an_address__is_drawn_without_naming_it() -> None:
    address = second_factor.app_address(SECRET, "ann", "Sở Nội vụ")
    assert address.startswith("otpauth://totp/")
    drawn = second_factor.picture(address)
    assert drawn.startswith("<svg")
    assert SECRET not in drawn
