"""By when units are to act, for reminders and for one's own list."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from survey_app.accounts.model import Asker, Role
from survey_app.findings.model import Deadline, Filters
from survey_app.findings.store import due as rows
from survey_app.store import Database

_ANYBODY: Final = Asker("", Role.ADMINISTRATOR)
_ALL: Final = Filters()


def deadlines(
    db: Database, today: date, asker: Asker = _ANYBODY, filters: Filters = _ALL, most: int = -1
) -> Iterator[Deadline]:
    """Everything issued that has not ended, by its day: with who must see to it. Whoever asks, or what
    ``asker`` reaches of the findings meant, at most so many."""
    return rows.deadlines(db, asker, filters, today, most)


def explanations(
    db: Database, today: date, asker: Asker = _ANYBODY, filters: Filters = _ALL
) -> Iterator[Deadline]:
    """What units were asked to explain by a day and have not, of the same."""
    return rows.explanations(db, asker, filters, today)
