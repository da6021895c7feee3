"""Rows of people and sessions."""

from survey_app.accounts.model import Person, Role
from survey_app.store import Database


def add(db: Database, person: Person, password_hash: str, created_at: str) -> None:
    """Add somebody whose user name nobody has."""
    db.execute(
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [person.username, person.name, person.role, password_hash, created_at],
    )


def find(db: Database, username: str) -> tuple[Person, str] | None:
    """The person and the password hash, or None."""
    row = db.execute(
        "SELECT username, name, role, password_hash FROM accounts_person WHERE username = ?", [username]
    ).fetchone()
    return (Person(row[0], row[1], Role(row[2])), row[3]) if row else None


def people(db: Database) -> list[Person]:
    """Everybody, by user name."""
    rows = db.execute("SELECT username, name, role FROM accounts_person ORDER BY username")
    return [Person(username, name, Role(role)) for username, name, role in rows]


def has_administrator(db: Database) -> bool:
    """Whether anybody is one."""
    query = "SELECT 1 FROM accounts_person WHERE role = 'administrator' LIMIT 1"
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
        "SELECT username, name, role, started_at, seen_at"
        " FROM accounts_session JOIN accounts_person USING (username) WHERE digest = ?",
        [digest],
    ).fetchone()
    return (Person(row[0], row[1], Role(row[2])), row[3], row[4]) if row else None


def touch_session(db: Database, digest: bytes, now: str) -> None:
    """Keep that the session was used ``now``."""
    db.execute("UPDATE accounts_session SET seen_at = ? WHERE digest = ?", [now, digest])


def end_session(db: Database, digest: bytes) -> None:
    """Remove one session; an unknown one removes nothing."""
    db.execute("DELETE FROM accounts_session WHERE digest = ?", [digest])


def end_sessions_before(db: Database, started_before: str) -> None:
    """Remove the sessions that are too old to count."""
    db.execute("DELETE FROM accounts_session WHERE started_at < ?", [started_before])
