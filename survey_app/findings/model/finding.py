"""A finding and what hangs on it: the steps that were taken, what was asked for, what is narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from survey_app.findings.model.states import ENDS, Severity, State, Step
from wording import FALLBACK


class Source(StrEnum):
    """Where a finding comes from: a visit of ours, or a team from above."""

    VISIT = "visit"
    EXTERNAL = "external"


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
class NewExternal:
    """A finding of a team from above, with what it recommended, in which document of which day."""

    unit: str
    code: str
    severity: str
    statement: str
    authority: str
    document: str
    document_on: date
    recommendation: str
    due_on: date
    legal_basis: str = ""
    note: str = ""
    site_check: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at a unit on a day, and where it stands after so many steps (``revision``).

    ``finders`` are all who went there, who handed in first; ``team`` who led them. ``above`` and
    ``owner_above`` hold a unit and all it stood under, as '/01/C1/Q1/'. The unit knows of it once it was
    ``told``. ``owner`` is who must remedy it, by ``due_on``, once it was issued. ``reported_by`` recorded the
    remedy that stands now, '' when none does; ``repeats`` is the id of what was found before, ``parent`` of
    what it is a part of.
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
    above: str
    team: str
    source: Source = Source.VISIT
    inspection: str = ""
    authority: str = ""
    document: str = ""
    document_on: date | None = None
    parent: str = ""
    repeats: str = ""
    state: State = State.FOUND
    revision: int = 0
    told: bool = False
    owner: str = ""
    owner_above: str = ""
    recommendation: str = ""
    site_check: bool = False
    issued_on: date | None = None
    due_on: date | None = None
    first_due_on: date | None = None
    ended_on: date | None = None
    extensions: int = 0
    failures: int = 0
    reported_by: str = ""
    led_since: str = ""

    @property
    def lead(self) -> str:
        """Who leads its team now: who led as it was found, or who took their place since."""
        return self.led_since or self.team

    @property
    def reference(self) -> str:
        """What people call it: 'TT-2026-0001'."""
        return f"TT-{self.year}-{self.number:04d}"

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return self.state in ENDS

    def text(self, language: str) -> str:
        """The statement in ``language``, else in Vietnamese, else in any."""
        said = (self.statement.get(tag) for tag in (language, FALLBACK, *self.statement))
        return next(filter(None, said), "")

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it has not ended."""
        return self.days_over(today) > 0

    def days_over(self, today: date) -> int:
        """How many days its day has passed; 0 for what is in time, has no day or has ended."""
        return 0 if self.ended or self.due_on is None else max(0, (today - self.due_on).days)


@dataclass(frozen=True, slots=True)
class Event:
    """One step: the how-manieth, when, by whom, which, from where to where, what came with it."""

    revision: int
    at: datetime
    who: str
    step: Step
    start: State
    end: State
    note: str = ""
    files: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)


class Kind(StrEnum):
    """What can be asked for."""

    EXTENSION = "extension"
    REOPENING = "reopening"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for, and what somebody else decided; ``granted`` None while nobody has."""

    number: int
    kind: Kind
    asked_by: str
    asked_at: datetime
    reason: str
    until: date | None = None
    granted: bool | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings are meant: '' and None mean all.

    ``unit`` takes in what stood below it on the day; ``open`` True what has not ended; ``due_before`` what
    was due before that day; ``repeated`` what repeats another; ``team`` who led as it was found; ``cases``
    the ids of the cases it was found in.
    """

    state: str = ""
    severity: str = ""
    unit: str = ""
    code: str = ""
    first: date | None = None
    last: date | None = None
    team: str = ""
    cases: tuple[str, ...] = ()
    source: str = ""
    open: bool | None = None
    due_before: date | None = None
    repeated: bool | None = None


class Order(StrEnum):
    """In which order findings are listed: the newest first, what is due first, the gravest first, by unit."""

    NEWEST = "newest"
    DUE = "due"
    GRAVE = "grave"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when who must do what, in how many days (below 0: days ago): for reminders."""

    reference: str
    unit: str
    owner_above: str
    due_on: date
    state: State
    severity: Severity
    team: str
    authority: str
    owner: str
    above: str
    days_left: int
    inspection: str = ""
