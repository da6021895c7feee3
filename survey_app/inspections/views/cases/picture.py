"""The twelve months of a year as a picture: how many inspections begin in each, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey_app.inspections.model.cases import INSIDE, Case, CaseState

_HEIGHT = 120
_COLUMN = 60
_SETTLED = frozenset({CaseState.CONCLUDED, CaseState.FOLLOWED, CaseState.RECHECKING, CaseState.ENDED})
STAGES = ("before", "on_the_way", "concluded", "held")
"""What a bar is made of, from below."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: which stage, how many, where it lies."""

    stage: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its number, the left edge of its bar, the pieces, the cases planned for it."""

    number: int
    x: int
    pieces: tuple[Piece, ...]
    cases: tuple[Case, ...]
    now: bool

    @property
    def top(self) -> float:
        return min((piece.y for piece in self.pieces), default=float(_HEIGHT))


@dataclass(frozen=True, slots=True)
class Picture:
    """The year."""

    months: tuple[Month, ...]
    width: int = 12 * _COLUMN
    height: int = _HEIGHT


def stage_of(of: Case) -> str:
    """Which stage a case is in."""
    if of.state in (CaseState.SUSPENDED, CaseState.CANCELLED):
        return "held"
    if of.state in INSIDE or of.state is CaseState.ANNOUNCED:
        return "before"
    return "concluded" if of.state in _SETTLED else "on_the_way"


def year_picture(cases: Sequence[Case], year: int, today: date) -> Picture:
    """The cases planned for ``year`` by month; the highest month fills the picture."""
    by_month = [[one for one in cases if one.planned_on.month == month] for month in range(1, 13)]
    highest = max(map(len, by_month)) or 1
    return Picture(
        tuple(
            Month(
                number,
                (number - 1) * _COLUMN + 8,
                tuple(_pieces(found, highest)),
                tuple(found),
                (year, number) == (today.year, today.month),
            )
            for number, found in enumerate(by_month, start=1)
        )
    )


def _pieces(cases: Sequence[Case], highest: int) -> list[Piece]:
    unit, below = (_HEIGHT - 20) / highest, float(_HEIGHT)
    found = []
    for stage in STAGES:
        if count := sum(1 for one in cases if stage_of(one) == stage):
            below -= count * unit
            found.append(Piece(stage, count, round(below, 2), round(count * unit, 2)))
    return found
