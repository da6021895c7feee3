"""Sealing: waiting responses become a batch of the ledger, and only sealed ones move a share.

A batch is due an hour after a round's last one and once 50 responses wait, whichever is later. The clock of
that hour lives in memory: a stored sealing time would narrow down when its responses came in.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from survey_app import store as ledger
from survey_app.responses import store as rows
from survey_app.responses.model import Row, part_digest
from survey_app.store import Database, Store

KIND = "responses"
BATCH_LEAST = 50
BATCH_MOST = 10_000
BATCH_EVERY = timedelta(hours=1)
_SALT_BYTES = 16


class Sealer:
    """Seals what is due; one lives as long as the server."""

    def __init__(self, started: datetime) -> None:
        self._started = started
        self._sealed_at: dict[str, datetime] = {}

    def seal_due(self, store: Store, now: datetime, today: date, ended: Callable[[str], bool]) -> list[str]:
        """The rounds sealed now: those whose batch is due and those that ``ended`` with something waiting."""
        db = store.read()
        sealed = []
        for round_, waiting in rows.count_waiting(db).items():
            due = waiting >= BATCH_LEAST and self._rested(db, round_, now, today)
            if due or ended(round_):
                seal_round(store, round_, today)
                self._sealed_at[round_] = now
                sealed.append(round_)
        return sealed

    def _rested(self, db: Database, round_: str, now: datetime, today: date) -> bool:
        """Whether an hour passed since the last batch; a laptop that starts anew each day need not wait."""
        if now - self._sealed_at.get(round_, self._started) >= BATCH_EVERY:
            return True
        last = ledger.last_day(db, KIND, round_) or rows.first_waiting_day(db, round_)
        return last < today.isoformat()


def seal_round(store: Store, round_: str, today: date) -> int:
    """How many waiting responses of ``round_`` were sealed into one new batch (0 when none waited)."""

    def work(db: Database) -> int:
        parts = []
        for uuid in rows.waiting(db, round_):
            row = rows.find(db, uuid)
            if row is not None:
                salt = secrets.token_bytes(_SALT_BYTES)
                parts.append((uuid, salt, part_digest(salt, row)))
        if not parts:
            return 0
        batch = ledger.append(db, KIND, round_, today, [digest for _, _, digest in parts]).number
        rows.seal_waiting(db, round_, ((uuid, batch, salt, digest) for uuid, salt, digest in parts))
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
