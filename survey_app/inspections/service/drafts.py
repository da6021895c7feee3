"""Filling a visit in: what was typed is kept section by section, and nobody's work is overwritten unseen."""

from collections.abc import Mapping, Sequence

from forms import Screen
from forms.addresses import place_of
from forms.items import FILES
from survey_app.errors import Conflict
from survey_app.inspections.model import Given, Visit, Who, section_answers, section_digest
from survey_app.inspections.service.awaiting import files_missing
from survey_app.inspections.service.visits import check_draft, visit
from survey_app.inspections.store import parts
from survey_app.inspections.store import visits as rows
from survey_app.store import Database


def save_section(
    db: Database, id_: str, who: Who, screen: Screen, given: Mapping[str, Given], made_from: str
) -> Visit:
    """The visit with ``given`` as what ``screen`` says now; complete or not, it is kept.

    ``made_from`` is the section's digest when the page was made. Raises Conflict when somebody saved other
    answers to the section since, and when the visit was handed in. Photos and files that were not taken on
    this visit, nor promised by a tablet, are left out.
    """
    found = visit(db, id_, who)
    check_draft(db, found)
    known = rows.photos(db, id_) | set(files_missing(db, found).values())
    new = _without_strange_files(section_answers(given, screen), screen, known)
    if new == section_answers(found.draft, screen):
        return found
    if section_digest(found.draft, screen) != made_from:
        raise Conflict("section_changed_meanwhile")
    others = {place: value for place, value in found.draft.items() if place_of(place)[0] not in screen.names}
    rows.save_draft(db, id_, {**others, **new})
    # What the page now says as a tablet did is no difference any more.
    differ = [one for one in parts.open_differences(db, id_) if new.get(one.address, "") != one.answer]
    parts.put_open_differences(db, id_, differ, "")
    return visit(db, id_, who)


def keep_photos(db: Database, id_: str, who: Who, names: Sequence[str]) -> None:
    """Keep that photos or files were taken on the visit. Raises Conflict when it was handed in."""
    found = visit(db, id_, who)
    check_draft(db, found)
    rows.add_photos(db, id_, names)


def _without_strange_files(given: Mapping[str, Given], screen: Screen, known: set[str]) -> dict[str, Given]:
    files = {item.name for item in screen.items if item.type in FILES}
    return {
        place: value for place, value in given.items() if place_of(place)[0] not in files or value in known
    }
