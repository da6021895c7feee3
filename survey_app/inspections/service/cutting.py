"""Leaving parts of a checklist out of a visit, for all to see."""

from collections.abc import Collection
from dataclasses import replace

from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.inspections.model import Visit, Who
from survey_app.inspections.scope import left_out, names_of, parts_of, taken_back, whole_cut
from survey_app.inspections.service.judging import instrument_of
from survey_app.inspections.service.visits import called, check_draft, visit
from survey_app.inspections.store import visits as rows
from survey_app.store import Database


def check_led(db: Database, found: Visit, who: Who) -> None:
    """Raise Refused when somebody else says what is asked on the visit, Conflict when it was handed in."""
    check_draft(db, found)
    if not found.led_by(who):
        raise Refused("visit_cut_by_maker", maker=called(db, found.made_by))


def cut_visit(db: Database, id_: str, who: Who, names: Collection[str], revision: int) -> Visit:
    """The draft on which the groups and questions called ``names`` are not asked; what they say is kept.

    What cannot be judged without them is not asked either; it comes back with what it was left out with.
    Names of nothing are left out. Raises Conflict when it was handed in or changed meanwhile, Refused for who
    did not make it, Invalid when nothing would be asked.
    """
    found = visit(db, id_, who)
    check_led(db, found, who)
    if found.revision != revision:
        raise Conflict("visit_changed_meanwhile")
    instrument = instrument_of(db, found)
    parts = parts_of(instrument)
    chosen = names_of(parts).intersection(names)
    cut = sorted(whole_cut(instrument, chosen - taken_back(instrument, found.cut, chosen)))
    if len(left_out(parts, cut)) == sum(len(part.units) for part in parts):
        raise Invalid([Problem("cut_leaves_nothing")])
    rows.save_cut(db, id_, cut)
    return replace(found, cut=tuple(cut), revision=found.revision + 1)
