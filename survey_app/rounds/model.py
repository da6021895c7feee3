"""Rounds, collectors and their states."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PER_PAGE = 50
MOST_POSTERS = 1000


class Mode(StrEnum):
    """The way a response is collected."""

    QR_PHONE = "qr_phone"
    KIOSK = "kiosk"
    STAFF_TABLET = "staff_tablet"
    PAPER_KEYED = "paper_keyed"
    PHONE_CALL = "phone_call"
    WEB_IMPORT = "web_import"


class Tier(StrEnum):
    """How strong a response is as evidence."""

    ONE_TIME_TOKEN = "A"  # noqa: S105  # the tier of responses with a token, not a token
    ROTATING_QR = "B"
    POSTER = "C"
    KIOSK = "K"
    PROBABILITY_SAMPLE = "P"
    INSPECTION = "I"


class State(StrEnum):
    """Whether a round or collector takes responses on a day, and if not, why."""

    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    ENDED = "ended"
    CLOSED = "closed"


def tier_of(mode: Mode) -> Tier | None:
    """The tier that follows from the mode alone; None where it depends on how respondents were chosen."""
    return {Mode.QR_PHONE: Tier.POSTER, Mode.KIOSK: Tier.KIOSK}.get(mode)


@dataclass(frozen=True, slots=True)
class Round:
    """A wave of collection with the instrument version it asks, open from its first to its last day."""

    code: str
    instrument: str
    version: str
    starts_on: date
    ends_on: date

    def state(self, today: date) -> State:
        """NOT_YET_OPEN, OPEN or ENDED on the local day ``today``."""
        if today < self.starts_on:
            return State.NOT_YET_OPEN
        return State.ENDED if today > self.ends_on else State.OPEN


@dataclass(frozen=True, slots=True)
class Collector:
    """A code that leads to one counter in one round, and the mode of what comes in through it."""

    code: str
    round: Round
    counter: str
    mode: Mode
    opened_on: date
    closed_on: date | None = None

    @property
    def tier(self) -> Tier | None:
        return tier_of(self.mode)

    def state(self, today: date) -> State:
        """CLOSED once it was closed, else the state of its round on the local day ``today``."""
        return State.CLOSED if self.closed_on is not None else self.round.state(today)


class Size(StrEnum):
    """What a code is printed on."""

    A4 = "a4"
    A6 = "a6"
    STICKERS = "stickers"


class Scope(StrEnum):
    """Whom codes are opened for: the chosen unit itself, or every counter below it."""

    UNIT = "unit"
    BELOW = "below"


class Chosen(StrEnum):
    """Which codes a list shows."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"
    LEFT = "left"  # open at a counter that has ended


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a round reaches: its open codes, and the units they stand at."""

    open_codes: int
    units: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The codes that were made, and how many units had theirs already."""

    opened: tuple[Collector, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class CollectorPage:
    """Some codes of a list, how many the whole list has, and which of how many pages this is."""

    rows: tuple[Collector, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Poster:
    """What is printed for one code: its address, where it stands, who asks, how long it takes.

    ``place`` is what the counter stands under, '' where that is the office itself.
    """

    code: str
    url: str
    counter: str
    place: str
    office: str
    minutes: int
