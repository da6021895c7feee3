"""What units leave behind when they end: handed to what took their place."""

from dataclasses import replace
from datetime import datetime

from survey_app.findings.model import Event, Step
from survey_app.findings.service.opening import path_text
from survey_app.findings.service.steps import put
from survey_app.findings.store import findings as rows
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.store import Database


def hand_over_open(db: Database, now: datetime) -> int:
    """How many open findings went to the successor of their owner, within the caller's write.

    Of owners that stand under another unit now, what they stand under is kept anew. What nothing took the
    place of stays. Cheap when nothing has ended: a query an owner.
    """
    today, handed = local_day(now), 0
    for owner, above in rows.owners(db):
        heir = places.standing(db, owner, today)
        if heir is None:
            continue
        path = path_text(db, heir.code, today)
        if heir.code == owner:
            if path != above:
                rows.put_owner_above(db, owner, above, path)
            continue
        for found in rows.owned_open(db, owner):
            moved = replace(found, owner=heir.code, owner_above=path, revision=found.revision + 1)
            data = {"from": owner, "owner": heir.code}
            event = Event(
                moved.revision, now, "", Step.HAND_OVER, found.state, found.state, _act(db, owner), data=data
            )
            put(db, found, moved, event)
            handed += 1
    return handed


def _act(db: Database, code: str) -> str:
    """The legal act by which the unit ended that had ``code`` last."""
    return places.periods(db, code)[-1].legal_act
