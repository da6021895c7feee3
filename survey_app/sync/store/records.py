"""SQL over records as tablets sent them."""

from collections.abc import Mapping
from typing import NamedTuple

from survey_app.store import Database


class Kept(NamedTuple):
    """A record as it is kept: the columns of its table, in order."""

    uuid: str
    digest: str
    device: str
    by: str
    visit: str
    instrument: str
    version: str
    state: str
    reason: str
    body: str | None
    receipt: str
    status: int
    came_at: str
    decided_by: str | None = None
    decided_at: str | None = None
    note: str = ""


_COLUMNS = ", ".join(Kept._fields)


def add(db: Database, kept: Kept, files: Mapping[str, str]) -> None:
    """Keep a record that is new here, and by address the digests of the files it names."""
    marks = ", ".join("?" * len(kept))
    db.execute(f"INSERT INTO sync_record ({_COLUMNS}) VALUES ({marks})", list(kept))  # noqa: S608  # constants
    db.conn.executemany(
        "INSERT INTO sync_record_file (record, address, digest) VALUES (?, ?, ?)",
        ((kept.uuid, address, digest) for address, digest in files.items()),
    )


def find(db: Database, uuid: str) -> Kept | None:
    """The record with that id, or None."""
    row = db.execute(f"SELECT {_COLUMNS} FROM sync_record WHERE uuid = ?", [uuid]).fetchone()  # noqa: S608
    return Kept(*row) if row else None


def of_visit(db: Database, visit: str) -> list[Kept]:
    """The records that are merged into a visit, the first that came first."""
    where = "visit = ? AND state = 'stored'"
    query = f"SELECT {_COLUMNS} FROM sync_record WHERE {where} ORDER BY came_at, uuid"  # noqa: S608
    return [Kept(*row) for row in db.execute(query, [visit])]


def in_state(db: Database, state: str, most: int) -> list[Kept]:
    """The records in a state, the latest first."""
    query = f"SELECT {_COLUMNS} FROM sync_record WHERE state = ? ORDER BY came_at DESC, uuid LIMIT ?"  # noqa: S608
    return [Kept(*row) for row in db.execute(query, [state, most])]


def count(db: Database, state: str) -> int:
    """How many records are in a state."""
    return int(db.execute("SELECT count(*) FROM sync_record WHERE state = ?", [state]).fetchone()[0])


def decide(db: Database, kept: Kept) -> None:
    """Keep what somebody decided about a record: everything of it that may change by that."""
    db.execute(
        "UPDATE sync_record SET visit = ?, state = ?, body = ?, receipt = ?, status = ?, decided_by = ?,"
        " decided_at = ?, note = ? WHERE uuid = ?",
        [
            kept.visit,
            kept.state,
            kept.body,
            kept.receipt,
            kept.status,
            kept.decided_by,
            kept.decided_at,
            kept.note,
            kept.uuid,
        ],
    )


def merged(db: Database) -> list[tuple[str, str, bool]]:
    """Id, visit and whether it came in a bundle, of every record that is merged into a visit."""
    query = """
        SELECT r.uuid, r.visit, t.id IS NOT NULL FROM sync_record AS r
        LEFT JOIN sync_bundle_thing AS t ON t.kind = 'record' AND t.id = r.uuid WHERE r.state = 'stored'
    """
    return [(uuid, visit, bool(carried)) for uuid, visit, carried in db.execute(query)]


def forget_files(db: Database, uuid: str) -> None:
    """Wait for no file of a record any more."""
    db.execute("DELETE FROM sync_record_file WHERE record = ?", [uuid])
