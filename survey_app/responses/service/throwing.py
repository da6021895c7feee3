"""Throwing away what was keyed of a paper form: their own, or what others keyed, with a reason."""

from datetime import date

from survey_app.errors import Invalid, Problem, Refused
from survey_app.responses.keying import Thrown
from survey_app.responses.service.keying import MOST_SHOWN, sheet
from survey_app.responses.store import keying as rows
from survey_app.store import Database, Store
from wording import nfc

MOST_REASON = 500


def is_own(db: Database, id_: str, by: str) -> bool:
    """Whether nobody but ``by`` has keyed the sheet."""
    return [entry.by for entry in rows.entries(db, id_)] == [by]


def take_back(store: Store, id_: str, by: str) -> None:
    """Forget the first entry of a sheet, their own. Raises NotFound, Refused once somebody else keyed it."""

    def work(db: Database) -> None:
        found = sheet(db, id_)
        if not is_own(db, id_, by):
            raise Refused("sheet_of_others")
        if rows.thrown(db, 1, id_):
            rows.remove_entries(db, found.id)
        else:
            rows.remove(db, found.id)

    store.write(work)


def throw_away(store: Store, id_: str, by: str, why: str, today: date) -> None:
    """Forget what others keyed of a sheet, so that it is keyed anew; who did so and why is kept.

    Raises NotFound, Invalid at 'why' without a reason.
    """
    why = nfc(" ".join(why.split()))[:MOST_REASON]
    if not why:
        raise Invalid([Problem("sheet_unexplained", "why")])
    store.write(lambda db: rows.throw_away(db, sheet(db, id_).id, by, today.isoformat(), why))


def thrown_away(db: Database) -> list[Thrown]:
    """What was thrown away of sheets, the first 200, the latest day first."""
    return rows.thrown(db, MOST_SHOWN)
