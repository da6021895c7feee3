"""A step as somebody takes it, and what of it is kept in the log."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from survey_app.findings.model.states import Step

# A reason, a cause, a measure says something from here on.
LEAST_NOTE: Final = 15
MOST_NOTE: Final = 2000
MOST_FILES: Final = 10
# An explanation that is waited for longer than this was given a wrong day.
MOST_DAYS_TO_EXPLAIN: Final = 60
# A deadline that nobody in office will see is none.
MOST_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class Action:
    """A step somebody takes on the finding as it was after ``revision`` steps; fields a step has no use for
    stay empty.

    ``text`` is what is recommended, ``owner`` the unit that must do it ('': the unit itself), ``day`` when it
    was issued or when the measure will be done, ``due_on`` by when, ``until`` until when more time is asked
    for, ``to`` whom it is transferred to by which ``document``. ``paper`` names what a unit sent on paper.
    ``request`` is the number of what they saw asked for and decide, None for whatever waits.
    """

    step: Step
    revision: int
    note: str = ""
    files: tuple[bytes, ...] = ()
    text: str = ""
    owner: str = ""
    due_on: date | None = None
    site_check: bool = False
    agrees: bool | None = None
    cause: str = ""
    measure: str = ""
    day: date | None = None
    until: date | None = None
    to: str = ""
    document: str = ""
    paper: str = ""
    request: int | None = None


def last_day(since: date) -> date:
    """The last day that may be somebody's deadline, counted from ``since``: some `MOST_YEARS` on."""
    return since + timedelta(days=366 * MOST_YEARS)
