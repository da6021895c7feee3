"""A finding and its states: open, remedied, closed; who may take which step, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from wording import FALLBACK

# A note of what was done, or of why it was not enough, says something from here on.
LEAST_NOTE: Final = 15
MOST_NOTE: Final = 2000


class State(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    REMEDIED = "remedied"
    CLOSED = "closed"


class Severity(StrEnum):
    """How grave a finding is, by the codes of the checklists: N1 the gravest."""

    N1 = "N1"
    N2 = "N2"
    N3 = "N3"


class Bar(StrEnum):
    """Why a finding is not somebody's to close."""

    FOUND = "found"
    REMEDIED = "remedied"


class Step(StrEnum):
    """What a person does with a finding."""

    REMEDY = "remedy"
    CLOSE = "close"
    REOPEN = "reopen"


STEPS: Final[Mapping[Step, tuple[State, State]]] = {
    Step.REMEDY: (State.OPEN, State.REMEDIED),
    Step.CLOSE: (State.REMEDIED, State.CLOSED),
    Step.REOPEN: (State.REMEDIED, State.OPEN),
}


@dataclass(frozen=True, slots=True)
class NewFinding:
    """An item that failed: what is wrong in each language, by which rule, what was noted and photographed."""

    item: str
    code: str
    severity: str
    statement: Mapping[str, str]
    legal_basis: str
    note: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at a unit on a day, and where it stands after so many events (``revision``).

    ``finders`` are all who went there, who handed in first; ``remedied_by`` recorded the remedy that stands
    now, '' when none does.
    """

    id: str
    year: int
    number: int
    visit: str
    item: str
    unit: str
    code: str
    severity: Severity
    statement: Mapping[str, str]
    legal_basis: str
    note: str
    photos: tuple[str, ...]
    finders: tuple[str, ...]
    found_on: date
    state: State
    revision: int
    remedied_by: str = ""

    @property
    def reference(self) -> str:
        """What people call it: 'TT-2026-0001'."""
        return f"TT-{self.year}-{self.number:04d}"

    def text(self, language: str) -> str:
        """The statement in ``language``, else in Vietnamese, else in any."""
        said = (self.statement.get(tag) for tag in (language, FALLBACK, *self.statement))
        return next(filter(None, said), "")

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """What can be done with it now, by whoever may."""
        return tuple(step for step, (start, _) in STEPS.items() if start is self.state)

    def steps(self, username: str) -> tuple[Step, ...]:
        """What ``username`` may do with it now."""
        return tuple(step for step in self.next_steps if self.may(step, username))

    def may(self, step: Step, username: str) -> bool:
        """Whether ``step`` is this person's to take."""
        return step is not Step.CLOSE or self.bar(username) is None

    def bar(self, username: str) -> Bar | None:
        """Why this person cannot close it: they went there, or recorded the remedy; None when they may."""
        if username in self.finders:
            return Bar.FOUND
        return Bar.REMEDIED if username == self.remedied_by else None


@dataclass(frozen=True, slots=True)
class Event:
    """One step: the how-manieth, when, by whom, from which state to which, with what note and photo ('')."""

    revision: int
    at: datetime
    who: str
    start: State
    end: State
    note: str
    photo: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are meant: '' and None mean all. ``unit`` takes in what stood below it on the day."""

    state: str = ""
    severity: str = ""
    unit: str = ""
    code: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A step somebody takes: on the finding as it was after ``revision`` events, with a note and a photo."""

    step: Step
    revision: int
    who: str
    note: str = ""
    photo: bytes = b""
