"""SQL over the tables of files: which came whole, which records answer with them."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from survey_app.store import Database


class File(NamedTuple):
    """A file that came whole: its bytes there, kept as ``name`` or ``refused`` with a code and its values."""

    size: int
    name: str | None
    refused: tuple[str, dict[str, object]] | None


class Naming(NamedTuple):
    """A stored record of ``visit`` that answers with a file at ``address``; ``body`` as it was sent."""

    visit: str
    address: str
    device: str
    body: str


def add_file(db: Database, digest: str, size: int, device: str, name: str, at: str) -> None:
    """Keep that a file came whole, and the name media keeps it under; the newest word stands."""
    _put(db, digest, size, device, name, None, at)


def refuse_file(
    db: Database, digest: str, size: int, device: str, code: str, values: Mapping[str, object], at: str
) -> None:
    """Keep that a file is not taken, and why."""
    _put(db, digest, size, device, None, json.dumps([code, values], default=str), at)


def file(db: Database, digest: str) -> File | None:
    """What became of the file with that digest, or None while it has not come whole."""
    return files(db, [digest]).get(digest)


def files(db: Database, digests: Collection[str]) -> dict[str, File]:
    """What became of those of the files that came whole, by digest."""
    query = (
        "SELECT digest, bytes, name, refused FROM sync_file WHERE digest IN (SELECT value FROM json_each(?))"
    )
    rows = db.execute(query, [json.dumps(sorted(digests))]).fetchall()
    return {
        digest: File(size, name, tuple(json.loads(refused)) if refused else None)
        for digest, size, name, refused in rows
    }


def record_files(db: Database, record: str) -> dict[str, str]:
    """Address -> digest of the files a record answers with."""
    query = "SELECT address, digest FROM sync_record_file WHERE record = ? ORDER BY address"
    return dict(db.execute(query, [record]).fetchall())


def sent_digests(db: Database, visit: str) -> dict[str, str]:
    """Name a file is kept under -> the digest it had on the tablet, of those the records of a visit name."""
    query = """
        SELECT s.name, min(s.digest) FROM sync_record AS r
        JOIN sync_record_file AS f ON f.record = r.uuid JOIN sync_file AS s ON s.digest = f.digest
        WHERE r.visit = ? AND r.state = 'stored' AND s.name IS NOT NULL GROUP BY s.name
    """
    return dict(db.execute(query, [visit]).fetchall())


def refused_named(db: Database) -> list[tuple[str, str, str, tuple[str, dict[str, object]]]]:
    """Visit, address, digest and why, of the files not taken that the last word of a visit there names."""
    query = """
        SELECT r.visit, f.address, f.digest, s.refused
        FROM sync_file AS s JOIN sync_record_file AS f ON f.digest = s.digest
        JOIN sync_record AS r ON r.uuid = f.record
        WHERE s.refused IS NOT NULL AND r.state = 'stored' AND NOT EXISTS (
          SELECT 1 FROM sync_record AS l JOIN sync_record_file AS n ON n.record = l.uuid
          WHERE l.visit = r.visit AND l.state = 'stored' AND n.address = f.address AND n.digest <> f.digest
            AND l.came_at > r.came_at
        ) ORDER BY r.came_at, r.uuid, f.address
    """
    return [(*row[:3], tuple(json.loads(row[3]))) for row in db.execute(query)]


def naming(db: Database, digest: str) -> list[Naming]:
    """The places where stored records answer with a file, those that came first first."""
    query = """
        SELECT r.visit, f.address, r.device, r.body
        FROM sync_record_file AS f JOIN sync_record AS r ON r.uuid = f.record
        WHERE f.digest = ? AND r.state = 'stored' ORDER BY r.came_at, r.uuid, f.address
    """
    return [Naming(*row) for row in db.execute(query, [digest])]


def is_named(db: Database, digest: str) -> bool:
    """Whether a record that was not removed answers with a file, also one in quarantine."""
    query = """
        SELECT 1 FROM sync_record_file AS f JOIN sync_record AS r ON r.uuid = f.record
        WHERE f.digest = ? AND r.state <> 'removed'
    """
    return db.execute(query, [digest]).fetchone() is not None


def _put(
    db: Database, digest: str, size: int, device: str, name: str | None, refused: str | None, at: str
) -> None:
    db.execute(
        "INSERT INTO sync_file (digest, bytes, name, refused, device, came_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (digest) DO UPDATE SET bytes = excluded.bytes, name = excluded.name,"
        " refused = excluded.refused, device = excluded.device, came_at = excluded.came_at",
        [digest, size, name, refused, device, at],
    )
