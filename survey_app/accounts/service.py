"""Adding people, signing in and out, and the first administrator's one-time code."""

import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from survey_app.accounts import store as rows
from survey_app.accounts.model import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    SESSION_IDLES,
    SESSION_LASTS,
    USERNAME_LETTERS,
    Person,
    Role,
)
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.store import Database, Store, get_setting, put_setting

_SETUP_NONCE = "setup_nonce"
_TOUCH_EVERY = timedelta(minutes=5)
_hasher = PasswordHasher()
# A hash takes 64 MiB; two at a time keep a small server standing under guesses.
_hashing = threading.Semaphore(2)
# Verified when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def add_person(store: Store, person: Person, password: str, now: datetime) -> Person:
    """The person, stored. Raises Invalid with every fault of name and password, Conflict for a taken name."""
    problems = person_problems(person, password)
    if problems:
        raise Invalid(problems)
    with _hashing:
        password_hash = _hasher.hash(password)

    def work(db: Database) -> None:
        if rows.find(db, person.username):
            raise Conflict("username_taken", username=person.username)
        rows.add(db, person, password_hash, now.isoformat())

    store.write(work)
    return person


def people(db: Database) -> list[Person]:
    """Everybody, by user name; also who left."""
    return rows.people(db)


def person(db: Database, username: str) -> Person:
    """The person called ``username``. Raises NotFound."""
    found = rows.find(db, username)
    if found is None:
        raise NotFound("no_such_person", username=username[:100])
    return found[0]


def change_person(store: Store, seen: Person, changed: Person) -> Person:
    """``changed``, kept in place of what somebody had ``seen``; whose role changed or who left is signed out.

    Raises Conflict when it was changed meanwhile, Invalid without a name, Refused when nobody who can
    administer would be left.
    """
    if not changed.name.strip():
        raise Invalid([Problem("name_missing", "name")])

    def work(db: Database) -> None:
        if person(db, seen.username) != seen:
            raise Conflict("person_changed", username=seen.username)
        rows.change(db, changed)
        if not rows.has_administrator(db):
            raise Refused("last_administrator")
        if (changed.role, changed.left_on) != (seen.role, seen.left_on):
            rows.end_sessions_of(db, seen.username)

    store.write(work)
    return changed


def set_password(store: Store, username: str, password: str) -> None:
    """Give ``username`` another password; they are signed out everywhere. Raises NotFound, Invalid."""
    problems = _password_problems(password)
    if problems:
        raise Invalid(problems)
    with _hashing:
        password_hash = _hasher.hash(password)

    def work(db: Database) -> None:
        person(db, username)
        rows.change_password(db, username, password_hash)
        rows.end_sessions_of(db, username)

    store.write(work)


def change_own_password(store: Store, username: str, current: str, new: str) -> None:
    """Give somebody who knows their password another one; they are signed out everywhere.

    Raises Invalid for a wrong current password and for a bad new one.
    """
    if _verified(rows.find(store.read(), username), current) is None:
        raise Invalid([Problem("wrong_current_password", "current")])
    set_password(store, username, new)


def sign_in(store: Store, username: str, password: str, now: datetime) -> str:
    """A new session's secret token. Raises Refused without saying which of the two was wrong."""
    known = _verified(rows.find(store.read(), username), password)
    if known is None or known.left_on is not None:
        raise Refused("wrong_name_or_password")
    token = secrets.token_urlsafe(32)

    def work(db: Database) -> None:
        rows.end_sessions_before(db, (now - SESSION_LASTS).isoformat())
        rows.start_session(db, _digest(token), known.username, now.isoformat())

    store.write(work)
    return token


def session_person(store: Store, token: str, now: datetime) -> Person | None:
    """Who is signed in with ``token``, or None when it is unknown, too old or was idle too long."""
    found = rows.find_session(store.read(), _digest(token))
    if found is None:
        return None
    person, started, seen = found
    since_seen = now - datetime.fromisoformat(seen)
    if now - datetime.fromisoformat(started) > SESSION_LASTS or since_seen > SESSION_IDLES:
        return None
    if since_seen > _TOUCH_EVERY:
        store.write(lambda db: rows.touch_session(db, _digest(token), now.isoformat()))
    return person


def sign_out(store: Store, token: str) -> None:
    """End the session; an unknown token ends nothing."""
    store.write(lambda db: rows.end_session(db, _digest(token)))


def needs_administrator(db: Database) -> bool:
    """Whether nobody administers this instance yet."""
    return not rows.has_administrator(db)


def setup_code(store: Store) -> str:
    """The one-time code that lets its reader make the first administrator; the same until that is done.

    It needs the key beside the database and a number within it: neither alone gives it away.
    """
    nonce = get_setting(store.read(), _SETUP_NONCE)
    if not nonce:
        nonce = secrets.token_hex(16)
        store.write(lambda db: put_setting(db, _SETUP_NONCE, nonce))
    digest = hmac.digest(store.key("signing"), b"first administrator" + nonce.encode(), "sha256").hex()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def make_first_administrator(store: Store, code: str, person: Person, password: str, now: datetime) -> Person:
    """The first administrator, for whoever read the code on the console. Raises Refused for a wrong code."""
    given = code.strip().casefold().encode()
    if not needs_administrator(store.read()) or not hmac.compare_digest(setup_code(store).encode(), given):
        raise Refused("wrong_setup_code")
    added = add_person(store, Person(person.username, person.name, Role.ADMINISTRATOR), password, now)
    store.write(lambda db: put_setting(db, _SETUP_NONCE, ""))
    return added


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _verified(found: tuple[Person, str] | None, password: str) -> Person | None:
    """The person when the password is theirs; takes as long when there is no such person."""
    try:
        with _hashing:
            _hasher.verify(found[1] if found else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return found[0] if found else None


def person_problems(person: Person, password: str) -> list[Problem]:
    """Every fault of a new person's name, user name and password, by field."""
    problems = []
    if not person.username or not set(person.username) <= USERNAME_LETTERS:
        problems.append(Problem("bad_username", "username"))
    if not person.name.strip():
        problems.append(Problem("name_missing", "name"))
    return [*problems, *_password_problems(password)]


def _password_problems(password: str) -> list[Problem]:
    if PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        return []
    return [Problem("bad_password", "password", {"least": PASSWORD_MIN, "most": PASSWORD_MAX})]
