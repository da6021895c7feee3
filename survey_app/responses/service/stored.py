"""Stored responses as other rooms read them: by sealed batch, and what waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from survey_app import store as ledger
from survey_app.responses.model import Flag, Row
from survey_app.responses.service.seal import KIND
from survey_app.responses.store import changes
from survey_app.responses.store import responses as rows
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Batch:
    """One sealed batch: its number in the ledger, how many responses it sealed, its link of the chain.

    ``changed`` holds the links of all that corrected, excluded or purged some of it since.
    """

    number: int
    size: int
    hash: str
    changed: str = ""


def batches(db: Database) -> list[Batch]:
    """All sealed batches in order."""
    since = _changed(db)
    return [
        Batch(entry.number, entry.parts, entry.hash.hex(), since.get(entry.number, ""))
        for entry in ledger.entries(db)
        if entry.kind == KIND
    ]


def changed_waiting(db: Database) -> str:
    """The links of all that corrected or excluded responses that no batch holds yet."""
    return _changed(db).get(None, "")


def _changed(db: Database) -> dict[int | None, str]:
    """Batch (None for what waits) -> the links of the entries that changed some of it."""
    changed = changes.entries_by_batch(db)
    numbers = {entry for _, entry in changed}
    links = (
        {one.number: one.hash.hex() for one in ledger.entries(db) if one.number in numbers} if numbers else {}
    )
    found: dict[int | None, str] = {}
    for batch, entry in changed:
        found[batch] = found.get(batch, "") + links.get(entry, "")
    return found


def sealed(db: Database, batch: Batch) -> Iterator[Row]:
    """The responses of ``batch`` as they stand, by uuid."""
    return changes.newest_sealed(db, batch.number)


def waiting(db: Database) -> Iterator[Row]:
    """The responses no batch holds yet as they stand, by uuid."""
    return changes.newest_waiting(db)


def flags(db: Database) -> list[tuple[str, str]]:
    """Every flag with the uuid of its response, by uuid."""
    return rows.flags(db)


def repeated(db: Database, round_: str) -> int:
    """How many responses of a round came from a browser that had answered before on the same day."""
    return rows.count_flagged(db, round_, Flag.REPEAT)


def response(db: Database, uuid: str) -> Row | None:
    """The response of that id as it stands, or None when there is none or it was purged."""
    return changes.newest(db, uuid)


def purged(db: Database, uuids: Iterable[str]) -> set[str]:
    """Those of ``uuids`` that were purged: what hangs on them elsewhere goes too."""
    return rows.purged(db, uuids)


def excluded(db: Database) -> set[str]:
    """The ids of the responses that are left out of the figures."""
    return changes.excluded(db)


def excluded_in(db: Database, round_: str) -> int:
    """How many responses of a round are left out of the figures."""
    return changes.count_excluded(db, round_)
