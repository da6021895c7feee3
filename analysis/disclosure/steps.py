"""Sealed steps: a published cell moves only when enough new responses have been sealed into it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from analysis.arrays import Ints

LEAST: Final = 10  # responses: the smallest group that is shown, and the smallest step


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """How C cells grew batch by batch: `key` orders cell and batch, `total` runs over all that was sealed,
    `start` is the running total before each cell. The steps of cell i stand in `steps` from `first[i]` up to
    `first[i + 1]`."""

    key: Ints
    total: Ints
    start: Ints
    stride: int
    steps: Ints
    first: Ints

    def count(self, batch: Ints) -> Ints:
        """The responses of each cell (C) up to its own `batch` (C)."""
        cell = np.arange(len(self.start))
        place = np.searchsorted(self.key, cell * self.stride + batch, side="right")
        grown: Ints = np.append(0, self.total)[place] - self.start
        return grown

    def cuts(self, held: Ints) -> Ints:
        """The last batch each cell (C) shows when its last `held` steps are held back; 0 for none."""
        place = self.first[1:] - 1 - held
        there = place >= self.first[:-1]
        return np.where(there, np.append(self.steps, 0)[np.where(there, place, -1)], 0)


def follow_growth(cell: Ints, batch: Ints, n: Ints, cells: int) -> Growth:
    """The growth of `cells` cells with their steps: each batch (1, 2, ...) at which a cell had gained LEAST
    responses since its step before.

    `cell`, `batch` and `n` say how many responses a sealed batch brought to a cell. A step depends on the
    batches up to it alone, so that a rebuilt dataset shows what was shown before.
    """
    stride = int(batch.max(initial=0)) + 1
    key, place = np.unique(cell * stride + batch, return_inverse=True)
    total = np.cumsum(np.bincount(place, n, minlength=len(key))).astype(np.int64)
    bounds = np.searchsorted(key, np.arange(cells + 1) * stride)
    running = np.append(0, total)
    following = np.searchsorted(total, running + LEAST)  # the entry that completes a step begun before i
    jumps, ends = following.tolist(), bounds.tolist()
    stepped: list[int] = []
    first = [0]
    for begin, end in pairwise(ends):
        at = jumps[begin]
        while at < end:
            stepped.append(at)
            at = jumps[at + 1]
        first.append(len(stepped))
    steps = key[np.array(stepped, dtype=np.int64)] % stride
    return Growth(key, total, running[bounds[:-1]], stride, steps, np.array(first, dtype=np.int64))
