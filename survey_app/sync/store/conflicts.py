"""SQL over other contents that came under the ids of records, and what somebody decided about them.

What was decided is a row of `sync_record` with an id of its own, made of the conflict's: a content that was
put aside has none of its words there, one that was taken is a record as any other.
"""

from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from survey_app.store import Database
from survey_app.sync.model import Decision
from survey_app.sync.store.records import Kept, find

_MOST_CONFLICTS = 3
_COLUMNS = "uuid, digest, device, body, came_at"


class OtherContent(NamedTuple):
    """Another content that came under the id of a record."""

    uuid: str
    digest: str
    device: str
    body: str
    came_at: str


def add_conflict(db: Database, other: OtherContent) -> bool:
    """Whether another content is kept: a few of each record are, each once."""
    query = "SELECT count(*), coalesce(max(digest = ?), 0) FROM sync_conflict WHERE uuid = ?"
    there, known = db.execute(query, [other.digest, other.uuid]).fetchone()
    if not known and there < _MOST_CONFLICTS:
        db.execute(
            f"INSERT INTO sync_conflict ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608  # constants
            list(other),
        )
        return True
    return bool(known)


def conflicts(db: Database) -> list[OtherContent]:
    """Other contents that came under known ids, the latest first."""
    query = f"SELECT {_COLUMNS} FROM sync_conflict WHERE body <> '' ORDER BY came_at DESC, uuid, digest"  # noqa: S608
    return [OtherContent(*row) for row in db.execute(query)]


def named(db: Database) -> list[tuple[str, str]]:
    """Id and digest of every other content: their words may be long."""
    return [(row[0], row[1]) for row in db.execute("SELECT uuid, digest FROM sync_conflict WHERE body <> ''")]


def conflict(db: Database, uuid: str, digest: str) -> OtherContent | None:
    """One of them, or None."""
    query = f"SELECT {_COLUMNS} FROM sync_conflict WHERE uuid = ? AND digest = ? AND body <> ''"  # noqa: S608
    row = db.execute(query, [uuid, digest]).fetchone()
    return OtherContent(*row) if row else None


def forget(db: Database, uuid: str) -> None:
    """Remove the other contents that came under the id of a record."""
    db.execute("DELETE FROM sync_conflict WHERE uuid = ?", [uuid])


def decision_id(uuid: str, digest: str, decision: Decision) -> str:
    """The id under which a decision about another content is kept."""
    return str(uuid5(NAMESPACE_URL, f"conflict:{uuid}/{digest}/{decision}"))


def decided(db: Database, uuid: str, digest: str, decision: Decision) -> Kept | None:
    """That somebody decided so about another content, or None."""
    return find(db, decision_id(uuid, digest, decision))


def is_named(db: Database, digest: str) -> bool:
    """Whether another content answers with the file of that digest: somebody may still take it."""
    query = "SELECT 1 FROM sync_conflict WHERE instr(body, ?) LIMIT 1"
    return db.execute(query, [digest]).fetchone() is not None
