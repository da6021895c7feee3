"""Rows of the quarantine."""

from survey_app.responses.model import Discarded, Kept, KeptGroup, Reason
from survey_app.store import Database

_COLUMNS = ", ".join(Kept._fields)


def put(db: Database, row: Kept) -> None:
    """Keep what was sent, instead of what was sent under its id before; what was discarded and comes again
    unchanged stays discarded."""
    marks = ", ".join("?" for _ in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in Kept._fields[1:])
    db.execute(
        f"INSERT INTO responses_quarantine ({_COLUMNS}) VALUES ({marks})"  # noqa: S608  # constants
        f" ON CONFLICT (uuid) DO UPDATE SET {changes} WHERE responses_quarantine.reason <> ?"
        " OR json_remove(responses_quarantine.body, '$.discarded') <> json(excluded.body)",
        [*row, Reason.DISCARDED],
    )


def of_version(db: Database, instrument: str, version: str) -> list[Kept]:
    """What is kept for one version and waits, by uuid."""
    query = (
        f"SELECT {_COLUMNS} FROM responses_quarantine"  # noqa: S608  # constants
        " WHERE instrument = ? AND version = ? AND reason <> ? ORDER BY uuid"
    )
    return [Kept(*row) for row in db.execute(query, [instrument, version, Reason.DISCARDED])]


def groups(db: Database) -> list[KeptGroup]:
    """How much waits for what reason: nothing that tells one response from another."""
    query = """
        SELECT instrument, version, round, mode, reason, count(*), min(day), max(day)
        FROM responses_quarantine WHERE reason <> ? GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    """
    return [KeptGroup(*row) for row in db.execute(query, [Reason.DISCARDED])]


def discard(
    db: Database, instrument: str, version: str, round: str | None, by: str, at: str, why: str
) -> int:
    """How many of those that wait for a version (in one round) are discarded now; the rows stay, and say who
    did it, when, why and what they waited for."""
    done = db.execute(
        "UPDATE responses_quarantine SET body ="
        " json_set(body, '$.discarded', json_object('by', ?, 'at', ?, 'why', ?, 'was', reason)), reason = ?"
        " WHERE instrument = ? AND version = ? AND (? IS NULL OR round = ?) AND reason <> ?",
        [by, at, why, Reason.DISCARDED, instrument, version, round, round, Reason.DISCARDED],
    )
    return done.rowcount


def discarded(db: Database) -> list[Discarded]:
    """How many were discarded at once, by whom, when and why, the first one first."""
    query = """
        SELECT instrument, version, round, count(*), body ->> '$.discarded.by' AS by,
          body ->> '$.discarded.at' AS at, body ->> '$.discarded.why' AS why
        FROM responses_quarantine WHERE reason = ?
        GROUP BY instrument, version, round, by, at, why ORDER BY at, instrument, version, round
    """
    return [Discarded(*row) for row in db.execute(query, [Reason.DISCARDED])]


def give_reason(db: Database, uuid: str, reason: str) -> None:
    """Note another reason why something is still kept."""
    db.execute("UPDATE responses_quarantine SET reason = ? WHERE uuid = ?", [reason, uuid])


def remove(db: Database, uuid: str) -> None:
    """Remove what is stored as a response by now."""
    db.execute("DELETE FROM responses_quarantine WHERE uuid = ?", [uuid])
