"""Stored responses as other rooms read them: by sealed batch, and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey_app import store as ledger
from survey_app.responses.model import Flag, Row
from survey_app.responses.service.seal import KIND
from survey_app.responses.store import responses as rows
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Batch:
    """One sealed batch: its number in the ledger, how many responses it sealed, its link of the chain."""

    number: int
    size: int
    hash: str


def batches(db: Database) -> list[Batch]:
    """All sealed batches in order."""
    return [
        Batch(entry.number, entry.parts, entry.hash.hex())
        for entry in ledger.entries(db)
        if entry.kind == KIND
    ]


def sealed(db: Database, batch: Batch) -> Iterator[Row]:
    """The responses of ``batch``, by uuid."""
    return rows.sealed_rows(db, batch.number)


def waiting(db: Database) -> Iterator[Row]:
    """The responses no batch holds yet, by uuid."""
    return rows.waiting_rows(db)


def flags(db: Database) -> list[tuple[str, str]]:
    """Every flag with the uuid of its response, by uuid."""
    return rows.flags(db)


def repeated(db: Database, round_: str) -> int:
    """How many responses of a round came from a browser that had answered before on the same day."""
    return rows.count_flagged(db, round_, Flag.REPEAT)


def response(db: Database, uuid: str) -> Row | None:
    """The response stored under ``uuid``, or None when there is none or it was purged."""
    return rows.find(db, uuid)
