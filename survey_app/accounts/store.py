"""Rows of people, sessions and devices."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from survey_app.accounts.model import Device, Person, Proof, Role, Scope, Tablet
from survey_app.store import Database

_PERSON = "username, name, role, left_on, email"
_TABLET = "id, name, enrolled_by, enrolled_at, seen_at, offset_seconds, app_version, revoked_by, revoked_at"


def add(db: Database, person: Person, password_hash: str, created_at: str) -> None:
    """Add somebody whose user name nobody has."""
    db.execute(
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at, email)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [person.username, person.name, person.role, password_hash, created_at, person.email],
    )


def find(db: Database, username: str) -> tuple[Person, str] | None:
    """The person and the password hash, or None."""
    query = f"SELECT {_PERSON}, password_hash FROM accounts_person WHERE username = ?"  # noqa: S608
    row = db.execute(query, [username]).fetchone()
    return (_person(row), row[5]) if row else None


def people(db: Database) -> list[Person]:
    """Everybody, by user name; also who left."""
    return [_person(row) for row in db.execute(f"SELECT {_PERSON} FROM accounts_person ORDER BY username")]  # noqa: S608


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
    return (_person(row), row[5], row[6]) if row else None


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


def invite(db: Database, code: bytes, name: str, by: str, at: str, until: str) -> None:
    """Keep that a tablet may come in once with the code of that digest, until then."""
    db.execute(
        "INSERT INTO accounts_enrolment (code, name, made_by, made_at, until) VALUES (?, ?, ?, ?, ?)",
        [code, name, by, at, until],
    )


def forget_invitations(db: Database, before: str) -> None:
    """Remove the codes that ended before then, used or not."""
    db.execute("DELETE FROM accounts_enrolment WHERE until < ?", [before])


def invitation(db: Database, code: bytes) -> tuple[str, str, str] | None:
    """Name, maker and end of the code with that digest, or None when it was used or there is none."""
    query = "SELECT name, made_by, until FROM accounts_enrolment WHERE code = ? AND device IS NULL"
    row = db.execute(query, [code]).fetchone()
    return (str(row[0]), str(row[1]), str(row[2])) if row else None


def enrol(db: Database, device: Device, token: bytes, by: str, at: str, code: bytes) -> None:
    """Let a tablet in with the code of that digest, which opens nothing more."""
    db.execute(
        "INSERT INTO accounts_device (id, name, token, enrolled_by, enrolled_at) VALUES (?, ?, ?, ?, ?)",
        [device.id, device.name, token, by, at],
    )
    db.execute("UPDATE accounts_enrolment SET device = ? WHERE code = ?", [device.id, code])


def tablets(db: Database) -> list[Tablet]:
    """All tablets that were ever let in, the last one first, each with who proved themselves on it."""
    proofs: dict[str, list[Proof]] = {}
    query = "SELECT device, username, proved_at FROM accounts_device_person ORDER BY username"
    for device, username, at in db.execute(query):
        proofs.setdefault(device, []).append(Proof(username, datetime.fromisoformat(at)))
    rows = db.execute(f"SELECT {_TABLET} FROM accounts_device ORDER BY enrolled_at DESC, id")  # noqa: S608
    return [_tablet(row, proofs.get(row[0], ())) for row in rows]


def note_contact(db: Database, device: str, at: str, app_version: str, offset: float | None) -> None:
    """Keep when a tablet called, with which app and how its clock stood, where it said so."""
    db.execute(
        "UPDATE accounts_device SET seen_at = ?, app_version = ?,"
        " offset_seconds = coalesce(?, offset_seconds) WHERE id = ?",
        [at, app_version, offset, device],
    )


def contact(db: Database, device: str) -> tuple[str, str]:
    """When a tablet called last ('' for never) and with which app."""
    query = "SELECT coalesce(seen_at, ''), app_version FROM accounts_device WHERE id = ?"
    row = db.execute(query, [device]).fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")


def revoke(db: Database, device: str, by: str, at: str) -> None:
    """Keep that a tablet opens nothing any more."""
    db.execute("UPDATE accounts_device SET revoked_by = ?, revoked_at = ? WHERE id = ?", [by, at, device])


def keep_proof(db: Database, device: str, username: str, at: str) -> None:
    """Keep that somebody proved on a tablet who they are."""
    db.execute(
        "INSERT INTO accounts_device_person (device, username, proved_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET proved_at = excluded.proved_at",
        [device, username, at],
    )


def forget_proofs_of(db: Database, username: str) -> None:
    """Remove that somebody proved on any tablet who they are."""
    db.execute("DELETE FROM accounts_device_person WHERE username = ?", [username])


def proved_on(db: Database, device: str) -> list[str]:
    """The user names of who proved themselves on that tablet and has not left."""
    rows = db.execute(
        "SELECT username FROM accounts_device_person JOIN accounts_person USING (username)"
        " WHERE device = ? AND left_on IS NULL ORDER BY username",
        [device],
    )
    return [str(row[0]) for row in rows]


def has_proved(db: Database, device: str, username: str) -> bool:
    """Whether somebody who has not left proved themselves on that tablet."""
    row = db.execute(
        "SELECT 1 FROM accounts_device_person JOIN accounts_person USING (username)"
        " WHERE device = ? AND username = ? AND left_on IS NULL",
        [device, username],
    ).fetchone()
    return row is not None


def _person(row: Sequence[Any]) -> Person:
    username, name, role, left_on, email = row[:5]
    return Person(username, name, Role(role), _day(left_on), email)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _tablet(row: Sequence[Any], people: Sequence[Proof]) -> Tablet:
    id_, name, by, at, seen, offset, app_version, revoked_by, revoked_at = row
    return Tablet(
        id=id_,
        name=name,
        enrolled_by=by,
        enrolled_at=datetime.fromisoformat(at),
        seen_at=datetime.fromisoformat(seen) if seen else None,
        offset=offset,
        app_version=app_version,
        revoked_by=revoked_by or "",
        revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
        people=tuple(people),
    )
