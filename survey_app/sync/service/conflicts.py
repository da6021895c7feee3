"""Other contents under the id of a record: both read side by side, and decided with a reason.

What stands stays whatever is decided. A content put aside is kept, so that it may still be taken; what was
taken is in its visit and stays there.
"""

from dataclasses import dataclass
from datetime import datetime

from survey_app.accounts import service as accounts
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Visit
from survey_app.store import Database, Store
from survey_app.sync.model import Decision, State
from survey_app.sync.record import Record, read_record
from survey_app.sync.service import files
from survey_app.sync.service.deciding import Waiting, check_version, visit_for
from survey_app.sync.service.records import put_in, receipt
from survey_app.sync.store import conflicts as others
from survey_app.sync.store import records as rows
from wording import nfc, say

_MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Both:
    """Another content beside the record that came first under its id.

    ``first_said`` is None when the first was removed; ``decisions`` are in the order they were made.
    """

    first: rows.Kept
    first_said: Record | None
    other: others.OtherContent
    said: Record
    decisions: tuple[rows.Kept, ...]

    @property
    def decision(self) -> Decision | None:
        """What was decided last, or None."""
        return Decision(self.decisions[-1].reason) if self.decisions else None


def conflicts(db: Database) -> list[tuple[others.OtherContent, rows.Kept | None]]:
    """Other contents under ids of records, each with what was decided last; undecided ones first."""
    found = [
        (one, next(reversed(_decisions(db, one.uuid, one.digest)), None)) for one in others.conflicts(db)
    ]
    return sorted(found, key=lambda one: one[1] is not None)


def count_undecided(db: Database) -> int:
    """How many other contents wait for somebody to decide."""
    return sum(not _decisions(db, uuid, digest) for uuid, digest in others.named(db))


def both(db: Database, uuid: str, digest: str) -> Both:
    """Another content and the record it contradicts. Raises NotFound."""
    first, other = rows.find(db, uuid), others.conflict(db, uuid, digest)
    if first is None or other is None:
        raise NotFound("no_such_record")
    first_said = read_record(first.body.encode()) if first.body else None
    return Both(first, first_said, other, read_record(other.body.encode()), _decisions(db, uuid, digest))


def put_aside(store: Store, uuid: str, digest: str, by: str, why: str, now: datetime) -> None:
    """Keep what stands: the other content is put aside, with who decided it, when and why.

    Raises Invalid without a reason, Conflict when somebody decided about it before.
    """
    why, decider = _reason(why), accounts.person(store.read(), by).username

    def work(db: Database) -> None:
        found = both(db, uuid, digest)
        if found.decision is not None:
            raise Conflict("record_decided", by=found.decisions[-1].decided_by or "")
        rows.add(db, _decided(found, Decision.ASIDE, decider, why, now), {})

    store.write(work)


def take(store: Store, uuid: str, digest: str, by: str, why: str, language: str, now: datetime) -> str:
    """The visit another content was merged into, as a further record of it.

    As nobody knows which content was meant, none of its answers replaces one that stands: those that differ
    wait for the visit's team. Raises Invalid without a reason and with what is in the way, Conflict when it
    was taken before.
    """
    why, key, decider = _reason(why), store.key("digest"), accounts.person(store.read(), by).username

    def work(db: Database) -> tuple[str, Record]:
        found = both(db, uuid, digest)
        if found.decision is Decision.TAKEN:
            raise Conflict("record_decided", by=found.decisions[-1].decided_by or "")
        kept = _decided(found, Decision.TAKEN, decider, why, now)
        check_version(db, found.said)
        into = visit_for(db, Waiting(kept, found.said, _visit(db, found), ()), "", now)
        rows.add(db, kept, {address: one.digest for address, one in found.said.files.items()})
        said = put_in(db, key, kept, found.said, into.id, language, now, apart=True)
        words = say(language, f"sync.said_{said}")
        rows.decide(db, kept._replace(visit=into.id, receipt=receipt(uuid, digest, said, words)))
        return into.id, found.said

    visit, said = store.write(work)
    files.take_waiting(store, {one.digest for one in said.files.values()}, now)
    return visit


def _decisions(db: Database, uuid: str, digest: str) -> tuple[rows.Kept, ...]:
    """What was decided about another content: it may be put aside, and taken after that."""
    made = (others.decided(db, uuid, digest, one) for one in (Decision.ASIDE, Decision.TAKEN))
    return tuple(one for one in made if one is not None)


def _visit(db: Database, found: Both) -> Visit | None:
    """The visit another content names, else the one the first was put into."""
    own = inspections.known_visit(db, found.said.visit)
    if own is None and found.first.state == State.STORED:
        own = inspections.known_visit(db, found.first.visit)
    return own


def _decided(found: Both, decision: Decision, by: str, why: str, now: datetime) -> rows.Kept:
    other, said, taken = found.other, found.said, decision is Decision.TAKEN
    return rows.Kept(
        uuid=others.decision_id(other.uuid, other.digest, decision),
        digest=other.digest,
        device=other.device,
        by=said.by,
        visit=said.visit,
        instrument=said.instrument,
        version=said.version,
        state=State.STORED if taken else State.REMOVED,
        reason=decision,
        body=other.body if taken else None,
        receipt="{}",
        status=201 if taken else 409,
        came_at=other.came_at,
        decided_by=by,
        decided_at=now.isoformat(timespec="seconds"),
        note=why,
    )


def _reason(why: str) -> str:
    why = nfc(" ".join(why.split()))[:_MOST_LETTERS]
    if not why:
        raise Invalid([Problem("decision_unexplained", "why")])
    return why
