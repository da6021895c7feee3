"""One unit added, corrected, changed from a day on, or ended; by the same checks as an import."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.places import store
from survey_app.places.consistency import check_ends, check_tree
from survey_app.places.model import Unit
from survey_app.places.unit_file import Row, UnitFile, column_of
from survey_app.store import Database

_HERE = ":1"


def stored_unit(db: Database, code: str, valid_from: str) -> Unit:
    """The period of ``code`` that began on ``valid_from`` (ISO; '' = since unknown). Raises NotFound."""
    for unit in store.periods_of(db, code):
        if unit.valid_from == valid_from:
            return unit
    raise NotFound("no_unit_of_code", unit=code)


def fingerprint(unit: Unit) -> str:
    """What a form carries to tell whether the unit it was made from is still the one stored."""
    return hashlib.sha256(repr(unit).encode()).hexdigest()[:16]


def add(db: Database, unit: Unit) -> None:
    """Store a unit, or a further period of a known code.

    Raises Invalid, placed at the columns of a file, for what an import would refuse and for a code that has
    a period from that day already.
    """
    if any(known.valid_from == unit.valid_from for known in store.periods_of(db, unit.code)):
        raise Invalid([Problem("unit_exists", "code", {"unit": unit.code})])
    _check(db, [unit])
    store.insert(db, [unit])


def correct(db: Database, unit: Unit, made_from: str) -> None:
    """Store ``unit`` in place of what is stored under its code and first day.

    ``made_from`` is the fingerprint of what the person saw. Raises NotFound; Conflict when somebody changed
    the unit meanwhile; Invalid as `add` does and when units below would be left under nothing.
    """
    known = _unchanged(db, unit.code, unit.valid_from, made_from)
    corrected = replace(unit, code_is_ours=known.code_is_ours)
    _check(db, [corrected], ended=corrected)
    store.update(db, [corrected])


def change_from(db: Database, unit: Unit, made_from: str, first: date) -> None:
    """End what is stored under the code and first day of ``unit`` and go on as ``unit`` from ``first``.

    What stands below goes on under the new period. Raises as `correct` does, and Invalid for a day that is
    not after the first one of what is stored.
    """
    known = _unchanged(db, unit.code, unit.valid_from, made_from)
    if first == date.min or first.isoformat() <= known.valid_from:
        raise Invalid([Problem("unit_changes_too_early", "changes_on", {"first": known.valid_from})])
    last = (first - timedelta(days=1)).isoformat()
    ended = replace(known, valid_to=last, successor_code=known.code)
    later = replace(unit, valid_from=first.isoformat(), code_is_ours=known.code_is_ours)
    if later.valid_to and later.valid_to < later.valid_from:
        values = {"valid_from": later.valid_from, "valid_to": later.valid_to}
        raise Invalid([Problem("unit_ends_before_it_begins", "valid_to", values)])
    if any(other.valid_from == later.valid_from for other in store.periods_of(db, unit.code)):
        raise Invalid([Problem("unit_exists", "changes_on", {"unit": unit.code})])
    _check(db, [ended, later], ended=later)
    store.update(db, [ended])
    store.insert(db, [later])


def end(db: Database, code: str, valid_from: str, made_from: str, last: date, successor: str) -> None:
    """Let the unit end with the day ``last``; ``successor`` is the code of what takes its place, or ''.

    Raises as `correct` does.
    """
    known = _unchanged(db, code, valid_from, made_from)
    if last.isoformat() < known.valid_from:
        values = {"valid_from": known.valid_from, "valid_to": last.isoformat()}
        raise Invalid([Problem("unit_ends_before_it_begins", "valid_to", values)])
    correct(db, replace(known, valid_to=last.isoformat(), successor_code=successor), made_from)


def _unchanged(db: Database, code: str, valid_from: str, made_from: str) -> Unit:
    known = stored_unit(db, code, valid_from)
    if fingerprint(known) != made_from:
        raise Conflict("unit_changed_meanwhile", unit=code)
    return known


def _check(db: Database, units: list[Unit], ended: Unit | None = None) -> None:
    around = _around(db, units)
    rows = tuple(Row(_HERE, unit) for unit in units)
    found = check_tree(around.values(), UnitFile("", rows))
    if ended is not None and not found:
        around.update({(unit.code, unit.valid_from): unit for unit in units})
        found += check_ends(around.values(), [ended])
        found = [replace(problem, place=_HERE) for problem in found]
    if found:
        # What is wrong with other units belongs to no field.
        raise Invalid([replace(p, place=column_of(p) if p.place == _HERE else "") for p in found])


def _around(db: Database, units: list[Unit]) -> dict[tuple[str, str], Unit]:
    """All that the checks of ``units`` look at: what they lead to, what stands under them or led to them.

    By code and first day. A few queries a level of the tree instead of the whole tree.
    """
    found: dict[tuple[str, str], Unit] = {}

    def keep(more: list[Unit]) -> set[str]:
        found.update({(unit.code, unit.valid_from): unit for unit in more})
        return {code for unit in more for code in (unit.code, unit.parent_code, unit.successor_code)}

    backwards = {unit.code for unit in units}
    waiting = {code for unit in units for code in (unit.code, unit.parent_code, unit.successor_code)}
    behind: set[str] = set()
    while backwards:
        code = backwards.pop()
        behind.add(code)
        waiting |= keep(store.stated_children(db, code))
        before = store.predecessors(db, code)
        waiting |= keep(before)
        backwards |= {unit.code for unit in before} - behind
    asked: set[str] = {""}
    while new := waiting - asked:
        asked |= new
        waiting = keep(store.periods_of_all(db, sorted(new)))
    return found
