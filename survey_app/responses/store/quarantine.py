"""Rows of the quarantine."""

from survey_app.responses.model import Kept, KeptGroup
from survey_app.store import Database

_COLUMNS = ", ".join(Kept._fields)


def put(db: Database, row: Kept) -> None:
    """Keep what was sent, instead of what was sent under its id before."""
    marks = ", ".join("?" for _ in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in Kept._fields[1:])
    db.execute(
        f"INSERT INTO responses_quarantine ({_COLUMNS}) VALUES ({marks})"  # noqa: S608  # constants
        f" ON CONFLICT (uuid) DO UPDATE SET {changes}",
        row,
    )


def of_version(db: Database, instrument: str, version: str) -> list[Kept]:
    """What is kept for one version, by uuid."""
    query = f"SELECT {_COLUMNS} FROM responses_quarantine WHERE instrument = ? AND version = ? ORDER BY uuid"  # noqa: S608
    return [Kept(*row) for row in db.execute(query, [instrument, version])]


def groups(db: Database) -> list[KeptGroup]:
    """How much is kept for what reason: nothing that tells one response from another."""
    query = """
        SELECT instrument, version, round, mode, reason, count(*), min(day), max(day)
        FROM responses_quarantine GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    """
    return [KeptGroup(*row) for row in db.execute(query)]


def give_reason(db: Database, uuid: str, reason: str) -> None:
    """Note another reason why something is still kept."""
    db.execute("UPDATE responses_quarantine SET reason = ? WHERE uuid = ?", [reason, uuid])


def remove(db: Database, uuid: str) -> None:
    """Remove what is stored as a response by now."""
    db.execute("DELETE FROM responses_quarantine WHERE uuid = ?", [uuid])
