"""What may be wrong between units: periods of one code, parents, loops, successors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf

from survey_app.errors import Problem
from survey_app.places.model import PARENT_TYPES, Periods, Unit, index_periods, parent_on, stated_parents
from survey_app.places.unit_file import UnitFile

Key = tuple[str, str]
# So many of the units concerned are named.
_NAMED = 5


def check_tree(stored: Iterable[Unit], incoming: UnitFile) -> list[Problem]:
    """Everything wrong in the file and with the tree as it would be after the import, by row.

    A problem of a stored unit that the file brings about is placed at the file as a whole, at the end.
    """
    places: dict[Key, str] = {}
    merged = {_key(unit): unit for unit in stored}
    twice = []
    for row in incoming.rows:
        key = _key(row.unit)
        if key in places:
            twice.append(Problem("unit_twice", row.place, {"unit": row.unit.code, "other": places[key]}))
        places.setdefault(key, row.place)
        merged[key] = row.unit
    periods = index_periods(merged.values())
    found = [*incoming.problems, *twice, *_check(merged, periods, places, incoming)]
    return sorted(found, key=_row)


def _row(problem: Problem) -> float:
    row = problem.place.rpartition(":")[2]
    return int(row) if row.isdecimal() else inf


def _check(
    merged: dict[Key, Unit], periods: Periods, places: dict[Key, str], incoming: UnitFile
) -> Iterator[Problem]:
    loops = find_loops(merged.values(), periods)
    in_a_loop = {_key(unit) for loop in loops for unit in loop}
    for loop in loops:
        codes = " → ".join(unit.code for unit in (*loop, loop[0]))
        yield Problem("unit_loop", places.get(_key(loop[0]), incoming.name), {"loop": codes})
    for code, count in Counter(unit.code for unit in merged.values()).items():
        if count > 1:
            yield from _check_periods(periods(code), places, incoming.name)
    for key, unit in merged.items():
        place = places.get(key, incoming.name)
        # What stands under a row that cannot be read is judged once that row can be.
        if key not in in_a_loop and unit.parent_code not in incoming.unread_codes:
            yield from _check_parent(unit, periods, place)
        successor = unit.successor_code
        if successor and _succeeds_itself(unit, periods):
            yield Problem("unit_successor_loop", place, _values(unit, successor=successor))
        if successor and successor not in incoming.unread_codes and not periods(successor):
            yield Problem("unit_successor_unknown", place, _values(unit, successor=successor))


def _check_periods(periods: Iterable[Unit], places: dict[Key, str], file: str) -> Iterator[Problem]:
    for earlier, later in pairwise(periods):
        if later.valid_from <= earlier.last_day:
            at, other = (later, earlier) if _key(later) in places else (earlier, later)
            dates = {"other_from": other.valid_from or "…", "other_to": other.valid_to or "…"}
            yield Problem("unit_periods_overlap", places.get(_key(at), file), _values(at, **dates))


def _check_parent(unit: Unit, periods: Periods, place: str) -> Iterator[Problem]:
    allowed = PARENT_TYPES[unit.type]
    values = _values(unit, parent=unit.parent_code)
    if not unit.parent_code:
        if allowed:
            yield Problem("unit_parent_blank", place, values)
        return
    stated = stated_parents(unit, periods)
    if stated and not any(parent.type in allowed for parent in stated):
        yield Problem("unit_parent_impossible", place, {**values, "parent_type": stated[-1].type.value})
    elif not stated and periods(unit.parent_code):
        yield Problem("unit_parent_not_valid", place, {**values, "day": unit.valid_from})
    elif not stated:
        yield Problem("unit_parent_unknown", place, values)


def find_loops(units: Iterable[Unit], periods: Periods) -> list[tuple[Unit, ...]]:
    """Each loop of parents once, from the unit of it that comes first in ``units``, going up."""
    loops = []
    settled: set[Key] = set()
    for start in units:
        trail: dict[Key, Unit] = {}
        unit: Unit | None = start
        while unit is not None and _key(unit) not in settled and _key(unit) not in trail:
            trail[_key(unit)] = unit
            unit = next(iter(stated_parents(unit, periods)[-1:]), None) if unit.parent_code else None
        if unit is not None and _key(unit) in trail:
            walked = list(trail.values())
            loops.append(tuple(walked[walked.index(unit) :]))
        settled.update(trail)
    return loops


def check_ends(units: Iterable[Unit], ended: Iterable[Unit]) -> Iterator[Problem]:
    """A problem for each of ``ended`` whose end leaves units of the tree ``units`` under nothing.

    No problem where a successor that exists on the next day takes them over.
    """
    everything = tuple(units)
    periods = index_periods(everything)
    children, predecessors = defaultdict(list), defaultdict(list)
    for unit in everything:
        children[unit.parent_code].append(unit)
        if unit.successor_code and unit.valid_to:
            predecessors[unit.successor_code].append(unit)
    for unit in ended:
        day, codes, waiting = unit.day_after, {unit.code}, [unit.code]
        if not day:
            continue
        while waiting:  # what it took over with the place of others
            before = {gone.code for gone in predecessors[waiting.pop()]} - codes
            codes |= before
            waiting += before
        left = [c for code in sorted(codes) for c in children[code] if _is_left_alone(c, unit, day, periods)]
        if left:
            names = ", ".join(f"{child.code} {child.name_vi}" for child in left[:_NAMED])
            values = {"day": unit.valid_to, "count": len(left), "children": names}
            yield Problem("unit_leaves_units_alone", "", {"unit": unit.code, **values})


def _is_left_alone(child: Unit, ended: Unit, day: str, periods: Periods) -> bool:
    """Whether ``ended`` stood above ``child`` until it ended and nothing does on ``day``."""
    if not child.valid_on(day) or not child.valid_on(ended.valid_to):
        return False
    before, after = (parent_on(child, on, periods) for on in (ended.valid_to, day))
    return before == ended and (after is None or not after.valid_on(day))


def _succeeds_itself(unit: Unit, periods: Periods) -> bool:
    """Whether the chain of its successors leads back to the unit; a code that goes on is no loop."""
    seen: set[str] = set()
    code = "" if unit.successor_code == unit.code else unit.successor_code
    while code and code not in seen:
        if code == unit.code:
            return True
        seen.add(code)
        code = next((later.successor_code for later in reversed(periods(code))), "")
    return False


def _key(unit: Unit) -> Key:
    return unit.code, unit.valid_from


def _values(unit: Unit, **more: object) -> dict[str, object]:
    return {"unit": unit.code, "type": unit.type.value, **more}
