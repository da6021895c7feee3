"""Handing a visit in: its response, its end as a draft and its findings, all or nothing and once."""

from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from forms import Checked
from survey_app.errors import Conflict, Gone, Invalid, Problem
from survey_app.findings import service as findings
from survey_app.inspections.found import finding_of
from survey_app.inspections.model import Progress, State, Visit, Who, is_paper, last_day_to_hand_in
from survey_app.inspections.service.awaiting import files_missing
from survey_app.inspections.service.cases.visiting import tied
from survey_app.inspections.service.judging import progress
from survey_app.inspections.service.visits import visit
from survey_app.inspections.store import parts
from survey_app.inspections.store import visits as rows
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode, Tier
from survey_app.store import Database, Store

# What is flagged of a visit: handed in although something is missing or wrong; although files had not come.
PROBLEMS, PHOTOS = "problems", "photos"


def takes_until(db: Database, of: Visit) -> date:
    """The last day on which the visit may be handed in: some days after its round ended."""
    return last_day_to_hand_in(rounds.round_(db, of.round).ends_on)


def submit(
    store: Store, id_: str, who: Who, revision: int, language: str, now: datetime, anyway: bool = False
) -> Visit:
    """The visit, handed in; one that was handed in is given back as it is.

    ``anyway`` without the files tablets have not sent yet and with what stands where answers differ. Raises
    Conflict when it was changed since it was reviewed, Gone when its round ended too long ago, Invalid when
    something is missing or wrong or, unless ``anyway``, waited for, NotFound when its unit no longer existed
    on its day.
    """
    key = store.key("digest")

    def work(db: Database) -> Visit:
        found = visit(db, id_, who)
        if found.state is State.SUBMITTED:
            return found
        if found.revision != revision:
            raise Conflict("visit_changed_meanwhile")
        far = _fit(db, replace(found, submitted_by=who.username, submitted_at=now), local_day(now))
        missing = files_missing(db, found)
        differ = len(parts.open_differences(db, id_))
        if (missing or differ) and not anyway:
            raise Invalid([Problem("visit_waits", "anyway", {"files": len(missing), "differences": differ})])
        if missing:
            there = {place: given for place, given in found.draft.items() if place not in missing}
            hand_in_as_it_is(db, key, replace(found, draft=there), who, language, now, frozenset({PHOTOS}))
        else:
            hand_in(db, key, found, who, far, _context(db, found, far.checked, language), now)
        return visit(db, id_, who)

    return store.write(work)


def hand_in_as_it_is(
    db: Database,
    key: bytes,
    found: Visit,
    who: Who,
    language: str,
    now: datetime,
    flags: frozenset[str] = frozenset(),
) -> None:
    """Hand a draft in within the caller's write, whatever is missing or wrong: that is flagged beside it.

    Flagged is also what its parts have noted, beside ``flags``.
    """
    far = progress(db, replace(found, submitted_by=who.username, submitted_at=now))
    assert far is not None  # noqa: S101  # a draft has answers
    faulty = frozenset() if far.complete else frozenset({PROBLEMS})
    context = _context(db, found, far.checked, language, flags | faulty)
    hand_in(db, key, found, who, far, context, now)


def _context(
    db: Database, found: Visit, checked: Checked, language: str, flags: frozenset[str] = frozenset()
) -> Context:
    return Context(
        uuid=found.id,
        round=found.round,
        counter=found.unit,
        mode=Mode.STAFF_TABLET,
        tier=Tier.INSPECTION,
        day=found.day,
        slot=None,
        language=_spoken(language, checked),
        flags=flags.union(*(one.part.flags for one in parts.parts(db, found.id))),
    )


def hand_in(
    db: Database, key: bytes, found: Visit, who: Who, far: Progress, context: Context, now: datetime
) -> None:
    """Within the caller's write: the response of a draft, its findings, and its end as a draft."""
    checked = far.checked
    responses.accept_inspection(db, key, checked, context, local_day(now))
    failed = [finding_of(checked, failure) for failure in far.failures]
    case, lead = tied(db, found.id)
    findings.open_findings(
        db,
        visit=found.id,
        unit=found.unit,
        finders=_finders(found, who),
        day=found.day,
        failed=failed,
        inspection=case,
        team=lead,
    )
    papers = (names for place, names in parts.captured(db, found.id).items() if is_paper(place))
    open_ = (str(one.answer) for one in parts.open_differences(db, found.id))
    kept = (*responses.files_of(checked).values(), *chain.from_iterable(papers), *open_)
    rows.keep_photos(db, found.id, kept)
    rows.hand_in(db, found.id, who.username, now, len(failed))


def _fit(db: Database, found: Visit, today: date) -> Progress:
    """A judged draft that may be handed in today."""
    last = takes_until(db, found)
    if today > last:
        raise Gone("visit_too_late", day=last)
    places.unit(db, found.unit, found.day)  # an import may have ended it since
    far = progress(db, found)
    if far is None or not far.complete:
        missing = len(far.checked.problems) if far else 0
        raise Invalid([Problem("visit_incomplete", values={"n": missing})])
    return far


def _finders(found: Visit, who: Who) -> list[str]:
    """Who handed in, then everybody else who goes on the visit: none of them closes what it found."""
    return list(dict.fromkeys((who.username, found.made_by, *found.inspectors)))


def _spoken(language: str, checked: Checked) -> str:
    instrument = checked.instrument
    return language if language in instrument.languages else instrument.default_language
