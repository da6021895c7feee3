"""The one door for what tablets send of visits: each record stored once, merged in the same write."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from survey_app.accounts import service as accounts
from survey_app.accounts.model import Device
from survey_app.errors import NotFound, Problem
from survey_app.inspections import service as inspections
from survey_app.inspections.model import NewVisit
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.store import Database, Store
from survey_app.sync.model import Decision, State
from survey_app.sync.record import Record, read_record
from survey_app.sync.service import files
from survey_app.sync.store import conflicts as others
from survey_app.sync.store import records as rows
from wording import say

CLOCK = "clock"  # the flag of a visit whose tablet's clock was not to be trusted
_CLOCK_MAY_DIFFER = timedelta(minutes=5)


class Answered(NamedTuple):
    """What the door answers: a status, and JSON that stays the same byte for byte."""

    status: int
    body: str


class RecordState(NamedTuple):
    """A record as it stands: the last answer to it, digests of files by address that lack or were refused,
    how many of its answers wait to be settled, the state of its visit ('' when there is none)."""

    receipt: Mapping[str, str]
    missing: Mapping[str, str]
    refused: Mapping[str, tuple[str, Problem]]
    differences: int
    visit: str


def take_record(
    store: Store, uuid: str, body: bytes, device: Device, language: str, now: datetime
) -> Answered:
    """What became of a record, once it is on disk; the same again gives the same answer.

    Raises Invalid for what cannot be read at all; what is wrong with answers is for the office to see.
    """
    digest = hashlib.sha256(body).hexdigest()
    if answered := _said_before(store.read(), uuid, digest):
        return answered
    record = read_record(body)
    other = others.OtherContent(uuid, digest, device.id, body.decode(), now.isoformat())
    key = store.key("digest")

    def work(db: Database) -> Answered:
        if before := _said_before(db, uuid, digest):  # it may have come while this one waited for its turn
            return before
        if rows.find(db, uuid) is None:
            return _take_new(db, key, other, record, device, language, now)
        aside = others.decided(db, uuid, digest, Decision.ASIDE)
        said = "conflict" if others.add_conflict(db, other) else "conflict_again"
        words = say(language, "sync.said_conflict_aside" if aside else f"sync.said_{said}")
        return Answered(409, receipt(uuid, digest, "conflict", words))

    answered = store.write(work)
    files.take_waiting(store, {one.digest for one in record.files.values()}, now)
    return answered


def _take_new(
    db: Database,
    key: bytes,
    sent: others.OtherContent,
    record: Record,
    device: Device,
    language: str,
    now: datetime,
) -> Answered:
    reason = _doubt(db, record, device, now)
    state, status = (State.QUARANTINED, 202) if reason else (State.STORED, 201)
    kept = rows.Kept(
        uuid=sent.uuid,
        digest=sent.digest,
        device=device.id,
        by=record.by,
        visit=record.visit,
        instrument=record.instrument,
        version=record.version,
        state=state,
        reason=reason,
        body=sent.body,
        receipt="",
        status=status,
        came_at=sent.came_at,
    )
    rows.add(db, kept, {address: one.digest for address, one in record.files.items()})
    said = State.QUARANTINED if reason else put_in(db, key, kept, record, record.visit, language, now)
    words = say(language, f"sync.said_{reason or said}")
    kept = kept._replace(receipt=receipt(sent.uuid, sent.digest, said, words, reason))
    rows.decide(db, kept)
    return Answered(status, kept.receipt)


def put_in(
    db: Database,
    key: bytes,
    kept: rows.Kept,
    record: Record,
    visit: str,
    language: str,
    now: datetime,
    *,
    apart: bool = False,
) -> str:
    """Merge a record that is kept into a visit that is there: `stored`, or `late` when it was handed in.

    ``apart`` is of one that contradicts another record of its tablet: neither replaces what the other says.
    """
    version = instruments.with_digest(db, record.digest)
    sent = instruments.published(db, version.id, version.version)
    part = inspections.Part(
        record=kept.uuid,
        device=inspections.apart_from(kept.device, kept.uuid) if apart else kept.device,
        by=record.by,
        sections=record.sections,
        answers=record.answers,
        base=record.base,
        finished=record.finished,
        flags=_flags(db, record, visit),
        sequence=record.clock.sequence,
    )
    named = record.digests_named()
    there = files.kept_names(db, {*named.values(), *(one.digest for one in record.files.values())})
    arrived = inspections.Arrived(
        {name: there[digest] for name, digest in named.items() if digest in there},
        {
            address: (there[one.digest], files.capture_of(one, record.by, kept.device))
            for address, one in record.files.items()
            if one.digest in there
        },
    )
    merged = inspections.take_part(db, key, visit, part, sent, arrived, language, now)
    return "late" if merged == inspections.LATE else State.STORED


def state_of(db: Database, uuid: str) -> RecordState:
    """What a tablet may ask of a record it sent: how it stands now, what lacks. Raises NotFound."""
    kept = rows.find(db, uuid)
    if kept is None:
        raise NotFound("no_such_record")
    visit = inspections.known_visit(db, kept.visit)
    return RecordState(
        json.loads(kept.receipt),
        files.missing(db, uuid),
        files.refused(db, uuid),
        inspections.differences_of(db, kept.visit, uuid),
        visit.state if visit else "",
    )


def receipt(uuid: str, digest: str, state: str, words: str, reason: str = "") -> str:
    """What the door answers: it is kept, and given again byte for byte."""
    content = {"id": uuid, "digest": digest, "state": state, "message": words}
    return json.dumps({**content, "reason": reason} if reason else content, ensure_ascii=False)


def _said_before(db: Database, uuid: str, digest: str) -> Answered | None:
    """What was answered to these bytes, or holds for whatever comes under their id; None for nothing."""
    known = rows.find(db, uuid)
    taken = others.decided(db, uuid, digest, Decision.TAKEN)
    if known is not None and (known.digest == digest or (known.state == State.REMOVED and taken is None)):
        return Answered(200 if known.status == 201 else known.status, known.receipt)
    return Answered(200 if taken.status == 201 else taken.status, taken.receipt) if taken else None


def _doubt(db: Database, record: Record, device: Device, now: datetime) -> str:
    """Why a person must decide about a record; '' when nothing stands against it."""
    if device.revoked:
        return "device_revoked"
    if not accounts.has_proved(db, device.id, record.by):
        return "person_unproved"
    try:
        version = instruments.with_digest(db, record.digest)
    except NotFound:
        return "unknown_version"
    doubt, _ = inspections.doubt_of(db, record.visit, new_visit(record), record.by, version.id, now)
    return doubt or ""


def new_visit(record: Record) -> NewVisit | None:
    """The visit that was made on the tablet with this record, if one was."""
    made = record.new_visit
    return NewVisit(made.round, made.unit, made.day, made.inspectors) if made else None


def _flags(db: Database, record: Record, visit: str) -> frozenset[str]:
    """That the clock of the tablet went wrong, or that it was another day there than the visit's."""
    clock, found = record.clock, inspections.known_visit(db, visit)
    at = clock.finished_at or clock.begun_at
    other_day = found is not None and at is not None and local_day(at) != found.day
    wrong = abs(clock.offset_seconds or 0) > _CLOCK_MAY_DIFFER.total_seconds()
    return frozenset({CLOCK}) if wrong or other_day else frozenset()
