"""Rows of people and sessions."""

from survey_app.accounts.model import Person, Role
from survey_app.store import Database


def add(db: Database, person: Person, password_hash: str, created_at: str) -> None:
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
    rows = db.execute("SELECT username, name, role FROM accounts_person ORDER BY username")
    return [Person(username, name, Role(role)) for username, name, role in rows]


def has_administrator(db: Database) -> bool:
    query = "SELECT 1 FROM accounts_person WHERE role = 'administrator' LIMIT 1"
    return db.execute(query).fetchone() is not None


def start_session(db: Database, digest: bytes, username: str, now: str) -> None:
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
    db.execute("UPDATE accounts_session SET seen_at = ? WHERE digest = ?", [now, digest])


def end_session(db: Database, digest: bytes) -> None:
    db.execute("DELETE FROM accounts_session WHERE digest = ?", [digest])


def end_sessions_before(db: Database, started_before: str) -> None:
    db.execute("DELETE FROM accounts_session WHERE started_at < ?", [started_before])
