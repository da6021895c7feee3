"""Corrections and exclusions as the ledger and the dataset look at them: of all responses together."""

from collections.abc import Iterator

from survey_app.responses.desk import Change, Exclusion, Revision
from survey_app.responses.model import Row
from survey_app.responses.store import responses as rows
from survey_app.store import Database

_CHANGE = ", ".join(Change._fields)
# A response as it stands: of what was corrected, the newest disposition and document.
_NEWEST = ", ".join(
    f"ifnull(v.{name}, r.{name})" if name in ("disposition", "document") else f"r.{name}"
    for name in Row._fields
)
_CORRECTED = """
    LEFT JOIN responses_revision AS v ON v.uuid = r.uuid
      AND v.number = (SELECT max(number) FROM responses_revision WHERE uuid = r.uuid)
"""


def newest_sealed(db: Database, batch: int) -> Iterator[Row]:
    """The responses of one batch as they stand, by uuid."""
    if not db.execute("SELECT 1 FROM responses_revision LIMIT 1").fetchone():
        yield from rows.sealed_rows(db, batch)  # a million of them are read a tenth faster
        return
    query = f"""
        SELECT {_NEWEST} FROM responses_part AS p JOIN responses_response AS r ON r.uuid = p.uuid {_CORRECTED}
        WHERE p.batch = ? ORDER BY p.uuid
    """  # noqa: S608  # constants
    yield from map(Row._make, db.execute(query, [batch]))


def newest_waiting(db: Database) -> Iterator[Row]:
    """The responses not yet sealed as they stand, by uuid."""
    query = f"""
        SELECT {_NEWEST} FROM responses_unsealed AS u JOIN responses_response AS r ON r.uuid = u.uuid
        {_CORRECTED} ORDER BY u.uuid
    """  # noqa: S608
    yield from map(Row._make, db.execute(query))


def newest(db: Database, uuid: str) -> Row | None:
    """The response of that id as it stands, or None."""
    query = f"SELECT {_NEWEST} FROM responses_response AS r {_CORRECTED} WHERE r.uuid = ?"  # noqa: S608
    row = db.execute(query, [uuid]).fetchone()
    return Row(*row) if row else None


def newest_of_round(db: Database, round_: str) -> Iterator[Row]:
    """What of a round may be read one by one, as it stands, by day and uuid."""
    query = f"""
        SELECT {_NEWEST} FROM responses_desk AS d CROSS JOIN responses_response AS r ON r.uuid = d.uuid
        {_CORRECTED} WHERE d.round = ? ORDER BY d.day, d.uuid
    """  # noqa: S608
    yield from map(Row._make, db.execute(query, [round_]))


def excluded(db: Database) -> set[str]:
    """The ids of the responses that are left out of the figures."""
    query = """
        SELECT uuid FROM responses_exclusion AS e
        WHERE excluded = 1
          AND number = (SELECT max(number) FROM responses_exclusion WHERE uuid = e.uuid)
    """
    return {row[0] for row in db.execute(query)}


def count_excluded(db: Database, round_: str) -> int:
    """How many responses of a round are left out of the figures."""
    query = """
        SELECT count(*) FROM responses_exclusion AS e CROSS JOIN responses_response AS r ON r.uuid = e.uuid
        WHERE e.excluded = 1 AND r.round = ?
          AND e.number = (SELECT max(number) FROM responses_exclusion WHERE uuid = e.uuid)
    """
    return int(db.execute(query, [round_]).fetchone()[0])


def entries_by_batch(db: Database) -> list[tuple[int | None, int]]:
    """The batch of a response (None for one that waits) and each entry that changed or purged it since."""
    query = """
        SELECT p.batch, c.entry FROM responses_change AS c LEFT JOIN responses_part AS p ON p.uuid = c.uuid
        UNION SELECT batch, purge FROM responses_part WHERE purge IS NOT NULL ORDER BY 1, 2
    """
    return [(batch, entry) for batch, entry in db.execute(query)]


def of_entry(db: Database, entry: int) -> Change | None:
    """The part of that entry of the ledger, or None."""
    row = db.execute(f"SELECT {_CHANGE} FROM responses_change WHERE entry = ?", [entry]).fetchone()  # noqa: S608
    return Change(*row) if row else None


def content(db: Database, change: Change) -> Revision | Exclusion | None:
    """The correction or exclusion of a part, or None."""
    kind: type[Revision] | type[Exclusion] = Revision if change.kind == "revision" else Exclusion
    columns = ", ".join(kind._fields)
    query = f"SELECT {columns} FROM responses_{change.kind} WHERE uuid = ? AND number = ?"  # noqa: S608
    row = db.execute(query, [change.uuid, change.number]).fetchone()
    return kind(*row) if row else None


def entries(db: Database) -> set[int]:
    """The entries that corrections and exclusions say they stand in."""
    return {row[0] for row in db.execute("SELECT entry FROM responses_change")}


def purges(db: Database) -> set[int]:
    """The entries that corrections and exclusions say they were purged under."""
    query = "SELECT DISTINCT purge FROM responses_change WHERE purge IS NOT NULL"
    return {row[0] for row in db.execute(query)}


def outside_ledger(db: Database) -> list[str]:
    """The ids of responses with a correction or an exclusion that has no part: there should be none."""
    query = """
        SELECT uuid FROM responses_revision AS r WHERE NOT EXISTS
          (SELECT 1 FROM responses_change WHERE uuid = r.uuid AND kind = 'revision' AND number = r.number)
        UNION SELECT uuid FROM responses_exclusion AS e WHERE NOT EXISTS
          (SELECT 1 FROM responses_change WHERE uuid = e.uuid AND kind = 'exclusion' AND number = e.number)
        LIMIT 20
    """
    return [row[0] for row in db.execute(query)]


def digests_of(db: Database, uuid: str) -> list[bytes]:
    """The digests of what was done to a response and is not purged, in the order of the ledger."""
    query = "SELECT digest FROM responses_change WHERE uuid = ? AND purge IS NULL ORDER BY entry"
    return [row[0] for row in db.execute(query, [uuid])]


def digests_of_purge(db: Database, purge: int) -> list[bytes]:
    """The digests of the changes a purge emptied, by uuid and in the order of the ledger."""
    query = "SELECT digest FROM responses_change WHERE purge = ? ORDER BY uuid, entry"
    return [row[0] for row in db.execute(query, [purge])]


def purge(db: Database, uuid: str, entry: int) -> None:
    """Empty the parts of what was done to a response; what it said went with the response."""
    db.execute("UPDATE responses_change SET salt = NULL, purge = ? WHERE uuid = ?", [entry, uuid])
