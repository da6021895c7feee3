"""Sealing: waiting responses become a batch of the ledger, and only sealed ones move a share.

A batch is due once 50 responses of two-hour slots that are over wait, and when a round ends. Batches thus
begin and end with a slot, so their order tells no more of the time than the slot does.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime

from survey_app import store as ledger
from survey_app.responses.model import Row, day_and_slot, part_digest
from survey_app.responses.store import responses as rows
from survey_app.store import Database, Store

KIND = "responses"
BATCH_LEAST = 50
BATCH_MOST = 10_000
_SALT_BYTES = 16


def seal_due(store: Store, now: datetime, ended: Callable[[str], bool]) -> list[str]:
    """The rounds sealed now: those whose batch is due, and what still waits of those that ``ended``."""
    db = store.read()
    today, slot = day_and_slot(now)
    sealed = []
    for round_ in rows.rounds_waiting(db):
        if ended(round_):
            seal_round(store, round_, today)
            sealed.append(round_)
        elif len(rows.waiting(db, round_, (today.isoformat(), slot))) >= BATCH_LEAST:
            seal_round(store, round_, today, before=slot)
            sealed.append(round_)
    return sealed


def seal_round(store: Store, round_: str, today: date, before: int | None = None) -> int:
    """How many waiting responses of ``round_`` went into one new batch (0 when none waited).

    With ``before`` only those of earlier days and of today's slots before that one.
    """

    def work(db: Database) -> int:
        parts = []
        for uuid in rows.waiting(db, round_, None if before is None else (today.isoformat(), before)):
            row = rows.find(db, uuid)
            if row is not None:
                salt = secrets.token_bytes(_SALT_BYTES)
                parts.append((uuid, salt, part_digest(salt, row)))
        if not parts:
            return 0
        batch = ledger.append(db, KIND, round_, today, [digest for _, _, digest in parts]).number
        rows.seal_waiting(db, round_, [(uuid, batch, salt, digest) for uuid, salt, digest in parts])
        return len(parts)

    return store.write(work)


def store_sealed(db: Database, round_: str, today: date, new: Iterable[Row]) -> int:
    """Store ``new`` rows (ordered by uuid) and seal them at once in large batches; how many there were."""
    total = 0
    parts: list[tuple[Row, bytes, bytes]] = []

    def flush() -> None:
        nonlocal total
        if parts:
            batch = ledger.append(db, KIND, round_, today, [digest for _, _, digest in parts]).number
            rows.add_sealed(db, ((row, batch, salt, digest) for row, salt, digest in parts))
            total += len(parts)
            parts.clear()

    for row in new:
        salt = secrets.token_bytes(_SALT_BYTES)
        parts.append((row, salt, part_digest(salt, row)))
        if len(parts) >= BATCH_MOST:
            flush()
    flush()
    return total


def received(db: Database, round_: str) -> int:
    """How many responses a round has received until now, sealed or not."""
    return ledger.count_parts(db, KIND, round_) + rows.count_round_waiting(db, round_)
