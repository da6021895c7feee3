"""Complementary hiding: what is hidden in a table must not come back by subtraction from its totals.

A line is the rows of a table that add up to a total a reader can also see. What a reader can work out is the
line's remainder: the total less the rows shown. It holds the hidden rows and the responses by which shown
rows and total differ because they stand at different sealed steps. A remainder is safe when it is nothing,
or at least LEAST responses of at least two rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import lsqr

from analysis.disclosure.steps import LEAST

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NONE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines of R rows under one kind of total. `line` (R) numbers each row's line, -1 where its total is
    not shown; `inside` is the row's responses within the total, `apart` those by which the two differ."""

    line: Ints
    inside: Floats
    apart: Floats


def hide_rows(size: Floats, hidden: Bools, totals: Sequence[Lines]) -> Bools:
    """Which rows to hide: `hidden` and as many of the next smallest as it takes.

    Until no line has exactly one hidden row, every remainder with hidden rows is safe, and no hidden row
    below LEAST follows from the totals together.
    """
    hidden = hidden.copy()
    free = ~_alone(size, totals)
    while True:
        more = next(
            (rows for lines in totals if len(rows := _next_smallest(size, hidden, free, lines))), None
        )
        if more is None:
            more = _undoing(size, hidden, free, totals)
        if not len(more):
            return hidden
        hidden[more] = True


def choose_to_hold(size: Floats, hidden: Bools, totals: Sequence[Lines]) -> Ints:
    """Rows to show at an earlier step, one in each line whose shown rows alone leave an unsafe remainder.

    The step held back joins the remainder. Rows level with their total come first, the smallest of them.
    """
    for lines in totals:
        within = lines.line != _NONE
        if not within.any():
            continue
        line, apart = lines.line[within], np.where(hidden, 0, lines.apart)[within]
        remainder, sources = np.bincount(line, apart), np.bincount(line, apart > 0)
        wrong = (
            (sources > 0) & ((remainder < LEAST) | (sources < 2)) & (np.bincount(line, hidden[within]) == 0)
        )
        candidates = np.flatnonzero(within & ~hidden)
        candidates = candidates[wrong[lines.line[candidates]]]
        if len(candidates):
            behind = lines.apart[candidates] > 0
            return _first_of_each(lines.line, candidates, np.lexsort((candidates, size[candidates], behind)))
    return np.zeros(0, dtype=np.int64)


def find_determined(hidden: Bools, totals: Sequence[Lines]) -> Ints:
    """The hidden rows whose figures follow from the totals and the rows shown.

    A row is determined when every solution of the totals' equations agrees on it. So a random vector is cut
    down to its part that changes no total: where nothing is left of it, nothing is free.
    """
    rows = np.flatnonzero(hidden)
    place = np.cumsum(hidden) - 1
    equations = []
    for lines in totals:
        # A total at another step than its rows has an unknown of its own and determines nothing.
        clouded = np.unique(lines.line[(lines.apart > 0) & ~hidden])
        used = rows[(lines.line[rows] != _NONE) & ~np.isin(lines.line[rows], clouded)]
        if len(used):
            numbers, line = np.unique(lines.line[used], return_inverse=True)
            shape = (len(numbers), len(rows))
            equations.append(sparse.csr_array((np.ones(len(used)), (line, place[used])), shape=shape))
    if not equations:
        return np.zeros(0, dtype=np.int64)
    system = sparse.vstack(equations).T
    start = np.random.default_rng(20180423).uniform(1, 2, len(rows))
    fitted = system @ lsqr(system, start, atol=1e-12, btol=1e-12, iter_lim=20 * sum(system.shape))[0]
    return rows[np.abs(start - fitted) < 1e-7]


def _alone(size: Floats, totals: Sequence[Lines]) -> Bools:
    """Rows that are a shown total by themselves: hiding them would hide nothing."""
    alone = np.zeros(len(size), dtype=bool)
    for lines in totals:
        within = lines.line != _NONE
        alone[within] |= np.bincount(lines.line[within])[lines.line[within]] == 1
    return alone


def _next_smallest(size: Floats, hidden: Bools, free: Bools, lines: Lines) -> Ints:
    """The smallest row still shown in each line that gives something away."""
    within = lines.line != _NONE
    if not within.any():
        return np.zeros(0, dtype=np.int64)
    line = lines.line[within]
    gone = hidden[within]
    left = np.where(gone, lines.inside[within], lines.apart[within])
    remainder, rows = np.bincount(line, left), np.bincount(line, gone)
    sources = np.bincount(line, gone | (left > 0))
    wrong = (rows == 1) | ((rows > 0) & ((remainder < LEAST) | (sources < 2)))
    candidates = np.flatnonzero(within & ~hidden & free)
    candidates = candidates[wrong[lines.line[candidates]]]
    return _first_of_each(lines.line, candidates, np.lexsort((candidates, size[candidates])))


def _undoing(size: Floats, hidden: Bools, free: Bools, totals: Sequence[Lines]) -> Ints:
    """A row more in a line of each small hidden row that the totals together give away."""
    determined = find_determined(hidden, totals)
    small = determined[size[determined] < LEAST]
    for lines in totals:
        touched = np.unique(lines.line[small][lines.line[small] != _NONE])
        candidates = np.flatnonzero(np.isin(lines.line, touched) & ~hidden & free)
        if len(candidates):
            return _first_of_each(lines.line, candidates, np.lexsort((candidates, size[candidates])))
    return np.zeros(0, dtype=np.int64)


def _first_of_each(line: Ints, candidates: Ints, order: Ints) -> Ints:
    ordered = candidates[order]
    return ordered[np.unique(line[ordered], return_index=True)[1]]
