"""Where tablets, or a tablet and this page, answered the same question otherwise: somebody decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.addresses import place_of
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.inspections.merging import Difference
from survey_app.inspections.model import Given, Visit, Who
from survey_app.inspections.service.fitting import asked_names
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.parts import hand_in_when_due
from survey_app.inspections.service.visits import check_draft, visit
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.store import Database, Store

STANDS = "stands"  # chosen where the answer that stands is to stay


@dataclass(frozen=True, slots=True)
class Disputed:
    """A question with several answers: the one that stands, who gave it ('' for here), the others.

    ``asked`` says whether the visit asks it: what another version of the form asked can only be put aside.
    """

    address: str
    stands: Given
    by: str
    others: tuple[Difference, ...]
    asked: bool


def disputed(db: Database, of: Visit) -> list[Disputed]:
    """The questions of a visit whose answers nobody settled yet, by address."""
    names = asked_names(instrument_of(db, of))
    found: dict[str, list[Difference]] = {}
    for one in rows.open_differences(db, of.id):
        found.setdefault(one.address, []).append(one)
    parts = [came.part for came in rows.parts(db, of.id)] if found else []
    return [
        Disputed(
            place,
            stands := of.draft.get(place, ""),
            next((one.by for one in reversed(parts) if stands and one.answers.get(place) == stands), ""),
            tuple(others),
            place_of(place)[0] in names,
        )
        for place, others in found.items()
    ]


def settled(db: Database, of: Visit) -> list[rows.Settled]:
    """The differences of a visit that somebody settled."""
    return rows.settled_differences(db, of.id)


def settle(
    store: Store,
    id_: str,
    who: Who,
    chosen: Mapping[str, str],
    revision: int,
    language: str,
    now: datetime,
) -> Visit:
    """The visit with what was ``chosen``, by address the record whose answer is taken, or `STANDS`.

    With its last difference settled it may be complete, and is handed in. Raises Conflict when it was changed
    since or handed in, NotFound for a choice there is none of, Invalid when nothing was chosen.
    """
    key = store.key("digest")

    def work(db: Database) -> Visit:
        found = visit(db, id_, who)
        check_draft(db, found)
        if found.revision != revision:
            raise Conflict("visit_changed_meanwhile")
        if not chosen:
            raise Invalid([Problem("nothing_chosen")])
        draft = dict(found.draft)
        for one in disputed(db, found):
            if one.address in chosen:
                _decide(db, found, one, chosen[one.address], draft, who, now)
        visits.save_draft(db, id_, draft)
        hand_in_when_due(db, key, id_, who.username, language, now)
        return visit(db, id_, who)

    return store.write(work)


def _decide(
    db: Database,
    of: Visit,
    one: Disputed,
    record: str,
    draft: dict[str, Given],
    who: Who,
    now: datetime,
) -> None:
    if record != STANDS and (not one.asked or record not in {other.record for other in one.others}):
        raise NotFound("no_such_choice")
    for other in one.others:
        taken = other.record == record
        rows.settle(db, of.id, other, taken, who.username, now.isoformat(timespec="seconds"))
        if taken:
            draft[one.address] = other.answer
