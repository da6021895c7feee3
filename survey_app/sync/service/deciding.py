"""Records that wait for a person: why, put into a visit after all, or removed with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from survey_app.accounts import service as accounts
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Visit, Who
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.store import Database, Store
from survey_app.sync.model import Decision, State
from survey_app.sync.record import Record, read_record
from survey_app.sync.service import files
from survey_app.sync.service.records import new_visit, put_in, receipt
from survey_app.sync.store import conflicts as others
from survey_app.sync.store import records as rows
from wording import nfc, say

SHOWN = 200
_MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record a person must decide about: what it says, its visit or why there is none."""

    kept: rows.Kept
    record: Record
    visit: Visit | None
    problems: tuple[Problem, ...]


def waiting(db: Database) -> list[rows.Kept]:
    """The records that wait, the latest first."""
    return rows.in_state(db, State.QUARANTINED, SHOWN)


def removed(db: Database) -> list[rows.Kept]:
    """The records somebody removed with a reason, the latest first."""
    every = rows.in_state(db, State.REMOVED, SHOWN)
    return [one for one in every if one.note and one.reason != Decision.ASIDE]


def count_waiting(db: Database) -> int:
    """How many records wait."""
    return rows.count(db, State.QUARANTINED)


def body_of(db: Database, uuid: str, digest: str = "") -> str:
    """A record as it was sent, or the other content with ``digest`` under its id. Raises NotFound."""
    other = others.conflict(db, uuid, digest) if digest else None
    kept = rows.find(db, uuid) if not digest else None
    body = other.body if other else kept.body if kept else None
    if body is None:
        raise NotFound("no_such_record")
    return body


def waiting_record(db: Database, uuid: str, now: datetime) -> Waiting:
    """A record that waits. Raises NotFound, Conflict when somebody decided about it."""
    kept = rows.find(db, uuid)
    if kept is None:
        raise NotFound("no_such_record")
    if kept.state != State.QUARANTINED or kept.body is None:
        raise Conflict("record_decided", by=kept.decided_by or "")
    record = read_record(kept.body.encode())
    new = new_visit(record)
    visit = inspections.known_visit(db, record.visit)
    problems = inspections.visit_problems(db, new, local_day(now)) if new and visit is None else []
    return Waiting(kept, record, visit, tuple(problems))


def fitting_visits(db: Database, found: Waiting) -> list[Visit]:
    """The drafts with the form of a record, its own visit first, then those to the same place and day."""
    drafts = inspections.drafts_of(db, found.record.instrument)
    new = new_visit(found.record)
    alike = (new.unit, new.day) if new else None
    return sorted(drafts, key=lambda one: (one.id != found.record.visit, (one.unit, one.day) != alike))


def release(store: Store, uuid: str, visit: str, by: str, language: str, now: datetime) -> str:
    """What became of a record put into ``visit`` ('' makes the one that was made on the tablet).

    Raises Invalid with what is in the way: its version is not published here, there is no such visit or it
    asks another form; Conflict when somebody decided about it before.
    """
    key, decider = store.key("digest"), accounts.person(store.read(), by)

    def work(db: Database) -> tuple[str, Record]:
        found = waiting_record(db, uuid, now)
        check_version(db, found.record)
        into = visit_for(db, found, visit, now)
        said = put_in(db, key, found.kept, found.record, into.id, language, now)
        words = say(language, f"sync.said_{said}")
        rows.decide(
            db,
            found.kept._replace(
                visit=into.id,
                state=State.STORED,
                receipt=receipt(uuid, found.kept.digest, said, words),
                status=201,
                decided_by=decider.username,
                decided_at=now.isoformat(timespec="seconds"),
            ),
        )
        return said, found.record

    said, record = store.write(work)
    files.take_waiting(store, {one.digest for one in record.files.values()}, now)
    return said


def remove(store: Store, uuid: str, by: str, why: str, language: str, now: datetime) -> None:
    """Remove what a record says; that it came, who removed it, when and why is kept.

    Raises Invalid without a reason, Conflict when somebody decided about it before.
    """
    why = nfc(" ".join(why.split()))[:_MOST_LETTERS]
    if not why:
        raise Invalid([Problem("removal_unexplained", "why")])
    decider = accounts.person(store.read(), by)

    def work(db: Database) -> None:
        kept = waiting_record(db, uuid, now).kept
        rows.decide(
            db,
            kept._replace(
                state=State.REMOVED,
                body=None,
                receipt=receipt(uuid, kept.digest, State.REMOVED, say(language, "sync.said_removed")),
                status=410,
                decided_by=decider.username,
                decided_at=now.isoformat(timespec="seconds"),
                note=why,
            ),
        )
        rows.forget_files(db, uuid)

    store.write(work)


def check_version(db: Database, record: Record) -> None:
    """Raise Invalid when the version a record was filled in with is not published here."""
    try:
        instruments.with_digest(db, record.digest)
    except NotFound as error:
        values = {"instrument": record.instrument, "version": record.version}
        raise Invalid([Problem("record_version_unknown", values=values)]) from error


def visit_for(db: Database, found: Waiting, visit: str, now: datetime) -> Visit:
    """The visit that was chosen, or made as the tablet said. Raises Invalid when none is or fits."""
    chosen = inspections.known_visit(db, visit) if visit else found.visit
    if chosen is None:
        new = new_visit(found.record)
        if visit or new is None:
            raise Invalid([Problem("record_without_visit", "visit")])
        maker = Who(found.record.by)
        chosen = inspections.make_visit(db, new, maker, UUID(found.record.visit), local_day(now), now)
    if inspections.instrument_of(db, chosen).id != found.record.instrument:
        raise Invalid([Problem("record_of_other_form", "visit")])
    return chosen
