"""The tree of a day as pages show it: a level at a time, with what stands below each line, and search."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from survey_app.places import store
from survey_app.places.model import Unit, path_on
from survey_app.places.service.lookups import path
from survey_app.store import Database
from wording import fold

PAGE = 50
# Nobody types more, and each costs a look through all units.
_WORDS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A unit, how many stand directly below it, how many counters at any depth, and what stands above it."""

    unit: Unit
    children: int
    counters: int
    above: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One page of lines: which of how many pages, and how many lines there are on all of them."""

    path: tuple[Unit, ...]
    lines: tuple[Line, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def only_provinces(db: Database) -> bool:
    """Whether there is nothing yet but provinces: no commune, no counter."""
    return store.only_provinces(db)


def level(db: Database, under: str, on: date, page: int = 1) -> Level:
    """The units directly under ``under`` on that day ('' = those at the top), by code.

    A page beyond the last gives the last. Raises NotFound for a unit that did not exist on the day.
    """
    day = on.isoformat()
    above = path(db, under, on) if under else ()
    found = store.below(db, under, day, 1) if under else store.roots(db, day)
    shown = _clamp(page, len(found))
    part = found[(shown - 1) * PAGE : shown * PAGE]
    return Level(above, _lines(db, part, day), len(found), shown)


def search(db: Database, text: str, on: date, page: int = 1) -> Level:
    """The units of that day whose code and names hold all words of ``text``, marks aside, by code."""
    day, words = on.isoformat(), fold(text).split()[:_WORDS]
    total = store.count_found(db, words, day)
    shown = _clamp(page, total)
    found = store.find(db, words, day, (shown - 1) * PAGE, PAGE)
    periods = partial(store.periods_of, db)
    above = [path_on(unit, day, periods)[:-1] for unit in found]
    return Level((), _lines(db, found, day, above), total, shown)


def _clamp(page: int, total: int) -> int:
    return max(1, min(page, -(-total // PAGE)))


def _lines(
    db: Database, units: list[Unit], day: str, above: list[tuple[Unit, ...]] | None = None
) -> tuple[Line, ...]:
    counts = store.count_below(db, [unit.code for unit in units], day)
    paths = above or [()] * len(units)
    return tuple(
        Line(unit, *counts.get(unit.code, (0, 0)), path) for unit, path in zip(units, paths, strict=True)
    )
