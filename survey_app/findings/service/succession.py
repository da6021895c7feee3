"""What units leave behind when they end: handed to what took their place."""

from dataclasses import replace
from datetime import date, datetime

from survey_app.findings.model import Event, Step
from survey_app.findings.service.opening import path_text
from survey_app.findings.service.steps import put
from survey_app.findings.store import findings as rows
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.store import Database, Store


def hand_over_open(store: Store, now: datetime) -> int:
    """How many open findings went to the successor of their owner.

    Of owners that stand under another unit now, what they stand under is kept anew. What nothing took the
    place of stays. Nothing is written when nothing has changed.
    """
    today = local_day(now)
    if not _changed(store.read(), today):
        return 0

    def work(db: Database) -> int:
        return sum(_hand_over(db, *change, now) for change in _changed(db, today))

    return store.write(work)


def _changed(db: Database, today: date) -> list[tuple[str, str, str, str]]:
    """Owner, what it stood under, its heir or itself, what that stands under: where that is not the same."""
    changes = []
    for owner, above in rows.owners(db):
        heir = places.standing(db, owner, today)
        path = path_text(db, heir.code, today) if heir else above
        if heir and (owner, above) != (heir.code, path):
            changes.append((owner, above, heir.code, path))
    return changes


def _hand_over(db: Database, owner: str, above: str, heir: str, path: str, now: datetime) -> int:
    if heir == owner:
        rows.put_owner_above(db, owner, above, path)
        return 0
    left, data = rows.owned_open(db, owner), {"from": owner, "owner": heir}
    for found in left:
        moved = replace(found, owner=heir, owner_above=path, revision=found.revision + 1)
        stays = found.state, found.state
        event = Event(moved.revision, now, "", Step.HAND_OVER, *stays, _act(db, owner), data=data)
        put(db, found, moved, event)
    return len(left)


def _act(db: Database, code: str) -> str:
    """The legal act by which the unit ended that had ``code`` last."""
    return places.periods(db, code)[-1].legal_act
