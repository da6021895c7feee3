"""Units from files: what an import would do, and doing exactly that."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from survey_app.errors import Conflict, Invalid, Problem
from survey_app.places import store
from survey_app.places.consistency import check_ends, check_tree
from survey_app.places.model import Unit
from survey_app.places.provinces import provinces
from survey_app.places.unit_file import UnitFile
from survey_app.store import Database

_LISTED = 200


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows of a file were new, corrected what was stored, or said what was known.

    ``warnings`` name what was taken and yet should be looked at.
    """

    added: int
    changed: int
    unchanged: int
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do to the units stored when it was made.

    ``changed`` pairs what is stored with what it becomes. With ``problems`` (at most 200; ``more`` says how
    many further) nothing can be imported.
    """

    added: tuple[Unit, ...]
    changed: tuple[tuple[Unit, Unit], ...]
    unchanged: int
    problems: tuple[Problem, ...]
    more: int
    warnings: tuple[Problem, ...]
    mark: str

    @property
    def fingerprint(self) -> str:
        """The same for the same changes, whatever else was stored meanwhile."""
        return hashlib.sha256(repr((self.added, self.changed, self.unchanged)).encode()).hexdigest()

    @property
    def result(self) -> ImportResult:
        return ImportResult(len(self.added), len(self.changed), self.unchanged, self.warnings)


def load_provinces(db: Database) -> int:
    """How many of the shipped provinces and predecessors were new; what an office corrected stays."""
    return store.insert_missing(db, provinces())


def plan_import(db: Database, file: UnitFile) -> ImportPlan:
    """What importing ``file`` would do; a row with a stored code and first day corrects what is stored."""
    mark = store.mark(db)  # before the units: what changes in between is found out when it is carried out
    stored = {(unit.code, unit.valid_from): unit for unit in store.every_unit(db)}
    problems = check_tree(stored.values(), file)
    added, changed = [], []
    for row in file.rows:
        known = stored.get((row.unit.code, row.unit.valid_from))
        if known is None:
            added.append(row.unit)
        elif known != (corrected := replace(row.unit, code_is_ours=known.code_is_ours)):
            changed.append((known, corrected))
    warnings = [] if problems else _warnings(stored.values(), file, added, [new for _, new in changed])
    return ImportPlan(
        tuple(added),
        tuple(changed),
        len(file.rows) - len(added) - len(changed),
        tuple(problems[:_LISTED]),
        max(0, len(problems) - _LISTED),
        tuple(warnings[:_LISTED]),
        mark,
    )


def carry_out(db: Database, plan: ImportPlan) -> ImportResult:
    """Store exactly what ``plan`` says.

    Raises Invalid when the plan has problems, Conflict when any unit changed since it was made; then nothing
    is stored.
    """
    if plan.problems:
        raise Invalid(plan.problems, more=plan.more)
    if store.mark(db) != plan.mark:
        raise Conflict("units_changed_meanwhile")
    store.insert(db, plan.added)
    store.update(db, [new for _, new in plan.changed])
    return plan.result


def import_units(db: Database, file: UnitFile) -> ImportResult:
    """What the import did; a row with a stored code and first day corrects what is stored.

    Raises Invalid with all problems of the rows and of the tree as it would be; then nothing is imported.
    """
    return carry_out(db, plan_import(db, file))


def _warnings(
    stored: Iterable[Unit], file: UnitFile, added: list[Unit], changed: list[Unit]
) -> list[Problem]:
    """What ends with units still below it, placed at its row."""
    places = {(row.unit.code, row.unit.valid_from): row.place for row in file.rows}
    merged = {(unit.code, unit.valid_from): unit for unit in (*stored, *added, *changed)}
    found = check_ends(merged.values(), [unit for unit in (*added, *changed) if unit.valid_to])
    by_code = {code: place for (code, _), place in places.items()}
    return [replace(problem, place=by_code[str(problem.values["unit"])]) for problem in found]
