"""The second proof at the log-in: codes of an app that change every 30 seconds, and recovery codes."""

import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from pyotp import TOTP, random_base32

from survey_app.accounts.attempts import SECOND_PROOFS
from survey_app.accounts.model import CODE_LETTERS, RECOVERY_CODES, Done, Person, code_of
from survey_app.accounts.service.sealing import seal, unseal
from survey_app.accounts.service.sessions import complete, demanded, waiting_person
from survey_app.accounts.store import people as rows
from survey_app.accounts.store import second_factor as factors
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.jobs import Maker
from survey_app.store import Database, Store

T = TypeVar("T")
_SECONDS: Final = 30
_SECRET: Final = re.compile("[A-Z2-7]{32}")
_RECOVERY_LENGTH: Final = 12
_MAKER: Final = Maker(busy="picture_busy", late="picture_failed", failed="picture_failed")


def new_secret() -> str:
    """A secret for an app, in the letters in which it can be typed."""
    return random_base32()


def is_secret(text: str) -> bool:
    """Whether ``text`` has the shape of what `new_secret` gives."""
    return _SECRET.fullmatch(text) is not None


def app_address(secret: str, username: str, issuer: str) -> str:
    """What an app reads from the picture: the secret, whose it is and for what."""
    return TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def picture(address: str) -> str:
    """The QR picture of ``address`` as SVG, drawn by a child process. Raises Unavailable."""
    return _MAKER.make("survey_app.accounts.picture", {"address": address}, 20).decode()


def has_factor(db: Database, username: str) -> bool:
    """Whether ``username`` has a second factor."""
    return factors.find(db, username) is not None


def who_has_factor(db: Database) -> set[str]:
    """The user names of everybody who has one."""
    return factors.who_has(db)


def codes_left(db: Database, username: str) -> int:
    """How many recovery codes ``username`` has left."""
    return factors.codes_left(db, username)


def set_up(store: Store, username: str, secret: str, code: str, now: datetime) -> tuple[str, ...]:
    """Ten recovery codes, told this once: from now on ``username`` proves themselves by that ``secret``, too.

    Raises Invalid for a code that is not the secret's now, Conflict for somebody who has a second factor.
    """
    return store.write(lambda db: _set_up(db, store, username, secret, code, now))


def set_up_waiting(
    store: Store, waiting: str, secret: str, code: str, now: datetime, browser: str
) -> tuple[str, tuple[str, ...]]:
    """The token of a whole session and ten recovery codes, for somebody who must have a second factor.

    Raises as `set_up`, Refused when the session does not wait (any more).
    """

    def work(db: Database) -> tuple[str, tuple[str, ...]]:
        person = _waiting(db, waiting, now)
        codes = _set_up(db, store, person.username, secret, code, now)
        return complete(db, waiting, person.username, now, browser), codes

    return store.write(work)


def prove(store: Store, waiting: str, code: str, now: datetime, browser: str) -> str:
    """The token of a whole session, for the code of the app or a recovery code, each of which counts once.

    Raises Refused when the session does not wait (any more), for a wrong code and after many wrong ones.
    """
    username = _waiting(store.read(), waiting, now).username

    def work(db: Database) -> str:
        _waiting(db, waiting, now)
        _check(db, store, username, code, now)
        return complete(db, waiting, username, now, browser)

    return _counted(username, now, lambda: store.write(work))


def renew_codes(store: Store, username: str, code: str, now: datetime) -> tuple[str, ...]:
    """Ten other recovery codes in place of those there were. Raises Refused as `prove`."""

    def work(db: Database) -> tuple[str, ...]:
        _check(db, store, username, code, now)
        rows.note(db, username, Done.RENEWED, username, now.isoformat(), {})
        return _new_codes(db, store, username)

    return _counted(username, now, lambda: store.write(work))


def switch_off(store: Store, person: Person, code: str, now: datetime) -> None:
    """Let somebody do without it again. Raises Refused as `prove`, and where the office demands it."""

    def work(db: Database) -> None:
        if demanded(db, person.role):
            raise Refused("second_factor_demanded")
        _check(db, store, person.username, code, now)
        factors.remove(db, person.username)
        rows.note(db, person.username, Done.FACTOR_OFF, person.username, now.isoformat(), {})

    _counted(person.username, now, lambda: store.write(work))


def take_away(store: Store, username: str, by: str, now: datetime) -> None:
    """Take the second factor from somebody who lost it. Raises NotFound when there is none."""

    def work(db: Database) -> None:
        if not factors.remove(db, username):
            raise NotFound("no_second_factor", username=username[:100])
        rows.note(db, username, Done.FACTOR_TAKEN, by, now.isoformat(), {})

    store.write(work)


def _waiting(db: Database, token: str, now: datetime) -> Person:
    person = waiting_person(db, token, now)
    if person is None:
        raise Refused("log_in_again")
    return person


def _counted(username: str, now: datetime, work: Callable[[], T]) -> T:
    """What ``work`` gives; wrong codes of ``username`` are counted, and after many no code is looked at."""
    if SECOND_PROOFS.blocked(username, now):
        raise Refused("too_many_codes_tried")
    try:
        done = work()
    except Refused as error:
        if error.problem.code == "wrong_second_proof":
            SECOND_PROOFS.failed(username, now)
        raise
    SECOND_PROOFS.succeeded(username)
    return done


def _set_up(
    db: Database, store: Store, username: str, secret: str, code: str, now: datetime
) -> tuple[str, ...]:
    step = _step_of(secret, _digits(code), now) if is_secret(secret) else None
    if step is None:
        raise Invalid([Problem("wrong_app_code", "code")])
    if factors.find(db, username) is not None:
        raise Conflict("has_second_factor")
    factors.put(db, username, seal(store, username, secret), step, now.isoformat())
    rows.note(db, username, Done.FACTOR, username, now.isoformat(), {})
    return _new_codes(db, store, username)


def _check(db: Database, store: Store, username: str, code: str, now: datetime) -> None:
    """Use up ``code``. Raises Refused when it is neither the app's now nor a recovery code not used yet."""
    found = factors.find(db, username)
    if found is None:
        raise Refused("log_in_again")
    sealed, last = found
    step = _step_of(unseal(store, username, sealed), _digits(code), now)
    if step is not None and step > last:
        factors.use_step(db, username, step)
    elif factors.use_code(db, username, _kept(store, username, code_of(code)), now.isoformat()):
        rows.note(db, username, Done.RECOVERED, username, now.isoformat(), {})
    else:
        raise Refused("wrong_second_proof")


def _step_of(secret: str, digits: str, now: datetime) -> int | None:
    """The step of 30 seconds whose code that is: now, or one sooner or later for clocks that differ."""
    here, codes = int(now.timestamp()) // _SECONDS, TOTP(secret)
    steps = [
        step
        for step in (here + 1, here, here - 1)
        if hmac.compare_digest(codes.generate_otp(step).encode(), digits.encode())
    ]
    return steps[0] if steps else None


def _digits(typed: str) -> str:
    """The digits of a code as somebody typed it, with spaces between or not."""
    return "".join(typed.split())


def _new_codes(db: Database, store: Store, username: str) -> tuple[str, ...]:
    codes = [
        "".join(secrets.choice(CODE_LETTERS) for _ in range(_RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    factors.put_codes(db, username, [_kept(store, username, code) for code in codes])
    return tuple("-".join(code[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4)) for code in codes)


def _kept(store: Store, username: str, code: str) -> bytes:
    """What is kept of a recovery code: guessing it takes the key beside the database."""
    return hmac.digest(store.key("signing"), f"recovery {username} {code}".encode(), "sha256")
