"""The tables a reader can also ask for: every coarser table of the one in hand.

A table is known by its columns. A unit gives way to any office above it or to none, a channel, month or item
to none. Each table is protected with regard to all coarser ones, from the coarsest down, so it comes out the
same whichever finer table it is looked at from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dataset import UNIT_TYPES
from analysis.disclosure.hiding import Lines, choose_to_hold, hide_rows
from analysis.disclosure.steps import LEAST, find_steps

Ints = npt.NDArray[np.int64]

_ENTRY: Final = ("dataset", "batch", "n")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One table over a ledger's entries (E): the `row` of each and the `cut`, the last batch which that row
    shows of the entry's dataset. For its rows (R): which are `hidden`, and their lines under each total."""

    columns: tuple[str, ...]
    row: Ints
    cut: Ints
    hidden: npt.NDArray[np.bool_]
    totals: tuple[Lines, ...]


def protect_views(ledger: pd.DataFrame, columns: Sequence[str]) -> View:
    """The table of `columns`, with what must be hidden in it.

    `ledger` has a row for each sealed batch and finest group: dataset, batch, n (responses), `columns` and,
    if one of them is a unit, the codes of all offices above it.
    """
    done: list[View] = []
    for view in list_views(ledger, columns):
        coarser = [other for other in done if _is_coarser(other.columns, view)]
        done.append(_protect(ledger, view, coarser))
    return done[-1]


def list_views(ledger: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The columns of every table as coarse as `columns` or coarser, the coarser before the finer."""
    units = tuple(name for name in columns if name in UNIT_TYPES)
    others = [name for name in columns if name not in (*units, "round", "nation")]
    levels: list[tuple[str, ...]] = [()]
    if units:
        finest = min(map(UNIT_TYPES.index, units))
        # A level no office of this dataset has would only repeat the table without it.
        above = [level for level in reversed(UNIT_TYPES[finest:]) if ledger[level].ne("").any()]
        levels += [(level,) for level in above if (level,) != units] + [units]
    for count in range(len(others) + 1):
        for kept in combinations(others, count):
            for level in levels:
                yield ("round", *level, *kept)


def _is_coarser(columns: tuple[str, ...], than: tuple[str, ...]) -> bool:
    units, its_units = ([name for name in view if name in UNIT_TYPES] for view in (columns, than))
    others, its_others = ({name for name in view if name not in UNIT_TYPES} for view in (columns, than))
    rank = _rank(units) < _rank(its_units) or units == its_units
    return others <= its_others and rank and columns != than


def _rank(units: Sequence[str]) -> tuple[int, int]:
    """How fine a table's units are: none, then from the province down, then several at once."""
    return (-min(map(UNIT_TYPES.index, units)), len(units)) if units else (-len(UNIT_TYPES), 0)


def _protect(ledger: pd.DataFrame, columns: tuple[str, ...], coarser: Sequence[View]) -> View:
    row = ledger.groupby(list(columns), sort=True).ngroup().to_numpy(np.int64)
    dataset, batch, n = (ledger[name].to_numpy(np.int64) for name in _ENTRY)
    rows, datasets = int(row.max(initial=-1)) + 1, int(dataset.max(initial=0)) + 1
    own = row * datasets + dataset  # datasets of different servers step each on their own
    steps = find_steps(own, batch, n, rows * datasets)
    places = [_line_of_rows(row, rows, total) for total in coarser]
    held = np.zeros(rows, dtype=np.int64)
    hidden = np.zeros(rows, dtype=bool)
    while True:
        cut = steps.cuts(np.repeat(held, datasets))[own]
        shown = np.bincount(row, n * (batch <= cut), minlength=rows)
        # A row that shows nothing is as large as what was sealed for it, for those who would guess it.
        size = np.where(shown > 0, shown, np.bincount(row, n, minlength=rows))
        totals = tuple(
            _lines(row, line, cut, batch, n, total) for line, total in zip(places, coarser, strict=True)
        )
        hidden = hide_rows(size, hidden | (shown < LEAST), totals)
        more = choose_to_hold(size, hidden, totals)
        if not len(more):
            return View(columns, row, cut, hidden, totals)
        held[more] += 1


def _line_of_rows(row: Ints, rows: int, total: View) -> Ints:
    """The row of `total` that each of our rows is a part of; -1 where that one gives nothing away."""
    line = np.full(rows, -1, dtype=np.int64)
    line[row] = total.row
    # A unit that moved lies in two offices: neither is the sum of such rows, so neither gives them away.
    moved = line[row] != total.row
    quiet = total.hidden.copy()
    quiet[total.row[moved]] = quiet[line[row[moved]]] = True
    line[quiet[line]] = -1
    return line


def _lines(row: Ints, line: Ints, cut: Ints, batch: Ints, n: Ints, total: View) -> Lines:
    counted = batch <= total.cut
    inside = np.bincount(row, n * counted, minlength=len(line))
    apart = np.bincount(row, n * (counted != (batch <= cut)), minlength=len(line))
    return Lines(line, inside, apart)
