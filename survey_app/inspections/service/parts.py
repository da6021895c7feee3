"""What tablets send of a visit: merged into its draft, and handed in by itself once all of it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from forms import Instrument
from survey_app.inspections.merging import Part, merge
from survey_app.inspections.model import Capture, Given, State, Visit, Who
from survey_app.inspections.service.awaiting import waits_for
from survey_app.inspections.service.fitting import fit
from survey_app.inspections.service.handing import hand_in_as_it_is, takes_until
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.places.model import local_day
from survey_app.store import Database

MERGED, LATE = "merged", "late"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is there of the files a part names: by the tablet's name the one each is kept under; and how those
    it brought were taken, by address with the name."""

    names: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, tuple[str, Capture]] = field(default_factory=dict)


def take_part(
    db: Database,
    key: bytes,
    visit: str,
    part: Part,
    sent: Instrument,
    arrived: Arrived,
    language: str,
    now: datetime,
) -> str:
    """`MERGED` or, of a visit that was handed in before, `LATE`: the part is kept within the caller's write.

    ``sent`` is what the tablet filled in, ``arrived`` what is there by now of the files it names. A merged
    part may complete the visit: then it is handed in.
    """
    found = visits.find(db, visit)
    assert found is not None  # noqa: S101  # the caller looked it up or made it
    asked = instrument_of(db, found)
    part, names = fit(_renamed(part, arrived.names), sent, asked)
    for address, (name, capture) in arrived.captures.items():
        rows.add_capture(db, visit, address, name, capture)
    if found.state is State.SUBMITTED:
        rows.add_part(db, visit, part, LATE, now.isoformat())
        visits.add_photos(db, visit, arrived.names.values())
        return LATE
    before = [one.part for one in rows.parts(db, visit)]
    merged = merge(found.draft, rows.open_differences(db, visit), before, part, names)
    rows.add_part(db, visit, part, MERGED, now.isoformat())
    rows.put_open_differences(db, visit, merged.differences, now.isoformat())
    visits.add_photos(db, visit, arrived.names.values())
    visits.save_draft(db, visit, merged.draft)
    if part.finished:
        hand_in_when_due(db, key, visit, part.by, language, now)
    return MERGED


def hand_in_when_due(db: Database, key: bytes, visit: str, by: str, language: str, now: datetime) -> bool:
    """Whether the draft was handed in by ``by``: nothing is waited for, and its round still takes it."""
    found = visits.find(db, visit)
    if found is None or found.state is State.SUBMITTED or local_day(now) > takes_until(db, found):
        return False
    if waits_for(db, found) or not rows.parts(db, visit):
        return False
    hand_in_as_it_is(db, key, found, Who(by), language, now)
    return True


def sent_parts(db: Database, of: Visit) -> list[rows.Came]:
    """What tablets sent of a visit, the first first; of another instance only what it said last."""
    parts = rows.parts(db, of.id)
    last = {came.part.device: came.part.record for came in parts if came.part.is_carried}
    return [came for came in parts if last.get(came.part.device, came.part.record) == came.part.record]


def differences_of(db: Database, visit: str, record: str) -> int:
    """How many answers of a record wait for somebody to settle them."""
    return sum(one.record == record for one in rows.open_differences(db, visit))


def file_came(
    db: Database,
    key: bytes,
    visit: str,
    address: str,
    given: str,
    kept: str,
    capture: Capture,
    language: str,
    now: datetime,
) -> None:
    """Have the file that a tablet called ``given`` stand under the name it is kept by, ``kept``.

    So it is in the visit's draft and in what came. Where it was the last thing missing, the visit is handed
    in; of a visit that was handed in before, the file is kept beside it.
    """
    found = visits.find(db, visit)
    if found is None:
        return
    rows.add_capture(db, visit, address, kept, capture)
    visits.add_photos(db, visit, [kept])
    for one in rows.parts(db, visit):
        renamed = _renamed(one.part, {given: kept})
        if renamed != one.part:
            rows.change_answers(db, one.part.record, renamed.answers, renamed.base)
    decided = (one.difference for one in rows.settled_differences(db, visit))
    for difference in (*rows.open_differences(db, visit), *decided):
        if difference.answer == given:
            rows.change_answer(db, visit, replace(difference, answer=kept))
    if found.state is State.DRAFT:
        draft = _names_kept(found.draft, {given: kept})
        if draft != found.draft:
            visits.save_draft(db, visit, draft)
        hand_in_when_due(db, key, visit, capture.by, language, now)


def _renamed(part: Part, kept: Mapping[str, str]) -> Part:
    return replace(part, answers=_names_kept(part.answers, kept), base=_names_kept(part.base, kept))


def _names_kept(answers: Mapping[str, Given], kept: Mapping[str, str]) -> dict[str, Given]:
    return {place: _kept(given, kept) for place, given in answers.items()}


def _kept(given: Given, kept: Mapping[str, str]) -> Given:
    return kept.get(given, given) if isinstance(given, str) else given
