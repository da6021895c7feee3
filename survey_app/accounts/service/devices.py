"""Tablets: let in once by a code, known by a token, withdrawn by an administrator."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from survey_app.accounts.attempts import ENROLMENTS, SIGN_INS
from survey_app.accounts.model import (
    CODE_LASTS,
    CODE_LENGTH,
    CODE_LETTERS,
    INSPECTING,
    LONGEST_DEVICE_NAME,
    Device,
    Tablet,
    code_of,
)
from survey_app.accounts.service.passwords import verified
from survey_app.accounts.service.sessions import digest
from survey_app.accounts.store import devices as rows
from survey_app.accounts.store import people as people_rows
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.store import Database, Store

_NOTE_EVERY = timedelta(minutes=5)
_LONGEST_APP_VERSION = 20


def invite(store: Store, name: str, by: str, now: datetime) -> str:
    """A code, shown this once, that lets one tablet in under ``name`` within half an hour. Raises Invalid."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_DEVICE_NAME or not name.isprintable():
        raise Invalid([Problem("bad_device_name", "name", {"most": LONGEST_DEVICE_NAME})])
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))

    def work(db: Database) -> None:
        rows.forget_invitations(db, now.isoformat())
        rows.invite(db, digest(code), name, by, now.isoformat(), (now + CODE_LASTS).isoformat())

    store.write(work)
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def enrol(store: Store, code: str, asker: str, now: datetime) -> tuple[Device, str]:
    """The tablet that was let in by a code, and its token, told this once.

    Raises Refused for a code that is wrong, was used or is too old, and after many wrong ones of one
    ``asker``, the address they come from.
    """
    if ENROLMENTS.blocked(asker, now):
        raise Refused("too_many_codes")
    token, kept = secrets.token_urlsafe(32), digest(code_of(code))

    def work(db: Database) -> Device:
        found = rows.invitation(db, kept)
        if found is None or now > datetime.fromisoformat(found[2]):
            raise Refused("wrong_enrolment_code")
        device, by = Device(str(uuid4()), found[0]), found[1]
        rows.enrol(db, device, digest(token), by, now.isoformat(), kept)
        return device

    try:
        device = store.write(work)
    except Refused:
        ENROLMENTS.failed(asker, now)
        raise
    return device, token


def device_of(store: Store, token: str) -> Device | None:
    """The tablet whose token that is, also one that was revoked; None for a token nobody has."""
    return rows.find_device(store.read(), digest(token))


def devices(db: Database) -> list[Tablet]:
    """All tablets that were ever let in, the last one first."""
    return rows.tablets(db)


def device(db: Database, id_: str) -> Tablet:
    """The tablet with that id. Raises NotFound."""
    for found in rows.tablets(db):
        if found.id == id_:
            return found
    raise NotFound("no_tablet_of_id", device=id_[:40])


def revoke(store: Store, id_: str, by: str, now: datetime) -> Tablet:
    """The tablet, which from now on opens nothing. Raises NotFound, Conflict when it was revoked before."""

    def work(db: Database) -> Tablet:
        found = device(db, id_)
        if found.revoked_at is not None:
            raise Conflict("revoked_before", name=found.name)
        rows.revoke(db, id_, by, now.isoformat())
        return found

    return store.write(work)


def note_contact(
    store: Store, id_: str, now: datetime, app_version: str, device_time: datetime | None
) -> None:
    """Keep that a tablet called, every five minutes at most or when its app is another one."""
    seen, known = rows.contact(store.read(), id_)
    version = app_version[:_LONGEST_APP_VERSION] or known  # what does not say it is no other app
    if seen and known == version and now - datetime.fromisoformat(seen) < _NOTE_EVERY:
        return
    offset = (now - device_time).total_seconds() if device_time else None
    store.write(lambda db: rows.note_contact(db, id_, now.isoformat(), version, offset))


def prove(store: Store, id_: str, username: str, password: str, now: datetime) -> None:
    """Keep that somebody proved on a tablet who they are.

    Raises Refused as signing in does, whose tries are counted together with these, and for somebody who goes
    on no visits.
    """
    username = username.strip().casefold()
    if SIGN_INS.blocked(username, now):
        raise Refused("too_many_attempts")
    known = verified(people_rows.find(store.read(), username), password)
    if known is None or known.left_on is not None:
        SIGN_INS.failed(username, now)
        raise Refused("wrong_name_or_password")
    SIGN_INS.succeeded(username)
    if known.role not in INSPECTING:
        raise Refused("goes_on_no_visits", name=known.name)
    store.write(lambda db: rows.keep_proof(db, id_, username, now.isoformat()))


def has_proved(db: Database, device: str, username: str) -> bool:
    """Whether ``username`` proved on that tablet who they are, and has not left."""
    return rows.has_proved(db, device, username)


def proved_on(db: Database, device: str) -> list[str]:
    """The user names of those who proved themselves on that tablet and have not left."""
    return rows.proved_on(db, device)
