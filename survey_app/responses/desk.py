"""What the desk knows of a response staff entered: its state, what was done to it, where it came from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from forms import Checked, Instrument, Item
from survey_app.responses.keying import Paper
from survey_app.responses.model import Context, Row
from survey_app.store import Database

MOST_REASON = 2000
PER_PAGE = 50
_CLOCK_MAY_DIFFER = 300  # seconds
Given = str | Sequence[str]


class State(StrEnum):
    """What reviewing came to; none of them takes a response out of the figures."""

    RECEIVED = "received"
    HAS_ISSUES = "has_issues"
    APPROVED = "approved"
    REJECTED = "rejected"


def needs_reason(now: State, to: State) -> bool:
    """Whether the step is to be explained: all but approving what nobody has rejected or approved."""
    return to is not State.APPROVED or now is State.REJECTED


class Line(NamedTuple):
    """A response as the list shows it; ``changes`` counts whatever was done to it."""

    uuid: str
    round: str
    instrument: str
    unit: str
    day: str
    mode: str
    state: str
    revision: int
    excluded: int
    changes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which responses a list shows; an empty value does not narrow it, ``units`` and ``ids`` None neither.

    ``start`` is how an id begins.
    """

    round: str = ""
    instrument: str = ""
    state: str = ""
    units: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    first: str = ""
    last: str = ""
    start: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, how many responses it has in all, and how many pages."""

    lines: list[Line]
    total: int
    page: int
    pages: int


class Review(NamedTuple):
    """A step of reviewing, as stored; ``revision`` is the newest one there was."""

    uuid: str
    number: int
    at: str
    by: str
    from_state: str
    to_state: str
    reason: str
    revision: int

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Revision(NamedTuple):
    """A correction as stored: all answers anew. The first revision is the response itself."""

    uuid: str
    number: int
    at: str
    by: str
    reason: str
    disposition: str
    document: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Exclusion(NamedTuple):
    """A response taken out of the figures, or, when not ``excluded``, counted again, as stored."""

    uuid: str
    number: int
    at: str
    by: str
    reason: str
    excluded: int

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Change(NamedTuple):
    """The part a correction or an exclusion has in the ledger, as stored."""

    entry: int
    uuid: str
    kind: str
    number: int
    salt: bytes | None
    digest: bytes
    purge: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a response: its ``kind`` and, where sealed, its entry of the ledger."""

    kind: str
    of: Review | Revision | Exclusion
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All there is of one response: as it came, corrected, reviewed and excluded, the oldest first.

    ``entry`` is where it stands in the ledger, None while it waits; ``sealed`` maps corrections and
    exclusions, by kind and number, to theirs.
    """

    line: Line
    row: Row
    revisions: list[Revision]
    reviews: list[Review]
    exclusions: list[Exclusion]
    flags: list[str]
    entry: int | None
    sealed: Mapping[tuple[str, int], int]

    @property
    def history(self) -> list[Step]:
        """All that was done, the oldest first."""
        steps = [Step("review", one) for one in self.reviews]
        steps += [Step("revision", one, self.sealed.get(("revision", one.number))) for one in self.revisions]
        steps += [
            Step("exclusion", one, self.sealed.get(("exclusion", one.number))) for one in self.exclusions
        ]
        return sorted(steps, key=lambda step: (step.of.at, step.entry or 0))

    def document(self, number: int = 0) -> str:
        """The canonical JSON text of a revision; of the newest without a number."""
        found = {1: self.row.document, **{one.number: one.document for one in self.revisions}}
        return found[number or self.line.revision]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the visit a response came from: how it is called, how grave it is and what it says."""

    reference: str
    severity: str
    state: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Captured:
    """When and with what words a file was brought, and by which device; never where."""

    at: datetime | None
    caption: str
    device: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a record of a tablet came. ``waited`` says why somebody had to decide, '' when nobody had to.

    ``clock_off`` is how many seconds the server's clock was ahead, None where the tablet did not know;
    ``device_time`` what the tablet's said when the record was done.
    """

    record: str
    device: str
    by: str
    came_at: datetime
    waited: str
    let_in_by: str
    let_in_at: datetime | None
    why: str
    clock_off: float | None
    device_time: datetime | None

    @property
    def is_clock_off(self) -> bool:
        return self.clock_off is not None and abs(self.clock_off) >= _CLOCK_MAY_DIFFER


@dataclass(frozen=True, slots=True)
class About:
    """What the room that collected a response knows of it: whether it was a ``visit``, and how many parts
    of it came too ``late`` to count."""

    visit: bool = False
    late: int = 0
    people: tuple[str, ...] = ()
    begun_at: datetime | None = None
    handed_in_by: str = ""
    handed_in_at: datetime | None = None
    devices: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()
    captures: Mapping[str, Captured] | None = None
    arrivals: tuple[Arrival, ...] = ()


class Origin(Protocol):
    """What the desk asks of the rooms that collect what staff enter."""

    def of_person(self, db: Database, username: str) -> list[str]:
        """The ids of the responses that somebody took part in."""

    def about(self, db: Database, uuid: str) -> About:
        """Who collected a response, when and with what; nothing where no room knows."""

    def judged(self, db: Database, row: Row, instrument: Instrument, answers: Mapping[str, Given]) -> Checked:
        """``answers`` before the judge, as those of the response were when it was handed in."""

    def cut(self, db: Database, uuid: str) -> frozenset[str]:
        """The items and groups that were left out of the form."""

    def read(self, checked: Checked, day: date, language: str) -> list[Any]:
        """Title and parts of each section, to be read in the order of the form."""

    def word(self, instrument: Instrument, item: Item, answer: object, language: str) -> str:
        """An answer in words."""

    def hand_in(
        self, db: Database, key: bytes, checked: Checked, context: Context, paper: Paper, *, now: datetime
    ) -> None:
        """Hand in what staff filled in on paper, within the caller's write: its response and what failed."""


def change_digest(salt: bytes, row: Revision | Exclusion) -> bytes:
    """The digest a correction or an exclusion has in the ledger: of every column, salted."""
    return hashlib.sha256(salt + json.dumps(list(row), ensure_ascii=False).encode()).digest()
