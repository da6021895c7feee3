"""Who fills in which section of a visit."""

from collections.abc import Mapping

from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.inspections.model import Visit, Who
from survey_app.inspections.service.visits import called, check_draft, visit
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.store import Database


def assigned(db: Database, of: Visit) -> Mapping[int, str]:
    """Section -> who fills it in, of those that were given to somebody."""
    return rows.assigned(db, of.id)


def check_assignable(db: Database, found: Visit, who: Who) -> None:
    """Raise Refused when the visit is not theirs to share out, Conflict when it was handed in."""
    check_draft(db, found)
    if not found.led_by(who):
        raise Refused("visit_shared_out_by_maker", maker=called(db, found.made_by))


def assign(db: Database, id_: str, who: Who, sections: Mapping[int, str], revision: int) -> Visit:
    """The visit with its sections given to these people and the others to nobody.

    Raises as `check_assignable`, Conflict when it was changed meanwhile, Invalid naming who is not on it.
    """
    found = visit(db, id_, who)
    check_assignable(db, found, who)
    if found.revision != revision:
        raise Conflict("visit_changed_meanwhile")
    given = {number: username for number, username in sections.items() if username}
    strangers = sorted(set(given.values()) - {*found.inspectors, found.made_by})
    if strangers:
        raise Invalid([Problem("nobody_on_the_visit", values={"names": ", ".join(strangers)})])
    rows.put_assigned(db, id_, given)
    visits.count_change(db, id_)
    return visit(db, id_, who)
