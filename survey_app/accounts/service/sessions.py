"""Signing in and out, the sessions that count, and the first administrator's one-time code."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from survey_app.accounts.model import (
    HALF_LASTS,
    SECOND_FACTOR_ROLES,
    SESSION_IDLES,
    SESSION_LASTS,
    Done,
    Person,
    Role,
    Session,
)
from survey_app.accounts.service.passwords import verified
from survey_app.accounts.service.people import add_person
from survey_app.accounts.store import people as rows
from survey_app.accounts.store import second_factor as factors
from survey_app.accounts.store import sessions
from survey_app.errors import NotFound, Refused
from survey_app.store import Database, Store, get_setting, put_setting

_SETUP_NONCE = "setup_nonce"
_TOUCH_EVERY = timedelta(minutes=5)
_LONGEST_BROWSER = 60


def sign_in(store: Store, username: str, password: str, now: datetime, browser: str = "") -> str:
    """A new session's secret token. Raises Refused without saying which of the two was wrong.

    For somebody who has a second factor, or must have one, the session waits: see `waiting_person`.
    """
    known = verified(rows.find(store.read(), username), password)
    if known is None or known.left_on is not None:
        raise Refused("wrong_name_or_password")
    token = secrets.token_urlsafe(32)

    def work(db: Database) -> None:
        waits = factors.find(db, known.username) is not None or demanded(db, known.role)
        sessions.end_before(db, (now - SESSION_LASTS).isoformat(), (now - HALF_LASTS).isoformat())
        _start(db, token, known.username, now, browser, waits=waits)

    store.write(work)
    return token


def session_person(store: Store, token: str, now: datetime) -> Person | None:
    """Who is signed in with ``token``, or None when it is unknown, too old or was idle too long.

    None, too, while it waits for a second proof, and for whoever must have one and has none.
    """
    found = sessions.find(store.read(), digest(token))
    if found is None or found.waits or now - found.started_at > SESSION_LASTS:
        return None
    since_seen = now - found.seen_at
    if since_seen > SESSION_IDLES or (not found.factor and demanded(store.read(), found.person.role)):
        return None
    if since_seen > _TOUCH_EVERY:
        store.write(lambda db: sessions.touch(db, digest(token), now.isoformat()))
    return found.person


def waiting_person(db: Database, token: str, now: datetime) -> Person | None:
    """Who gave the right password for ``token`` and still owes the second proof, or None."""
    found = sessions.find(db, digest(token)) if token else None
    if found is None or not found.waits or now - found.started_at > HALF_LASTS:
        return None
    return found.person


def complete(db: Database, waiting: str, username: str, now: datetime, browser: str) -> str:
    """The token of a session that waits no more, in place of the ``waiting`` one; in the caller's write."""
    token = secrets.token_urlsafe(32)
    sessions.end(db, digest(waiting))
    _start(db, token, username, now, browser, waits=False)
    return token


def sign_out(store: Store, token: str) -> None:
    """End the session; an unknown token ends nothing."""
    store.write(lambda db: sessions.end(db, digest(token)))


def own_sessions(db: Database, username: str, now: datetime) -> list[Session]:
    """The sessions of ``username`` that still count, the one used last first."""
    return [
        one
        for one in sessions.of_person(db, username)
        if now - one.started_at <= SESSION_LASTS and now - one.seen_at <= SESSION_IDLES
    ]


def session_id(token: str) -> str:
    """What `own_sessions` calls the session of ``token``."""
    return digest(token).hex()


def end_session(store: Store, username: str, id_: str, by: str, now: datetime) -> None:
    """End one session of ``username``. Raises NotFound when it is over, or was somebody else's."""

    def work(db: Database) -> None:
        if all(one.id != id_ for one in sessions.of_person(db, username)):
            raise NotFound("no_such_session")
        sessions.end(db, bytes.fromhex(id_))
        rows.note(db, username, Done.SESSIONS, by, now.isoformat(), {"ended": 1})

    store.write(work)


def end_sessions(store: Store, username: str, by: str, now: datetime, but: str = "") -> int:
    """How many sessions of ``username`` were ended: all, or all but that of the token ``but``."""

    def work(db: Database) -> int:
        ended = sessions.end_of(db, username, digest(but) if but else b"")
        if ended:
            rows.note(db, username, Done.SESSIONS, by, now.isoformat(), {"ended": ended})
        return ended

    return store.write(work)


def demanded(db: Database, role: str) -> bool:
    """Whether the office wants people of ``role`` to have a second factor."""
    return role in get_setting(db, SECOND_FACTOR_ROLES).split(",")


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


def _start(db: Database, token: str, username: str, now: datetime, browser: str, *, waits: bool) -> None:
    sessions.start(db, digest(token), username, now.isoformat(), browser[:_LONGEST_BROWSER], waits=waits)
