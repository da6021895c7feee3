"""Rows of people, sessions and devices."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from survey_app.accounts.model import Device, Person, Role
from survey_app.store import Database

_PERSON = "username, name, role, left_on"


def add(db: Database, person: Person, password_hash: str, created_at: str) -> None:
    """Add somebody whose user name nobody has."""
    db.execute(
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [person.username, person.name, person.role, password_hash, created_at],
    )


def find(db: Database, username: str) -> tuple[Person, str] | None:
    """The person and the password hash, or None."""
    query = f"SELECT {_PERSON}, password_hash FROM accounts_person WHERE username = ?"  # noqa: S608
    row = db.execute(query, [username]).fetchone()
    return (_person(row), row[4]) if row else None


def people(db: Database) -> list[Person]:
    """Everybody, by user name; also who left."""
    return [_person(row) for row in db.execute(f"SELECT {_PERSON} FROM accounts_person ORDER BY username")]  # noqa: S608


def change(db: Database, person: Person) -> None:
    """Keep the name, the role and the last day of somebody known by user name."""
    left_on = person.left_on.isoformat() if person.left_on else None
    db.execute(
        "UPDATE accounts_person SET name = ?, role = ?, left_on = ? WHERE username = ?",
        [person.name, person.role, left_on, person.username],
    )


def change_password(db: Database, username: str, password_hash: str) -> None:
    """Keep another password of ``username``."""
    db.execute("UPDATE accounts_person SET password_hash = ? WHERE username = ?", [password_hash, username])


def has_administrator(db: Database) -> bool:
    """Whether anybody who has not left is one."""
    query = "SELECT 1 FROM accounts_person WHERE role = 'administrator' AND left_on IS NULL LIMIT 1"
    return db.execute(query).fetchone() is not None


def start_session(db: Database, digest: bytes, username: str, now: str) -> None:
    """Keep that ``username`` signed in ``now``; of the token only its digest."""
    db.execute(
        "INSERT INTO accounts_session (digest, username, started_at, seen_at) VALUES (?, ?, ?, ?)",
        [digest, username, now, now],
    )


def find_session(db: Database, digest: bytes) -> tuple[Person, str, str] | None:
    """The person signed in, when the session started and when it was last seen; or None."""
    row = db.execute(
        f"SELECT {_PERSON}, started_at, seen_at"  # noqa: S608
        " FROM accounts_session JOIN accounts_person USING (username) WHERE digest = ?",
        [digest],
    ).fetchone()
    return (_person(row), row[4], row[5]) if row else None


def touch_session(db: Database, digest: bytes, now: str) -> None:
    """Keep that the session was used ``now``."""
    db.execute("UPDATE accounts_session SET seen_at = ? WHERE digest = ?", [now, digest])


def end_session(db: Database, digest: bytes) -> None:
    """Remove one session; an unknown one removes nothing."""
    db.execute("DELETE FROM accounts_session WHERE digest = ?", [digest])


def end_sessions_of(db: Database, username: str) -> None:
    """Remove every session of ``username``."""
    db.execute("DELETE FROM accounts_session WHERE username = ?", [username])


def end_sessions_before(db: Database, started_before: str) -> None:
    """Remove the sessions that are too old to count."""
    db.execute("DELETE FROM accounts_session WHERE started_at < ?", [started_before])


def find_device(db: Database, token: bytes) -> Device | None:
    """The tablet with that token's digest, or None."""
    row = db.execute("SELECT id, name, revoked_at FROM accounts_device WHERE token = ?", [token]).fetchone()
    return Device(row[0], row[1], revoked=row[2] is not None) if row else None


def has_proved(db: Database, device: str, username: str) -> bool:
    """Whether somebody who has not left proved themselves on that tablet."""
    row = db.execute(
        "SELECT 1 FROM accounts_device_person JOIN accounts_person USING (username)"
        " WHERE device = ? AND username = ? AND left_on IS NULL",
        [device, username],
    ).fetchone()
    return row is not None


def _person(row: Sequence[Any]) -> Person:
    username, name, role, left_on = row[:4]
    return Person(username, name, Role(role), date.fromisoformat(left_on) if left_on else None)
