"""Signing in and out, and the first administrator's one-time code."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from survey_app.accounts import store as rows
from survey_app.accounts.model import SESSION_IDLES, SESSION_LASTS, Person, Role
from survey_app.accounts.service.passwords import verified
from survey_app.accounts.service.people import add_person
from survey_app.errors import Refused
from survey_app.store import Database, Store, get_setting, put_setting

_SETUP_NONCE = "setup_nonce"
_TOUCH_EVERY = timedelta(minutes=5)


def sign_in(store: Store, username: str, password: str, now: datetime) -> str:
    """A new session's secret token. Raises Refused without saying which of the two was wrong."""
    known = verified(rows.find(store.read(), username), password)
    if known is None or known.left_on is not None:
        raise Refused("wrong_name_or_password")
    token = secrets.token_urlsafe(32)

    def work(db: Database) -> None:
        rows.end_sessions_before(db, (now - SESSION_LASTS).isoformat())
        rows.start_session(db, digest(token), known.username, now.isoformat())

    store.write(work)
    return token


def session_person(store: Store, token: str, now: datetime) -> Person | None:
    """Who is signed in with ``token``, or None when it is unknown, too old or was idle too long."""
    found = rows.find_session(store.read(), digest(token))
    if found is None:
        return None
    person, started, seen = found
    since_seen = now - datetime.fromisoformat(seen)
    if now - datetime.fromisoformat(started) > SESSION_LASTS or since_seen > SESSION_IDLES:
        return None
    if since_seen > _TOUCH_EVERY:
        store.write(lambda db: rows.touch_session(db, digest(token), now.isoformat()))
    return person


def sign_out(store: Store, token: str) -> None:
    """End the session; an unknown token ends nothing."""
    store.write(lambda db: rows.end_session(db, digest(token)))


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


def digest(secret: str) -> bytes:
    """What is kept of a token or code: it opens nothing."""
    return hashlib.sha256(secret.encode()).digest()
