"""The responses desk: finding what staff entered, opening one, and reviewing it.

What citizens gave is never found here, for nobody: `responses_desk` has no line for it.
"""

from datetime import datetime

from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.responses.desk import (
    MOST_REASON,
    PER_PAGE,
    Asked,
    Dossier,
    Line,
    Listing,
    Review,
    State,
    needs_reason,
)
from survey_app.responses.store import desk as rows
from survey_app.responses.store import responses as stored
from survey_app.store import Database, Store


def listing(db: Database, asked: Asked, page: int) -> Listing:
    """A page of the responses that may be read, the newest day first; past the end it is the last one."""
    total = rows.count(db, asked)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    return Listing(rows.listed(db, asked, (page - 1) * PER_PAGE, PER_PAGE), total, page, pages)


def line(db: Database, uuid: str) -> Line:
    """The line of one response. Raises NotFound for what is not there and for every citizen's."""
    found = rows.line(db, uuid)
    if found is None:
        raise NotFound("no_such_response")
    return found


def dossier(db: Database, uuid: str) -> Dossier:
    """All there is of one response. Raises NotFound for what is not there and for every citizen's."""
    found = line(db, uuid)
    row = stored.find(db, uuid)
    assert row is not None  # noqa: S101  # a line goes with its response
    return Dossier(
        line=found,
        row=row,
        revisions=rows.revisions(db, uuid),
        reviews=rows.reviews(db, uuid),
        exclusions=rows.exclusions(db, uuid),
        flags=stored.flags_of(db, uuid),
        entry=stored.batch_of(db, uuid),
        sealed={(change.kind, change.number): change.entry for change in rows.changes_of(db, uuid)},
    )


def facets(db: Database) -> tuple[list[str], list[str]]:
    """The rounds and the instruments that have responses to be read."""
    return rows.facets(db)


def review(store: Store, uuid: str, to: State, by: str, reason: str, made_from: int, now: datetime) -> None:
    """Bring a response to a state, with who, when and why.

    Raises Conflict when anything was done to it since ``made_from``, Invalid when it is in that state already
    or a reason is missing or too long, NotFound.
    """

    def work(db: Database) -> None:
        found = unchanged(line(db, uuid), made_from)
        before = State(found.state)
        if to is before:
            raise Invalid([Problem("response_in_that_state", "state")])
        why = checked_reason(reason, needed=needs_reason(before, to))
        number = len(rows.reviews(db, uuid)) + 1
        at = now.isoformat(timespec="seconds")
        rows.add_review(db, Review(uuid, number, at, by, before, to, why, found.revision))

    store.write(work)


def unchanged(found: Line, made_from: int) -> Line:
    """The line. Raises Conflict when something was done to its response meanwhile."""
    if found.changes != made_from:
        raise Conflict("response_changed_meanwhile")
    return found


def checked_reason(typed: str, *, needed: bool = True) -> str:
    """The reason as it is kept. Raises Invalid at 'reason' when it is missing or too long."""
    reason = typed.strip()
    if needed and not reason:
        raise Invalid([Problem("reason_missing", "reason")])
    if len(reason) > MOST_REASON:
        raise Invalid([Problem("note_too_long", "reason", {"most": MOST_REASON})])
    return reason
