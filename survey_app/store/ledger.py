"""The ledger: a chain of hashes over batches, so that a later change to what was sealed shows.

An entry's hash covers the hash before it, its kind, its subject and the digests of its parts. A part may be
purged later: its digest stays, so the chain still holds. The entry carries the day only: a sealing time would
tell when its parts came in.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from survey_app.store.database import Database

# What stands before the first entry.
FIRST_LINK = bytes(32)
_SELECT = "SELECT number, kind, subject, day, parts, hash FROM store_ledger"


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain: ``parts`` digests of ``kind`` about ``subject``, sealed on ``day``."""

    number: int
    kind: str
    subject: str
    day: str
    parts: int
    hash: bytes


def append(db: Database, kind: str, subject: str, day: date, digests: Sequence[bytes]) -> Entry:
    """The new last entry over ``digests`` in the order given."""
    last = head(db)
    number, before = (last.number + 1, last.hash) if last else (1, FIRST_LINK)
    link = chain(before, kind, subject, day.isoformat(), digests)
    db.execute(
        "INSERT INTO store_ledger (number, kind, subject, day, parts, hash) VALUES (?, ?, ?, ?, ?, ?)",
        [number, kind, subject, day.isoformat(), len(digests), link],
    )
    return Entry(number, kind, subject, day.isoformat(), len(digests), link)


def head(db: Database) -> Entry | None:
    """The last entry, or None while nothing was sealed."""
    row = db.execute(f"{_SELECT} ORDER BY number DESC LIMIT 1").fetchone()
    return Entry(*row) if row else None


def entries(db: Database) -> Iterator[Entry]:
    """All entries from the first to the last."""
    for row in db.execute(f"{_SELECT} ORDER BY number"):
        yield Entry(*row)


def holds(db: Database, link: str) -> bool:
    """Whether an entry has this hash (hexadecimal): a head that was noted must be found for ever."""
    return any(entry.hash.hex() == link for entry in entries(db))


def count_parts(db: Database, kind: str, subject: str) -> int:
    """How many parts of ``kind`` about ``subject`` were sealed until now."""
    query = "SELECT coalesce(sum(parts), 0) FROM store_ledger WHERE kind = ? AND subject = ?"
    return int(db.execute(query, [kind, subject]).fetchone()[0])


def chain(before: bytes, kind: str, subject: str, day: str, digests: Sequence[bytes]) -> bytes:
    """The SHA-256 that links ``digests`` to the entry ``before``."""
    link = hashlib.sha256(before)
    for text in (kind, subject, day, str(len(digests))):
        link.update(text.encode() + b"\x1f")
    for digest in digests:
        link.update(digest)
    return link.digest()
