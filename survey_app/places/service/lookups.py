"""Units as of a day: one, its path, what stands below it, the whole tree."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from survey_app.errors import NotFound
from survey_app.places import store
from survey_app.places.model import Tree, Unit, UnitType, path_on
from survey_app.store import Database


def all_units(db: Database) -> Iterator[Unit]:
    """Every unit in every period, by code and first day."""
    return store.every_unit(db)


def digest(db: Database) -> str:
    """A text that is another one after every change of any unit. Cheap: one row."""
    return store.mark(db)


def unit(db: Database, code: str, on: date) -> Unit:
    """The unit that had ``code`` on that day. Raises NotFound when none had."""
    return unit_during(db, code, on, on)


def unit_during(db: Database, code: str, first: date, last: date) -> Unit:
    """The latest unit that had ``code`` on any day from ``first`` to ``last``. Raises NotFound."""
    found = [
        unit for unit in store.periods_of(db, code) if unit.overlaps(first.isoformat(), last.isoformat())
    ]
    if not found and first == last:
        raise NotFound("no_such_unit_that_day", unit=code, day=first)
    if not found:
        raise NotFound("no_such_unit", unit=code, first=first, last=last)
    return found[-1]


def ended_before(db: Database, codes: Iterable[str], on: date) -> dict[str, date]:
    """The last day of each of ``codes`` that had ended before that day. Cheap: one query."""
    found = store.ended_before(db, codes, on.isoformat())
    return {code: date.fromisoformat(last) for code, last in found.items()}


def periods(db: Database, code: str) -> list[Unit]:
    """All periods of ``code``, the earliest first. Raises NotFound for a code nobody ever had."""
    found = store.periods_of(db, code)
    if not found:
        raise NotFound("no_unit_of_code", unit=code)
    return found


def ever_below(db: Database, code: str) -> list[str]:
    """``code``, all that ever stood below it, and what it or any of that took the place of."""
    return store.ever_below(db, code)


def tree(db: Database, on: date) -> Tree:
    """The tree of the units that existed on that day; for several questions about one day."""
    return Tree(store.every_unit(db), on)


def units_as_of(db: Database, on: date) -> list[Unit]:
    """The units that existed on that day, by code."""
    return list(tree(db, on).units.values())


def children(db: Database, code: str, on: date) -> list[Unit]:
    """The units directly under ``code`` on that day, by code. Cheap: not the whole tree is read."""
    return store.below(db, code, on.isoformat(), 1)


def counters_under(db: Database, code: str, on: date) -> list[Unit]:
    """The counters below ``code`` at any depth on that day, by code. Cheap like `children`."""
    return [unit for unit in store.below(db, code, on.isoformat()) if unit.type is UnitType.COUNTER]


def path(db: Database, code: str, on: date) -> tuple[Unit, ...]:
    """The unit and all above it on that day, the topmost first. Raises NotFound. Cheap: a query a level."""
    return path_on(unit(db, code, on), on.isoformat(), partial(store.periods_of, db))


def standing(db: Database, code: str, on: date) -> Unit | None:
    """The unit of ``code`` on that day, or what took its place once it had ended; None when nothing did."""
    day, seen = on.isoformat(), set[str]()
    while code and code not in seen:
        seen.add(code)
        found = store.periods_of(db, code)
        now = next((unit for unit in found if unit.valid_on(day)), None)
        if now is not None:
            return now
        ended = [unit for unit in found if unit.last_day < day]
        code = ended[-1].successor_code if ended else ""
    return None


def took_place_of(db: Database, code: str, on: date | None = None) -> list[str]:
    """``code``, what it took the place of, what that had, and so on; with ``on`` what had ended by then."""
    found, waiting = [code], [code]
    while waiting:
        before = {unit.code for unit in store.predecessors(db, waiting.pop())} - set(found)
        # What is to end, or is there again, nothing has taken the place of.
        gone = before if on is None else store.ended_before(db, before, on.isoformat())
        found += sorted(gone)
        waiting += sorted(gone)
    return found
