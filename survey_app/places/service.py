"""What a person does with places: load the provinces, import units, look them up as of a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from survey_app.errors import Invalid, NotFound
from survey_app.places import store
from survey_app.places.consistency import check_tree
from survey_app.places.model import Tree, Unit, UnitType, path_on
from survey_app.places.provinces import provinces
from survey_app.places.unit_file import COLUMNS, UnitFile, read_units
from survey_app.spreadsheets import MAX_BYTES
from survey_app.store import Database

__all__ = [
    "COLUMNS",
    "MAX_BYTES",
    "ImportResult",
    "all_units",
    "children",
    "counters_under",
    "import_units",
    "load_provinces",
    "path",
    "read_units",
    "tree",
    "unit",
    "unit_during",
    "units_as_of",
]
_LISTED = 200


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows of a file were new, corrected what was stored, or said what was known."""

    added: int
    changed: int
    unchanged: int


def load_provinces(db: Database) -> int:
    """How many of the shipped provinces and predecessors were new; what an office corrected stays."""
    return store.insert_missing(db, provinces())


def import_units(db: Database, file: UnitFile) -> ImportResult:
    """What the import did; a row with a stored code and first day corrects what is stored.

    Raises Invalid with all problems of the rows and of the tree as it would be; then nothing is imported.
    """
    stored = {(unit.code, unit.valid_from): unit for unit in store.every_unit(db)}
    if problems := check_tree(stored.values(), file):
        raise Invalid(problems[:_LISTED], more=max(0, len(problems) - _LISTED))
    added, changed = [], []
    for row in file.rows:
        known = stored.get((row.unit.code, row.unit.valid_from))
        if known is None:
            added.append(row.unit)
        elif known != replace(row.unit, code_is_ours=known.code_is_ours):
            changed.append(row.unit)
    store.insert(db, added)
    store.update(db, changed)
    return ImportResult(len(added), len(changed), len(file.rows) - len(added) - len(changed))


def all_units(db: Database) -> Iterator[Unit]:
    """Every unit in every period, by code and first day."""
    return store.every_unit(db)


def unit(db: Database, code: str, on: date) -> Unit:
    """The unit that had ``code`` on that day. Raises NotFound when none had."""
    return unit_during(db, code, on, on)


def unit_during(db: Database, code: str, first: date, last: date) -> Unit:
    """The latest unit that had ``code`` on any day from ``first`` to ``last``. Raises NotFound."""
    found = [
        unit for unit in store.periods_of(db, code) if unit.overlaps(first.isoformat(), last.isoformat())
    ]
    if not found:
        raise NotFound("no_such_unit", unit=code, first=first.isoformat(), last=last.isoformat())
    return found[-1]


def tree(db: Database, on: date) -> Tree:
    """The tree of the units that existed on that day; for several questions about one day."""
    return Tree(store.every_unit(db), on)


def units_as_of(db: Database, on: date) -> list[Unit]:
    """The units that existed on that day, by code."""
    return list(tree(db, on).units.values())


def children(db: Database, code: str, on: date) -> list[Unit]:
    """The units directly under ``code`` on that day, by code."""
    return tree(db, on).children(code)


def counters_under(db: Database, code: str, on: date) -> list[Unit]:
    """The counters below ``code`` at any depth on that day."""
    return [unit for unit in tree(db, on).under(code) if unit.type is UnitType.COUNTER]


def path(db: Database, code: str, on: date) -> tuple[Unit, ...]:
    """The unit and all above it on that day, the topmost first. Raises NotFound. Cheap: a query a level."""
    return path_on(unit(db, code, on), on.isoformat(), partial(store.periods_of, db))
