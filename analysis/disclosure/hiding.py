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
from scipy import sparse
from scipy.sparse.linalg import lsqr

from analysis.arrays import Bools, Floats, Ints
from analysis.disclosure.steps import LEAST

_NONE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines of R rows under one kind of total. `line` (R) numbers each row's line, -1 where it has none;
    `shown` says of each line whether its total is shown. `inside` (R) is the row's responses within the
    total, `apart` (R) those by which the two differ."""

    line: Ints
    shown: Bools
    inside: Floats
    apart: Floats

    @property
    def open(self) -> Bools:
        """The rows (R) whose total is shown."""
        lit: Bools = np.append(self.shown, False)[self.line]
        return lit


def hide_rows(size: Floats, hidden: Bools, fixed: Bools, totals: Sequence[Lines]) -> Bools:
    """Which rows to hide: `hidden` and as many of the next smallest as it takes, but none that is `fixed`,
    known from elsewhere anyway.

    As `hide_lines`, and until no hidden row below LEAST follows from all totals together.
    """
    rank = _rank(size)
    while True:
        hidden = hide_lines(size, hidden, fixed, totals)
        more = _undoing(rank, size, hidden, ~hidden & ~fixed, totals)
        if not len(more):
            return hidden
        hidden[more] = True


def hide_lines(size: Floats, hidden: Bools, fixed: Bools, totals: Sequence[Lines]) -> Bools:
    """Which rows to hide so that each line, looked at alone, is safe.

    Until under every total shown there is not exactly one hidden row and the remainder is safe, and no total
    that is hidden can be added up from its rows. A row without responses is shown as absent and hidden only
    where nothing else is left.
    """
    hidden, rank = hidden.copy(), _rank(size)
    while True:
        free = ~hidden & ~fixed
        more = next(
            (rows for lines in totals if len(rows := _next_smallest(rank, hidden, free, lines))), None
        )
        if more is None:
            return hidden
        hidden[more] = True


def choose_to_hold(size: Floats, hidden: Bools, fixed: Bools, totals: Sequence[Lines]) -> Ints:
    """Rows to show at an earlier step, one in each line whose shown rows alone leave an unsafe remainder.

    The step held back joins the remainder. Rows level with their total come first, the smallest of them.
    """
    for lines in totals:
        within = lines.open
        if not within.any():
            continue
        line, gone = lines.line[within], hidden[within]
        apart = np.where(gone, 0, lines.apart[within])
        remainder, sources = np.bincount(line, apart), np.bincount(line, apart > 0)
        wrong = (sources > 0) & ((remainder < LEAST) | (sources < 2)) & (np.bincount(line, gone) == 0)
        candidates = np.flatnonzero(within & ~hidden & ~fixed & (size > 0))
        candidates = candidates[wrong[lines.line[candidates]]]
        if len(candidates):
            behind = lines.apart[candidates] > 0
            ordered = candidates[np.lexsort((candidates, size[candidates], behind))]
            return _first_of_each(lines.line, ordered)
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
        used = rows[lines.open[rows] & ~np.isin(lines.line[rows], clouded)]
        if len(used):
            numbers, line = np.unique(lines.line[used], return_inverse=True)
            shape = (len(numbers), len(rows))
            equations.append(sparse.csr_array((np.ones(len(used)), (line, place[used])), shape=shape))
    if not equations:
        return np.zeros(0, dtype=np.int64)
    system = sparse.vstack(equations).T
    start = np.random.default_rng(20180423).uniform(1, 2, len(rows))
    fitted = system @ lsqr(system, start, atol=1e-12, btol=1e-12, iter_lim=20 * sum(system.shape))[0]
    determined: Ints = rows[np.abs(start - fitted) < 1e-7]
    return determined


def _next_smallest(rank: Ints, hidden: Bools, free: Bools, lines: Lines) -> Ints:
    """The next row to hide in each line that gives something away."""
    within = lines.line != _NONE
    if not within.any():
        return np.zeros(0, dtype=np.int64)
    line, gone = lines.line[within], hidden[within]
    left = np.where(gone, lines.inside[within], lines.apart[within])
    remainder, rows = np.bincount(line, left), np.bincount(line, gone)
    sources = np.bincount(line, gone | (left > 0))
    unsafe = (rows == 1) | ((rows > 0) & (remainder > 0) & ((remainder < LEAST) | (sources < 2)))
    wrong = np.where(lines.shown[: len(rows)], unsafe, rows == 0)
    candidates = np.flatnonzero(within & free)
    candidates = candidates[wrong[lines.line[candidates]]]
    return _first_of_each(lines.line, candidates[np.argsort(rank[candidates])])


def _undoing(rank: Ints, size: Floats, hidden: Bools, free: Bools, totals: Sequence[Lines]) -> Ints:
    """A row more in a line of each small hidden row that the totals together give away."""
    determined = find_determined(hidden, totals)
    small = determined[(size[determined] < LEAST) & (size[determined] > 0)]
    for lines in totals:
        touched = np.unique(lines.line[small][lines.open[small]])
        candidates = np.flatnonzero(np.isin(lines.line, touched) & free)
        if len(candidates):
            return _first_of_each(lines.line, candidates[np.argsort(rank[candidates])])
    return np.zeros(0, dtype=np.int64)


def _rank(size: Floats) -> Ints:
    """The order in which rows are hidden: the smallest first, those without responses last."""
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((np.arange(len(size)), size, size == 0))] = np.arange(len(size))
    return rank


def _first_of_each(line: Ints, ordered: Ints) -> Ints:
    first: Ints = ordered[np.unique(line[ordered], return_index=True)[1]]
    return first
