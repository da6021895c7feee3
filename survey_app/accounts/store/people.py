"""Rows of people, of the units they act for, and of what was done to their accounts."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.accounts.model import Deed, Done, Person, Role, Scope
from survey_app.store import Database

PERSON = "username, name, role, left_on, email"


def add(db: Database, person: Person, password_hash: str, created_at: str) -> None:
    """Add somebody whose user name nobody has."""
    db.execute(
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at, email)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [person.username, person.name, person.role, password_hash, created_at, person.email],
    )


def find(db: Database, username: str) -> tuple[Person, str] | None:
    """The person and the password hash, or None."""
    query = f"SELECT {PERSON}, password_hash FROM accounts_person WHERE username = ?"  # noqa: S608
    row = db.execute(query, [username]).fetchone()
    return (person_of(row), row[5]) if row else None


def people(db: Database) -> list[Person]:
    """Everybody, by user name; also who left."""
    return [person_of(row) for row in db.execute(f"SELECT {PERSON} FROM accounts_person ORDER BY username")]  # noqa: S608


def change(db: Database, person: Person) -> None:
    """Keep the name, the role, the last day and the e-mail address of somebody known by user name."""
    left_on = person.left_on.isoformat() if person.left_on else None
    db.execute(
        "UPDATE accounts_person SET name = ?, role = ?, left_on = ?, email = ? WHERE username = ?",
        [person.name, person.role, left_on, person.email, person.username],
    )


def change_password(db: Database, username: str, password_hash: str) -> None:
    """Keep another password of ``username``."""
    db.execute("UPDATE accounts_person SET password_hash = ? WHERE username = ?", [password_hash, username])


def has_administrator(db: Database) -> bool:
    """Whether anybody who has not left is one."""
    query = "SELECT 1 FROM accounts_person WHERE role = 'administrator' AND left_on IS NULL LIMIT 1"
    return db.execute(query).fetchone() is not None


def scopes(db: Database, username: str) -> list[Scope]:
    """The units ``username`` acts for, also before and after, by code and first day."""
    query = "SELECT unit, first_day, last_day FROM accounts_scope WHERE username = ? ORDER BY unit, first_day"
    return [Scope(row[0], _day(row[1]), _day(row[2])) for row in db.execute(query, [username])]


def every_scope(db: Database) -> dict[str, list[Scope]]:
    """The units of everybody who has some, by user name."""
    found: dict[str, list[Scope]] = {}
    for row in db.execute("SELECT username, unit, first_day, last_day FROM accounts_scope ORDER BY 1, 2, 3"):
        found.setdefault(row[0], []).append(Scope(row[1], _day(row[2]), _day(row[3])))
    return found


def change_scopes(db: Database, username: str, scopes: Sequence[Scope]) -> None:
    """Keep ``scopes`` in place of those ``username`` had."""
    db.execute("DELETE FROM accounts_scope WHERE username = ?", [username])
    db.conn.executemany(
        "INSERT INTO accounts_scope (username, unit, first_day, last_day) VALUES (?, ?, ?, ?)",
        [(username, one.unit, _text(one.first_day), _text(one.last_day)) for one in scopes],
    )


def note(db: Database, username: str, done: Done, by: str, at: str, data: Mapping[str, object]) -> None:
    """Keep what was done to an account; it stays."""
    db.execute(
        "INSERT INTO accounts_event (username, what, by, at, data) VALUES (?, ?, ?, ?, ?)",
        [username, done, by, at, json.dumps(data, ensure_ascii=False)],
    )


def deeds(db: Database, username: str) -> list[Deed]:
    """What was done to the account of ``username``, the last first."""
    query = "SELECT what, by, at, data FROM accounts_event WHERE username = ? ORDER BY number DESC"
    return [
        Deed(Done(row[0]), row[1], datetime.fromisoformat(row[2]), json.loads(row[3]))
        for row in db.execute(query, [username])
    ]


def person_of(row: Sequence[Any]) -> Person:
    """The person of the columns `PERSON`, the first of ``row``."""
    username, name, role, left_on, email = row[:5]
    return Person(username, name, Role(role), _day(left_on), email)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
