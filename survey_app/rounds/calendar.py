"""The calendar of rounds as a picture: where the bars and months stand. The table beneath says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from survey_app.rounds.model import Round, State

WIDTH = 960
_ROW = 44
_HEAD = 30
_MONTHS_SHOWN = 12
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)
_SHOWN = 12
_LONGEST = 48  # months: over more a round of some weeks is too thin to see
_LABEL_TURNS = 0.6  # a bar that begins further right has its label end where it ends


@dataclass(frozen=True, slots=True)
class Month:
    """A line at the first day of a month."""

    x: float
    day: date


@dataclass(frozen=True, slots=True)
class Bar:
    """A round: its label above its bar."""

    round: Round
    state: State
    x: float
    y: float
    width: float
    label_x: float
    at_end: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The picture; ``today_x`` is None where today is outside it."""

    width: int
    height: int
    months: tuple[Month, ...]
    bars: tuple[Bar, ...]
    today_x: float | None


def draw_calendar(rounds: Sequence[Round], today: date) -> Calendar | None:
    """The rounds nearest to today that fit into one picture, the earliest first; None when there is none."""
    shown = sorted(_nearest(rounds, today), key=lambda found: (found.starts_on, found.code))
    if not shown:
        return None
    first = min(found.starts_on for found in shown).replace(day=1)
    last = max(found.ends_on for found in shown)
    span = _months(last) - _months(first) + 1
    step = next(step for step in _STEPS if span <= step * _MONTHS_SHOWN)
    months = [_month(_months(first) + number) for number in range(0, span, step)]
    days = max((last - first).days + 1, 28)

    def place(day: date) -> float:
        return round((day - first).days * WIDTH / days, 1)

    bars = []
    for number, found in enumerate(shown):
        x = place(found.starts_on)
        width = max(4.0, round(((found.ends_on - found.starts_on).days + 1) * WIDTH / days, 1))
        at_end = x > WIDTH * _LABEL_TURNS
        label_x = min(x + width, WIDTH) if at_end else x
        y = _HEAD + number * _ROW
        bars.append(Bar(found, found.state(today), x, y, width, label_x, at_end))
    return Calendar(
        WIDTH,
        _HEAD + len(shown) * _ROW,
        tuple(Month(place(day), day) for day in months),
        tuple(bars),
        place(today) if first <= today <= last else None,
    )


def _nearest(rounds: Sequence[Round], today: date) -> list[Round]:
    """As many rounds as fit, the nearest to today first, of those as near the latest; one always fits."""
    shown: list[Round] = []
    waiting = sorted(rounds, key=lambda found: (found.starts_on, found.code), reverse=True)
    for found in sorted(waiting, key=lambda found: _away(found, today)):
        around = [*shown, found]
        first, last = min(each.starts_on for each in around), max(each.ends_on for each in around)
        if len(around) <= _SHOWN and (not shown or _months(last) - _months(first) < _LONGEST):
            shown = around
    return shown


def _away(found: Round, today: date) -> int:
    """How many days lie between ``found`` and today."""
    return max((found.starts_on - today).days, (today - found.ends_on).days, 0)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)
