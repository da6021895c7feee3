"""What came in a bundle and contradicts what is here: decided by a person, with a reason that is kept."""

import json
from datetime import datetime

from survey_app.accounts import service as accounts
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.inspections.service import carrying as visits
from survey_app.inspections.service import contradicting
from survey_app.store import Database, Store
from survey_app.sync.model import Decision
from survey_app.sync.service.bundles.manifest import Kind
from survey_app.sync.store import bundles as rows
from wording import nfc

_MOST_LETTERS = 500


def may_be_taken(db: Database, found: rows.Contradiction) -> bool:
    """Whether what came can be a further record: of a visit that is here, its response not purged."""
    here = visits.is_here(db, found.id) if found.kind == Kind.VISIT else False
    return here and found.reason != "carried_response_purged"


def decide(
    store: Store,
    kind: str,
    id_: str,
    digest: str,
    decision: Decision,
    by: str,
    why: str,
    now: datetime,
) -> None:
    """Put what came aside, or take it as a further record of its visit; what stands here stays either way.

    Raises NotFound, Invalid without a reason, Conflict when it was taken before or put aside already.
    """
    why = nfc(" ".join(why.split()))[:_MOST_LETTERS]
    if not why:
        raise Invalid([Problem("decision_unexplained", "why")])
    decider = accounts.person(store.read(), by).username

    def work(db: Database) -> None:
        found = rows.contradiction(db, kind, id_, digest)
        if found is None:
            raise NotFound("no_such_record")
        last = found.decisions[-1] if found.decisions else None
        if last and (last.what == Decision.TAKEN or last.what == decision):
            raise Conflict("record_decided", by=last.by)
        if decision is Decision.TAKEN:
            if not may_be_taken(db, found):
                raise Invalid([Problem("contradiction_not_taken", "decision")])
            sender = visits.Sender(rows.sender_of(db, found.bundle))
            contradicting.take_further(db, found.came, sender, now)
        new = rows.Decided(decision, decider, now.isoformat(timespec="seconds"), why)
        said = {**found.came, rows.DECISIONS: [one._asdict() for one in (*found.decisions, new)]}
        rows.keep_decision(db, found, json.dumps(said, ensure_ascii=False))

    store.write(work)
