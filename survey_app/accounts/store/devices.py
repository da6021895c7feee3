"""Rows of tablets, of the codes they come in with, and of who proved on them who they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from survey_app.accounts.model import Device, Proof, Tablet
from survey_app.store import Database

_TABLET = "id, name, enrolled_by, enrolled_at, seen_at, offset_seconds, app_version, revoked_by, revoked_at"


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
