"""Units and the rules of their tree: what may stand under what, and who stood under whom on a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
_OPEN_END = "9999-12-31"


def local_day(now: datetime) -> date:
    """The day it is at the counters at the instant ``now``, wherever the server stands."""
    return now.astimezone(LOCAL_TIME).date()


class UnitType(StrEnum):
    """The kinds of units."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    CENTRE = "centre"
    COUNTER = "counter"


PARENT_TYPES: dict[UnitType, tuple[UnitType, ...]] = {
    UnitType.PROVINCE: (),
    UnitType.DEPARTMENT: (UnitType.PROVINCE,),
    UnitType.COMMUNE: (UnitType.PROVINCE,),
    UnitType.CENTRE: (UnitType.PROVINCE, UnitType.DEPARTMENT, UnitType.COMMUNE),
    UnitType.COUNTER: (UnitType.CENTRE, UnitType.COMMUNE, UnitType.DEPARTMENT),
}
# What may stand under a unit of each type.
CHILD_TYPES: dict[UnitType, tuple[UnitType, ...]] = {
    above: tuple(kind for kind, parents in PARENT_TYPES.items() if above in parents) for above in UnitType
}


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or authority during one period.

    Dates are ISO text so that they compare as they stand: ``valid_from`` '' is since unknown, ``valid_to``
    '' is open. A code may recur in periods that do not overlap; ``parent_code`` means the unit that had
    that code on ``valid_from``.
    """

    code: str
    valid_from: str
    valid_to: str
    name_vi: str
    name_en: str
    type: UnitType
    parent_code: str = ""
    successor_code: str = ""
    legal_act: str = ""
    code_is_ours: bool = False

    @property
    def last_day(self) -> str:
        return self.valid_to or _OPEN_END

    @property
    def day_after(self) -> str:
        """The first day it is gone (ISO), '' for one that has not ended."""
        if not self.valid_to or self.valid_to == _OPEN_END:
            return ""
        return (date.fromisoformat(self.valid_to) + timedelta(days=1)).isoformat()

    def name(self, language: str) -> str:
        """Its name in ``language``, where it has one, else in Vietnamese."""
        return self.name_en if language == "en" and self.name_en else self.name_vi

    def valid_on(self, day: str) -> bool:
        """Whether the unit existed on ``day`` (ISO)."""
        return self.valid_from <= day <= self.last_day

    def overlaps(self, first: str, last: str) -> bool:
        """Whether the unit existed on any day from ``first`` to ``last`` (ISO)."""
        return self.valid_from <= last and first <= self.last_day


# All periods of a code, the earliest first; empty for a code nobody has.
Periods = Callable[[str], Sequence[Unit]]


def index_periods(units: Iterable[Unit]) -> Periods:
    """A look-up of the periods of each code in ``units``."""
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.valid_from):
        by_code[unit.code].append(unit)
    return lambda code: by_code.get(code, [])


def stated_parents(unit: Unit, periods: Periods) -> list[Unit]:
    """The periods of ``parent_code`` that ``unit`` may stand under.

    It is the one valid on the unit's first day, or every one for a unit since unknown.
    """
    return [p for p in periods(unit.parent_code) if not unit.valid_from or p.valid_on(unit.valid_from)]


def parent_on(unit: Unit, day: str, periods: Periods) -> Unit | None:
    """The parent of ``unit`` on ``day``: the stated one, or what took its place once it had ended."""
    stated = stated_parents(unit, periods)
    if not stated:
        return None
    parent = next((p for p in stated if p.valid_on(unit.valid_from or day)), stated[-1])
    while parent.last_day < day and (successor := _successor(parent, periods)) is not None:
        parent = successor
    return parent


def _successor(ended: Unit, periods: Periods) -> Unit | None:
    day = ended.day_after
    return next((p for p in periods(ended.successor_code) if day and p.valid_on(day)), None)


def path_on(unit: Unit, day: str, periods: Periods) -> tuple[Unit, ...]:
    """The unit with what stands above it on ``day``, the topmost first."""
    path = [unit]
    while path[0].parent_code and (parent := parent_on(path[0], day, periods)) is not None:
        if parent in path:
            break  # successions that lead back: no page may wait for ever
        path.insert(0, parent)
    return tuple(path)


class Tree:
    """The units that existed on one day, by code, and who stood under whom."""

    def __init__(self, units: Iterable[Unit], day: date) -> None:
        everything = tuple(units)
        on, periods = day.isoformat(), index_periods(everything)
        self.units = {u.code: u for u in sorted(everything, key=lambda u: u.code) if u.valid_on(on)}
        self._below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            parent = parent_on(unit, on, periods) if unit.parent_code else None
            if parent is not None and parent.valid_on(on):
                self._below[parent.code].append(unit)

    def children(self, code: str) -> list[Unit]:
        """The units directly under ``code``, by code."""
        return list(self._below.get(code, ()))

    def under(self, code: str) -> list[Unit]:
        """All units below ``code`` at any depth, each parent before its children."""
        found: list[Unit] = []
        waiting = self.children(code)
        while waiting:
            unit = waiting.pop(0)
            found.append(unit)
            waiting = self.children(unit.code) + waiting
        return found
