"""The tables a reader can also ask for, released one after the other, each safe beside those before it.

A table is known by its columns. The order is fixed: from the nation down to the counter, at each level pooled
first, then by mode, by tier and by both, and last with the months or items of the request. So a table comes
out the same whichever finer one it is looked at beside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.arrays import Bools, Ints
from analysis.dataset import UNIT_TYPES
from analysis.disclosure.hiding import Lines, choose_to_hold, hide_rows
from analysis.disclosure.steps import LEAST, follow_growth


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What was sealed when. `groups` has a row for each finest group (G), also those without responses: the
    round, the codes of all offices, mode, tier and what else a table may have as columns. Each entry says how
    many responses (`n`) batch `batch` of dataset `dataset` brought to group `group`."""

    groups: pd.DataFrame
    group: Ints
    dataset: Ints
    batch: Ints
    n: Ints


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One table: the `row` of each group (G); for each of its rows (R) how many steps are `held` back, the
    last batch it shows of each dataset (`cut`, (R, D)), whether it is `hidden`, and its lines."""

    columns: tuple[str, ...]
    row: Ints
    held: Ints
    cut: Ints
    hidden: Bools
    totals: tuple[Lines, ...]


def protect_views(ledger: Ledger, columns: Sequence[str]) -> View:
    """The table of `columns`, with what must be hidden in it."""
    done: list[View] = []
    for view in list_views(ledger.groups, columns):
        done.append(_protect(ledger, view, done))
        if set(view) == set(columns):
            break
    return done[-1]


def list_views(groups: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The columns of every table up to `columns`, in the order of release."""
    units = tuple(name for name in columns if name in UNIT_TYPES)
    others = sorted(set(columns) - {*units, "round", "mode", "tier"})
    levels: list[tuple[str, ...]] = [()]
    if units:
        finest = min(map(UNIT_TYPES.index, units))
        # A level no office of this dataset has would only repeat the table without it.
        above = [level for level in reversed(UNIT_TYPES[finest:]) if groups[level].ne("").any()]
        levels += [(level,) for level in above if (level,) != units] + [units]
    for count in range(len(others) + 1):
        for kept in combinations(others, count):
            for level in levels:
                for channels in ((), ("mode",), ("tier",), ("mode", "tier")):
                    yield ("round", *level, *channels, *kept)


def _protect(ledger: Ledger, columns: tuple[str, ...], before: Sequence[View]) -> View:
    row = ledger.groups.groupby(list(columns), sort=True).ngroup().to_numpy().astype(np.int64)
    rows, datasets = int(row.max(initial=-1)) + 1, int(ledger.dataset.max(initial=0)) + 1
    own = row[ledger.group] * datasets + ledger.dataset  # datasets of different servers step on their own
    growth = follow_growth(own, ledger.batch, ledger.n, rows * datasets)

    def count(cut: Ints) -> Ints:
        return growth.count(cut.ravel()).reshape(rows, datasets)

    sealed = count(np.full((rows, datasets), growth.stride - 1)).sum(axis=1)
    coarser = [
        (total, line) for total in before if (line := _line_of_rows(row, rows, total)).max(initial=-1) >= 0
    ]
    within = [count(total.cut[line]) for total, line in coarser]
    held, fixed = _mirror(coarser, rows)
    hidden = np.zeros(rows, dtype=bool)
    while True:
        cut: Ints = growth.cuts(np.repeat(held, datasets)).reshape(rows, datasets)
        counts = count(cut)
        shown = counts.sum(axis=1)
        totals = tuple(
            Lines(line, ~total.hidden, inside.sum(axis=1), np.abs(inside - counts).sum(axis=1))
            for (total, line), inside in zip(coarser, within, strict=True)
        )
        # A row that shows nothing is as large as what was sealed for it, for those who would guess it.
        size = np.where(shown > 0, shown, sealed)
        hidden = hide_rows(size, hidden | ((shown < LEAST) & (sealed > 0)), fixed, totals)
        more = choose_to_hold(size, hidden, fixed, totals)
        if not len(more):
            return View(columns, row, held, cut, hidden, totals)
        held[more] += 1


def _line_of_rows(row: Ints, rows: int, total: View) -> Ints:
    """The row of `total` that each of our rows is a part of; -1 where that is not the sum of such rows."""
    line = np.full(rows, -1, dtype=np.int64)
    line[row] = total.row
    # A unit that moved lies in two offices, a counter in two modes: neither is the sum of whole rows.
    across = line[row] != total.row
    split = np.zeros(len(total.hidden), dtype=bool)
    split[total.row[across]] = split[line[row[across]]] = True
    line[split[line]] = -1
    return line


def _mirror(coarser: Sequence[tuple[View, Ints]], rows: int) -> tuple[Ints, Bools]:
    """Which rows are all of a total that is shown, and the steps these hold back with it."""
    held, fixed = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=bool)
    for total, line in coarser:
        alone = (line >= 0) & (np.bincount(line[line >= 0], minlength=len(total.hidden))[line] == 1)
        alone &= ~total.hidden[line]
        held[alone] = total.held[line[alone]]
        fixed |= alone
    return held, fixed
