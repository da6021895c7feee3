"""Rows of responses, of what waits to be sealed, of sealed parts, of imports and their mappings."""

import json
from collections.abc import Iterable, Iterator, Sequence

from survey_app.responses.model import Flag, ImportRow, Row, SavedMapping
from survey_app.store import Database

_COLUMNS = ", ".join(Row._fields)
_MARKS = ", ".join("?" for _ in Row._fields)
_INSERT = f"INSERT INTO responses_response ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608  # constants
_SELECT = f"SELECT {_COLUMNS} FROM responses_response"  # noqa: S608
_INSERT_PART = "INSERT INTO responses_part (uuid, batch, salt, digest) VALUES (?, ?, ?, ?)"
# SQLite takes this many marks in one statement on every build we meet.
_MARKS_AT_ONCE = 500
_CONFLICTS_OF_ONE = 3  # what a person looks at; whoever sends one form over and over fills no disk


def digest_of(db: Database, uuid: str) -> bytes | None:
    """The digest stored under ``uuid``, or None."""
    row = db.execute("SELECT digest FROM responses_response WHERE uuid = ?", [uuid]).fetchone()
    return row[0] if row else None


def digests_of(db: Database, uuids: list[str]) -> dict[str, bytes]:
    """The digests stored under those of ``uuids`` that are there; an empty one for what was purged."""
    found: dict[str, bytes] = {}
    for start in range(0, len(uuids), _MARKS_AT_ONCE):
        some = uuids[start : start + _MARKS_AT_ONCE]
        marks = ", ".join("?" for _ in some)
        query = f"SELECT uuid, digest FROM responses_response WHERE uuid IN ({marks})"  # noqa: S608
        found.update(db.execute(query, some))
        purged = f"SELECT uuid, x'' FROM responses_part WHERE purge IS NOT NULL AND uuid IN ({marks})"  # noqa: S608
        found.update(db.execute(purged, some))
    return found


def purged(db: Database, uuids: Iterable[str]) -> set[str]:
    """Those of ``uuids`` that were purged."""
    query = (
        "SELECT uuid FROM responses_part WHERE purge IS NOT NULL AND uuid IN (SELECT value FROM json_each(?))"
    )
    return {row[0] for row in db.execute(query, [json.dumps(sorted(uuids))])}


def add_waiting(db: Database, row: Row) -> bool:
    """Store a response that waits for the next batch; False, and nothing stored, when its id is taken."""
    if not db.execute(f"{_INSERT} ON CONFLICT DO NOTHING", row).rowcount:
        return False
    db.execute("INSERT INTO responses_unsealed (round, uuid) VALUES (?, ?)", [row.round, row.uuid])
    return True


def add_flags(db: Database, uuid: str, flags: Iterable[str]) -> None:
    """Note ``flags`` beside a stored response."""
    for flag in sorted(flags):
        db.execute("INSERT INTO responses_flag (uuid, flag) VALUES (?, ?)", [uuid, flag])


def flags(db: Database) -> list[tuple[str, str]]:
    """Every flag with its response's uuid, by uuid."""
    return list(db.execute("SELECT uuid, flag FROM responses_flag ORDER BY uuid, flag"))


def flags_of(db: Database, uuid: str) -> list[str]:
    """The flags of one response, by name."""
    query = "SELECT flag FROM responses_flag WHERE uuid = ? ORDER BY flag"
    return [row[0] for row in db.execute(query, [uuid])]


def batch_of(db: Database, uuid: str) -> int | None:
    """The entry of the ledger that sealed a response, or None while it waits."""
    row = db.execute("SELECT batch FROM responses_part WHERE uuid = ?", [uuid]).fetchone()
    return int(row[0]) if row else None


def count_flagged(db: Database, round_: str, flag: Flag) -> int:
    """How many stored responses of one round bear ``flag``; flags are few and looked up one by one."""
    query = """
        SELECT count(*) FROM responses_flag AS f CROSS JOIN responses_response AS r ON r.uuid = f.uuid
        WHERE f.flag = ? AND r.round = ?
    """
    return int(db.execute(query, [flag, round_]).fetchone()[0])


def add_sealed(db: Database, rows: Iterable[tuple[Row, int, bytes, bytes]]) -> None:
    """Store responses with their batch, salt and part digest at once."""
    for row, batch, salt, digest in rows:
        db.conn.execute(_INSERT, row)
        db.conn.execute(_INSERT_PART, (row.uuid, batch, salt, digest))


def add_conflict(db: Database, row: Row) -> None:
    """Keep what came under a taken id, once, and of one id only the first few."""
    query = """
        INSERT INTO responses_conflict (uuid, digest, content)
        SELECT ?, ?, ? WHERE (SELECT count(*) FROM responses_conflict WHERE uuid = ?) < ?
        ON CONFLICT DO NOTHING
    """
    db.execute(query, [row.uuid, row.digest, row.document, row.uuid, _CONFLICTS_OF_ONE])


def count_conflicts(db: Database) -> int:
    """How many responses came again with other content."""
    return int(db.execute("SELECT count(DISTINCT uuid) FROM responses_conflict").fetchone()[0])


def waiting(db: Database, round_: str, before: tuple[str, int] | None = None) -> list[str]:
    """The uuids of a round not yet sealed, by uuid; with ``before`` only those of an earlier day and slot."""
    if before is None:
        query = "SELECT uuid FROM responses_unsealed WHERE round = ? ORDER BY uuid"
        return [row[0] for row in db.execute(query, [round_])]
    query = """
        SELECT u.uuid FROM responses_unsealed AS u JOIN responses_response AS r ON r.uuid = u.uuid
        WHERE u.round = ? AND (r.day, ifnull(r.slot, 11)) < (?, ?) ORDER BY u.uuid
    """
    return [row[0] for row in db.execute(query, [round_, *before])]


def of_round(db: Database, round_: str, before: tuple[str, int]) -> list[str]:
    """The ids of a round's responses by id: of what is no inspection only of an earlier day and slot."""
    query = """
        SELECT uuid FROM responses_response
        WHERE round = ? AND (tier IS 'I' OR (day, ifnull(slot, 11)) < (?, ?)) ORDER BY uuid
    """
    return [row[0] for row in db.execute(query, [round_, *before])]


def count_of_round(db: Database, round_: str) -> int:
    """How many responses a round has."""
    query = "SELECT count(*) FROM responses_response WHERE round = ?"
    return int(db.execute(query, [round_]).fetchone()[0])


def rounds_waiting(db: Database) -> list[str]:
    """The rounds with responses not yet sealed."""
    return [row[0] for row in db.execute("SELECT DISTINCT round FROM responses_unsealed ORDER BY round")]


def count_round_waiting(db: Database, round_: str) -> int:
    """How many responses of one round are not yet sealed."""
    row = db.execute("SELECT count(*) FROM responses_unsealed WHERE round = ?", [round_]).fetchone()
    return int(row[0])


def seal_waiting(db: Database, round_: str, parts: Sequence[tuple[str, int, bytes, bytes]]) -> None:
    """Move responses of a round from waiting into their batch."""
    db.conn.executemany(_INSERT_PART, parts)
    db.conn.executemany(
        "DELETE FROM responses_unsealed WHERE round = ? AND uuid = ?", ((round_, uuid) for uuid, *_ in parts)
    )


def purge(db: Database, uuids: Sequence[str], entry: int) -> None:
    """Remove responses whose purge is ``entry`` of the ledger; their digests stay in their batches."""
    for table in ("response", "conflict"):
        query = f"DELETE FROM responses_{table} WHERE uuid = ?"  # noqa: S608  # constants
        db.conn.executemany(query, ((uuid,) for uuid in uuids))
    db.conn.executemany(
        "UPDATE responses_part SET salt = NULL, purge = ? WHERE uuid = ?", ((entry, uuid) for uuid in uuids)
    )


def digests_of_parts(db: Database, uuids: Sequence[str]) -> list[bytes]:
    """The part digests of those of ``uuids`` that are sealed and not purged, in their order."""
    query = "SELECT digest FROM responses_part WHERE uuid = ? AND purge IS NULL"
    found = (db.execute(query, [uuid]).fetchone() for uuid in uuids)
    return [row[0] for row in found if row]


def digests_of_purge(db: Database, entry: int) -> list[bytes]:
    """The digests of the parts a purge emptied, by uuid."""
    query = "SELECT digest FROM responses_part WHERE purge = ? ORDER BY uuid"
    return [row[0] for row in db.execute(query, [entry])]


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
    yield from map(Row._make, db.execute(query, [batch]))


def batches_of_parts(db: Database) -> set[int]:
    """The numbers of the batches that parts say they are in."""
    return {row[0] for row in db.execute("SELECT DISTINCT batch FROM responses_part")}


def purges_of_parts(db: Database) -> set[int]:
    """The numbers of the entries that parts say they were purged under."""
    query = "SELECT DISTINCT purge FROM responses_part WHERE purge IS NOT NULL"
    return {row[0] for row in db.execute(query)}


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


def add_import(db: Database, row: ImportRow) -> None:
    """Record an import."""
    db.execute("INSERT INTO responses_import VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def imports(db: Database, most: int) -> list[ImportRow]:
    """The latest imports, the latest first."""
    query = f"SELECT {', '.join(ImportRow._fields)} FROM responses_import ORDER BY at DESC LIMIT ?"  # noqa: S608
    return [ImportRow(*row) for row in db.execute(query, [most])]


def find_import(db: Database, id_: str) -> ImportRow | None:
    """The import of that id, or None."""
    query = f"SELECT {', '.join(ImportRow._fields)} FROM responses_import WHERE id = ?"  # noqa: S608
    row = db.execute(query, [id_]).fetchone()
    return ImportRow(*row) if row else None


def mappings(db: Database) -> list[SavedMapping]:
    """Every mapping that was saved, by name."""
    query = f"SELECT {', '.join(SavedMapping._fields)} FROM responses_mapping ORDER BY name"  # noqa: S608
    return [SavedMapping(*row) for row in db.execute(query)]


def put_mapping(db: Database, row: SavedMapping) -> bool:
    """Save a mapping; False, and nothing saved, unless ``row`` is the revision after the stored one."""
    if row.revision == 1:
        insert = "INSERT INTO responses_mapping VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        return bool(db.execute(insert, row).rowcount)
    update = """
        UPDATE responses_mapping SET document = ?, revision = ?, saved_at = ?, saved_by = ?
        WHERE name = ? AND revision = ?
    """
    values = [row.document, row.revision, row.saved_at, row.saved_by, row.name, row.revision - 1]
    return bool(db.execute(update, values).rowcount)


def drop_mapping(db: Database, name: str) -> None:
    """Forget the mapping of that name."""
    db.execute("DELETE FROM responses_mapping WHERE name = ?", [name])
