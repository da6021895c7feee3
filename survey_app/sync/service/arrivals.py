"""How the records of a visit came: when, why one waited and who let it in, what the tablet's clock said."""

from datetime import datetime

from survey_app.responses.service import Arrival
from survey_app.store import Database
from survey_app.sync.model import Decision
from survey_app.sync.record import read_record
from survey_app.sync.store import files
from survey_app.sync.store import records as rows


def arrivals(db: Database, visit: str) -> list[Arrival]:
    """The records that are merged into a visit, the first that came first."""
    return [_arrival(one) for one in rows.of_visit(db, visit)]


def sent_codes(db: Database, visit: str) -> dict[str, str]:
    """Name under which a file of a visit is kept -> its digest on the tablet, as its prints there name it.

    A file that came unchanged has the same digest on both.
    """
    return files.sent_digests(db, visit)


def _arrival(kept: rows.Kept) -> Arrival:
    clock = read_record(kept.body.encode()).clock if kept.body else None
    return Arrival(
        record=kept.uuid,
        device=kept.device,
        by=kept.by,
        came_at=datetime.fromisoformat(kept.came_at),
        waited="other_content" if kept.reason == Decision.TAKEN else kept.reason,
        let_in_by=kept.decided_by or "",
        let_in_at=datetime.fromisoformat(kept.decided_at) if kept.decided_at else None,
        why=kept.note,
        clock_off=clock.offset_seconds if clock else None,
        device_time=(clock.finished_at or clock.begun_at) if clock else None,
    )
