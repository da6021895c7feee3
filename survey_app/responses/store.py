"""Rows of responses, of what waits to be sealed, and of sealed parts."""

from collections.abc import Iterable, Iterator

from survey_app.responses.model import Row
from survey_app.store import Database

_COLUMNS = ", ".join(Row._fields)
_MARKS = ", ".join("?" for _ in Row._fields)
_INSERT = f"INSERT INTO responses_response ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608  # constants
_SELECT = f"SELECT {_COLUMNS} FROM responses_response"  # noqa: S608
_INSERT_PART = "INSERT INTO responses_part (uuid, batch, salt, digest) VALUES (?, ?, ?, ?)"
# SQLite takes this many marks in one statement on every build we meet.
_MARKS_AT_ONCE = 500


def digest_of(db: Database, uuid: str) -> bytes | None:
    """The digest stored under ``uuid``, or None."""
    row = db.execute("SELECT digest FROM responses_response WHERE uuid = ?", [uuid]).fetchone()
    return row[0] if row else None


def digests_of(db: Database, uuids: list[str]) -> dict[str, bytes]:
    """The digests stored under those of ``uuids`` that are there."""
    found: dict[str, bytes] = {}
    for start in range(0, len(uuids), _MARKS_AT_ONCE):
        some = uuids[start : start + _MARKS_AT_ONCE]
        marks = ", ".join("?" for _ in some)
        query = f"SELECT uuid, digest FROM responses_response WHERE uuid IN ({marks})"  # noqa: S608
        found.update(db.execute(query, some))
    return found


def add_waiting(db: Database, row: Row) -> None:
    """Store a response that waits for the next batch."""
    db.execute(_INSERT, row)
    db.execute("INSERT INTO responses_unsealed (round, uuid) VALUES (?, ?)", [row.round, row.uuid])


def add_sealed(db: Database, rows: Iterable[tuple[Row, int, bytes, bytes]]) -> None:
    """Store responses with their batch, salt and part digest at once."""
    for row, batch, salt, digest in rows:
        db.conn.execute(_INSERT, row)
        db.conn.execute(_INSERT_PART, (row.uuid, batch, salt, digest))


def add_conflict(db: Database, row: Row) -> None:
    """Keep what came under a taken id, once."""
    db.execute(
        "INSERT INTO responses_conflict (uuid, digest, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [row.uuid, row.digest, row.document],
    )


def count_conflicts(db: Database) -> int:
    """How many contents came under an id that was taken."""
    return int(db.execute("SELECT count(*) FROM responses_conflict").fetchone()[0])


def waiting(db: Database, round_: str) -> list[str]:
    """The uuids of a round not yet sealed, in their own random order."""
    query = "SELECT uuid FROM responses_unsealed WHERE round = ? ORDER BY uuid"
    return [row[0] for row in db.execute(query, [round_])]


def count_waiting(db: Database) -> dict[str, int]:
    """How many responses of each round are not yet sealed."""
    return dict(db.execute("SELECT round, count(*) FROM responses_unsealed GROUP BY round"))


def count_round_waiting(db: Database, round_: str) -> int:
    """How many responses of one round are not yet sealed."""
    row = db.execute("SELECT count(*) FROM responses_unsealed WHERE round = ?", [round_]).fetchone()
    return int(row[0])


def first_waiting_day(db: Database, round_: str) -> str:
    """The earliest day of the responses of a round not yet sealed."""
    query = """
        SELECT min(day) FROM responses_unsealed AS u JOIN responses_response USING (uuid) WHERE u.round = ?
    """
    return str(db.execute(query, [round_]).fetchone()[0])


def seal_waiting(db: Database, round_: str, parts: Iterable[tuple[str, int, bytes, bytes]]) -> None:
    """Move a round's waiting responses into their batch."""
    db.conn.executemany(_INSERT_PART, parts)
    db.execute("DELETE FROM responses_unsealed WHERE round = ?", [round_])


def find(db: Database, uuid: str) -> Row | None:
    """The response stored under ``uuid``, or None."""
    row = db.execute(f"{_SELECT} WHERE uuid = ?", [uuid]).fetchone()
    return Row(*row) if row else None


def parts_of(db: Database, batch: int) -> Iterator[tuple[str, bytes | None, bytes]]:
    """uuid, salt (None once purged) and digest of a batch's parts, by uuid."""
    yield from db.execute(
        "SELECT uuid, salt, digest FROM responses_part WHERE batch = ? ORDER BY uuid", [batch]
    )


def sealed_rows(db: Database, batch: int) -> Iterator[Row]:
    """The responses of one batch that are still there, by uuid."""
    query = f"""
        SELECT {", ".join("r." + name for name in Row._fields)}
        FROM responses_part AS p JOIN responses_response AS r ON r.uuid = p.uuid
        WHERE p.batch = ? ORDER BY p.uuid
    """  # noqa: S608  # constants
    for row in db.execute(query, [batch]):
        yield Row(*row)


def waiting_rows(db: Database) -> Iterator[Row]:
    """The responses not yet sealed, by uuid."""
    query = f"""
        SELECT {", ".join("r." + name for name in Row._fields)}
        FROM responses_unsealed AS u JOIN responses_response AS r ON r.uuid = u.uuid ORDER BY u.uuid
    """  # noqa: S608
    for row in db.execute(query):
        yield Row(*row)


def batches_of_parts(db: Database) -> set[int]:
    """The numbers of the batches that parts say they are in."""
    return {row[0] for row in db.execute("SELECT DISTINCT batch FROM responses_part")}


def waiting_without_response(db: Database) -> list[str]:
    """The uuids that wait to be sealed but have no response: there should be none."""
    query = """
        SELECT uuid FROM responses_unsealed
        WHERE uuid NOT IN (SELECT uuid FROM responses_response) LIMIT 20
    """
    return [row[0] for row in db.execute(query)]


def uuids_without_part(db: Database) -> list[str]:
    """Stored responses that neither wait nor stand in a batch: there should be none."""
    query = """
        SELECT uuid FROM responses_response
        WHERE uuid NOT IN (SELECT uuid FROM responses_part)
          AND uuid NOT IN (SELECT uuid FROM responses_unsealed)
        LIMIT 20
    """
    return [row[0] for row in db.execute(query)]
