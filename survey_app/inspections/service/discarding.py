"""Throwing a draft away, and what a purge leaves of a visit, with the photos that nothing else names."""

from collections.abc import Iterable
from datetime import datetime

from survey_app import media
from survey_app.findings import service as findings
from survey_app.inspections.model import Visit, Who
from survey_app.inspections.service.visits import delete
from survey_app.inspections.store import parts, self_reports
from survey_app.inspections.store import visits as rows
from survey_app.responses import service as responses
from survey_app.store import Database, Store


def discard(store: Store, id_: str, who: Who, revision: int, now: datetime) -> Visit:
    """The draft that was thrown away; its photos go too, those of the last hour later. Raises as `delete`."""
    gone = store.write(lambda db: delete(db, id_, who, revision))
    sweep_photos(store, now)
    return gone


def sweep_photos(store: Store, now: datetime) -> int:
    """How many files that no visit, finding or response names were removed; those of the last hour stay.

    Before that, visits whose response was purged let go of their files and of all that tablets sent of them.
    """
    left = [one for one in sorted(purged(store.read(), rows.handed_in(store.read()))) if _leaves(store, one)]
    if left:
        store.write(lambda db: parts.forget(db, left))
    return media.sweep(store, _named, now)


def purged(db: Database, visits: Iterable[str]) -> set[str]:
    """Those of ``visits`` whose response was purged."""
    return responses.purged(db, visits)


def there(db: Database, visits: Iterable[str]) -> set[str]:
    """Those of ``visits`` that there are."""
    return rows.there(db, visits)


def _leaves(store: Store, visit: str) -> bool:
    db = store.read()
    return bool(rows.photos(db, visit) or parts.parts(db, visit) or parts.captured(db, visit))


def _named(db: Database) -> set[str]:
    of_visits = rows.photos_named(db) | findings.photos_named(db) | responses.files_named(db)
    return of_visits | self_reports.files_named(db)
