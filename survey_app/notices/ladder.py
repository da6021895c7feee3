"""When somebody is reminded: the rungs before and after a day something is due."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_BEFORE: Final = (-7, -3, 0)
_FIRST_AFTER: Final = 1
_WEEK: Final = 7
ESCALATES: Final = 15
"""So many days after its day, what was not done goes to who leads."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A reminder's place on the ladder, in days from the day something is due."""

    days: int

    @property
    def name(self) -> str:
        """'T-7', 'T', 'T+15'."""
        return f"T{self.days:+d}" if self.days else "T"


class Urgency(StrEnum):
    """How near a day is; the words for it are in the catalogue."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    LATER = "later"


def ladder(due: date, today: date) -> Rung | None:
    """The rung reached last by whoever has to do what is due: seven days before, three, on the day, the day
    after, and every week from then on; None before the first.

    A server that was off on the very day so still reminds, once.
    """
    days = (today - due).days
    if days >= _FIRST_AFTER:
        return Rung(days - (days - _FIRST_AFTER) % _WEEK)
    reached = [rung for rung in _BEFORE if rung <= days]
    return Rung(reached[-1]) if reached else None


def escalation(due: date, today: date) -> Rung | None:
    """The one rung of whoever leads: once something is 15 days late; None before."""
    return Rung(ESCALATES) if (today - due).days >= ESCALATES else None


def urgency(due: date, today: date) -> Urgency:
    """How near the day is: passed, today or tomorrow, within seven days, or later."""
    left = (due - today).days
    if left < 0:
        return Urgency.OVERDUE
    if left <= 1:
        return Urgency.DUE
    return Urgency.SOON if left <= _WEEK else Urgency.LATER
