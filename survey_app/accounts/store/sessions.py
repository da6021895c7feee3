"""Rows of sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey_app.accounts.model import Person, Session
from survey_app.accounts.store.people import PERSON, person_of
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Found:
    """A session's person, when it started and was last seen, and how its person proved who they are.

    ``waits``: the second proof is still to come; ``factor``: they have one.
    """

    person: Person
    started_at: datetime
    seen_at: datetime
    waits: bool
    factor: bool


def start(db: Database, digest: bytes, username: str, now: str, browser: str, *, waits: bool) -> None:
    """Keep that ``username`` signed in ``now``; of the token only its digest."""
    db.execute(
        "INSERT INTO accounts_session (digest, username, started_at, seen_at, browser, waits)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [digest, username, now, now, browser, waits],
    )


def find(db: Database, digest: bytes) -> Found | None:
    """The session with that digest of its token, or None."""
    row = db.execute(
        f"SELECT {PERSON}, started_at, seen_at, waits,"  # noqa: S608
        " EXISTS (SELECT 1 FROM accounts_totp t WHERE t.username = p.username)"
        " FROM accounts_session JOIN accounts_person p USING (username) WHERE digest = ?",
        [digest],
    ).fetchone()
    if row is None:
        return None
    started, seen = datetime.fromisoformat(row[5]), datetime.fromisoformat(row[6])
    return Found(person_of(row), started, seen, bool(row[7]), bool(row[8]))


def of_person(db: Database, username: str) -> list[Session]:
    """The sessions of ``username`` that need no further proof, the one used last first."""
    rows = db.execute(
        "SELECT digest, started_at, seen_at, browser FROM accounts_session"
        " WHERE username = ? AND waits = 0 ORDER BY seen_at DESC",
        [username],
    )
    return [_session(row) for row in rows]


def touch(db: Database, digest: bytes, now: str) -> None:
    """Keep that the session was used ``now``."""
    db.execute("UPDATE accounts_session SET seen_at = ? WHERE digest = ?", [now, digest])


def end(db: Database, digest: bytes) -> None:
    """Remove one session; an unknown one removes nothing."""
    db.execute("DELETE FROM accounts_session WHERE digest = ?", [digest])


def end_of(db: Database, username: str, but: bytes = b"") -> int:
    """How many sessions of ``username`` were removed: every one but that of the digest ``but``."""
    ended = db.execute("DELETE FROM accounts_session WHERE username = ? AND digest <> ?", [username, but])
    return int(ended.rowcount)


def end_before(db: Database, started_before: str, waiting_before: str) -> None:
    """Remove the sessions that are too old to count, those that wait for a proof sooner."""
    db.execute(
        "DELETE FROM accounts_session WHERE started_at < ? OR (waits = 1 AND started_at < ?)",
        [started_before, waiting_before],
    )


def _session(row: Sequence[Any]) -> Session:
    digest, started, seen, browser = row
    return Session(digest.hex(), datetime.fromisoformat(started), datetime.fromisoformat(seen), browser)
