"""What tablets send of a visit: merged into its draft, and handed in by itself once all of it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from forms import Instrument, screens
from forms.addresses import place_of
from forms.items import FILES
from survey_app.inspections.merging import Difference, Part, merge
from survey_app.inspections.model import Given, State, Visit, Who
from survey_app.inspections.service.handing import hand_in_as_it_is, takes_until
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.visits import progress
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.places.model import local_day
from survey_app.store import Database

MERGED, LATE = "merged", "late"


@dataclass(frozen=True, slots=True)
class Waits:
    """What a draft still waits for before it hands itself in."""

    sections: tuple[int, ...]
    files: tuple[str, ...]
    differences: int

    def __bool__(self) -> bool:
        return bool(self.sections or self.files or self.differences)


def take_part(
    db: Database,
    key: bytes,
    visit: str,
    part: Part,
    names: Mapping[str, str],
    language: str,
    now: datetime,
    flags: frozenset[str] = frozenset(),
) -> str:
    """`MERGED` or, of a visit that was handed in before, `LATE`: the part is kept within the caller's write.

    ``names`` gives the names under which files that are in by now are kept, by the name the tablet gave them.
    A merged part may complete the visit: then it is handed in, ``flags`` noted beside its response.
    """
    found = visits.find(db, visit)
    assert found is not None  # noqa: S101  # the caller looked it up or made it
    part = _renamed(part, names)
    if found.state is State.SUBMITTED:
        rows.add_part(db, visit, part, LATE, now.isoformat())
        return LATE
    before = [one.part for one in rows.parts(db, visit)]
    merged = merge(
        found.draft,
        rows.open_differences(db, visit),
        before,
        part,
        _names(instrument_of(db, found), part.sections),
    )
    rows.add_part(db, visit, part, MERGED, now.isoformat())
    rows.put_open_differences(db, visit, merged.differences, now.isoformat())
    visits.add_photos(db, visit, names.values())
    visits.save_draft(db, visit, merged.draft)
    hand_in_when_due(db, key, visit, part.by, language, now, flags)
    return MERGED


def hand_in_when_due(
    db: Database, key: bytes, visit: str, by: str, language: str, now: datetime, flags: frozenset[str]
) -> bool:
    """Whether the draft was handed in by ``by``: nothing is waited for, and its round still takes it."""
    found = visits.find(db, visit)
    if found is None or found.state is State.SUBMITTED or local_day(now) > takes_until(db, found):
        return False
    if waits_for(db, found):
        return False
    hand_in_as_it_is(db, key, found, Who(by), language, now, flags)
    return True


def waits_for(db: Database, of: Visit) -> Waits:
    """The sections no finished part speaks for, files that have not come, how many differences are open."""
    far = progress(db, of)
    asked = [section.screen.number for section in far.sections] if far else []
    finished: set[int] = set()
    for one in rows.parts(db, of.id):
        # Who sends a section unfinished later goes on with it.
        finished = finished | one.part.sections if one.part.finished else finished - one.part.sections
    return Waits(
        tuple(number for number in asked if number not in finished),
        files_missing(db, of),
        len(rows.open_differences(db, of.id)),
    )


def files_missing(db: Database, of: Visit) -> tuple[str, ...]:
    """The addresses of a draft whose file a tablet named but has not sent yet."""
    instrument = instrument_of(db, of)
    asked = {item.name for item in instrument.items if item.type in FILES}
    there = visits.photos(db, of.id)
    return tuple(
        place
        for place, given in of.draft.items()
        if given and place_of(place)[0] in asked and given not in there
    )


def file_came(db: Database, visit: str, given: str, kept: str) -> None:
    """Name the file that a tablet called ``given`` as it is kept: in the visit's draft and in what came."""
    found = visits.find(db, visit)
    if found is None:
        return
    for one in rows.parts(db, visit):
        renamed = _renamed(one.part, {given: kept})
        if renamed != one.part:
            rows.change_answers(db, one.part.record, renamed.answers, renamed.base)
    for difference in rows.open_differences(db, visit):
        rows.change_answer(db, visit, _with_answer(difference, {given: kept}))
    if found.state is State.DRAFT:
        visits.add_photos(db, visit, [kept])
        visits.save_draft(db, visit, _names_kept(found.draft, {given: kept}))


def _names(instrument: Instrument, sections: frozenset[int]) -> frozenset[str]:
    every = (screen.names for screen in screens(instrument) if screen.number in sections)
    return frozenset().union(*every)


def _renamed(part: Part, kept: Mapping[str, str]) -> Part:
    return replace(part, answers=_names_kept(part.answers, kept), base=_names_kept(part.base, kept))


def _with_answer(one: Difference, kept: Mapping[str, str]) -> Difference:
    return replace(one, answer=_kept(one.answer, kept))


def _names_kept(answers: Mapping[str, Given], kept: Mapping[str, str]) -> dict[str, Given]:
    return {place: _kept(given, kept) for place, given in answers.items()}


def _kept(given: Given, kept: Mapping[str, str]) -> Given:
    return kept.get(given, given) if isinstance(given, str) else given
