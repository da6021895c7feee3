"""The dated tree of offices: for each counter, which offices stood above it and from when to when.

Counters move and provinces merge, so the commune or province of a response is that of its own day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from analysis.dataset import UNIT_TYPES

NATION: Final = "VN"
_EPOCH = date(1970, 1, 1)
_PAST, _FUTURE = -10_000_000, 10_000_000  # days; beyond any calendar


@dataclass(frozen=True, slots=True)
class _Unit:
    code: str
    type: str
    first: int
    last: int
    parent: str
    successor: str


def place_counters(units: pd.DataFrame) -> pd.DataFrame:
    """Rows `counter, first, last` and a code for each of UNIT_TYPES, '' where no such office stands above.

    `first` and `last` are days since 1970-01-01, inclusive; the spans of one code cover all time without
    overlap, so every response of a known counter is placed. An office that ended is followed to its
    successor, else to the next dated row of its own code, else it stays.
    """
    tree = _tree(units)
    rows = []
    for code, dated in tree.items():
        for place, unit in enumerate(dated):
            until = dated[place + 1].first - 1 if place + 1 < len(dated) else _FUTURE
            start = unit.first if place else _PAST
            for first, last, chain in _spans(tree, unit, start, until):
                above = {level: next((u.code for u in chain if u.type == level), "") for level in UNIT_TYPES}
                # What answers for itself (a centre without counters) is also its own counter.
                rows.append({**above, "counter": code, "first": first, "last": last})
    return pd.DataFrame(rows, columns=["first", "last", *UNIT_TYPES]).astype({"first": "i8", "last": "i8"})


def _tree(units: pd.DataFrame) -> dict[str, list[_Unit]]:
    tree: dict[str, list[_Unit]] = {}
    for row in units.to_dict("records"):
        unit = _Unit(
            row["code"],
            row["type"],
            _day(row["valid_from"], _PAST),
            _day(row["valid_to"], _FUTURE),
            _text(row["parent_code"]),
            _text(row["successor_code"]),
        )
        tree.setdefault(unit.code, []).append(unit)
    for dated in tree.values():
        dated.sort(key=lambda unit: unit.first)
    return tree


def _spans(
    tree: Mapping[str, list[_Unit]], unit: _Unit, start: int, until: int
) -> Iterator[tuple[int, int, list[_Unit]]]:
    """Spans of days over which the chain of offices above `unit` stays the same."""
    while start <= until:
        chain = _chain(tree, unit, start)
        ends = [u.last for u in chain[1:] if start <= u.last < until]
        end = min(ends, default=until)
        yield start, end, chain
        start = end + 1


def _chain(tree: Mapping[str, list[_Unit]], unit: _Unit, day: int) -> list[_Unit]:
    chain = [unit]
    while chain[-1].parent in tree and len(chain) <= len(UNIT_TYPES):
        child = chain[-1]
        parent = _row_at(tree[child.parent], child.first)
        chain.append(_follow(tree, parent, day))
    return chain


def _follow(tree: Mapping[str, list[_Unit]], unit: _Unit, day: int) -> _Unit:
    """`unit`, or what it became by `day`."""
    seen = {unit}
    while unit.last < day:
        dated = tree.get(unit.successor or unit.code, [])
        later = next((u for u in dated if u.first <= unit.last + 1 <= u.last), None)
        if later is None or later in seen:
            break
        seen.add(later)
        unit = later
    return unit


def _row_at(dated: list[_Unit], day: int) -> _Unit:
    return next((unit for unit in reversed(dated) if unit.first <= day), dated[0])


def _day(text: object, otherwise: int) -> int:
    return (date.fromisoformat(text) - _EPOCH).days if isinstance(text, str) and text else otherwise


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
