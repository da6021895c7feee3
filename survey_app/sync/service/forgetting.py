"""Records of visits that were thrown away or purged: what they say goes with the visit."""

from datetime import datetime

from survey_app.inspections import service as inspections
from survey_app.store import Database, Store
from survey_app.sync.model import State
from survey_app.sync.service.records import receipt
from survey_app.sync.store import conflicts as others
from survey_app.sync.store import records as rows
from wording import FALLBACK, say


def forget_gone(store: Store, now: datetime) -> int:
    """How many merged records let go of what they say, as their visit was thrown away or purged.

    Other contents under the id of a record go with a purge; of a draft they wait for somebody to decide. A
    record that a bundle brought without its visit stays: that may still come.
    """
    if not any(_gone(store.read())):
        return 0

    def work(db: Database) -> int:
        purged, discarded = _gone(db)
        for uuid in purged:
            others.forget(db, uuid)
        for uuid in (*purged, *discarded):
            _forget(db, uuid, now)
        return len(purged) + len(discarded)

    return store.write(work)


def _gone(db: Database) -> tuple[list[str], list[str]]:
    """The records of visits that were purged, and of those thrown away."""
    merged = rows.merged(db)
    visits = {visit for _, visit, _ in merged}
    purged, there = inspections.purged(db, visits), inspections.there(db, visits)
    return (
        [uuid for uuid, visit, _ in merged if visit in purged],
        [uuid for uuid, visit, carried in merged if visit not in there | purged and not carried],
    )


def _forget(db: Database, uuid: str, now: datetime) -> None:
    kept = rows.find(db, uuid)
    assert kept is not None  # noqa: S101  # it was just listed
    rows.decide(
        db,
        kept._replace(
            state=State.REMOVED,
            body=None,
            receipt=receipt(uuid, kept.digest, State.REMOVED, say(FALLBACK, "sync.said_visit_gone")),
            status=410,
            decided_at=kept.decided_at or now.isoformat(timespec="seconds"),
        ),
    )
    rows.forget_files(db, uuid)
