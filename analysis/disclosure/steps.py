"""Sealed steps: a published cell moves only when enough new responses have been sealed into it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LEAST: Final = 10  # responses: the smallest group that is shown, and the smallest step


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The batches at which each of C cells stepped, in order: those of cell i stand in `batch` from
    `first[i]` up to `first[i + 1]`."""

    first: Ints
    batch: Ints

    def cuts(self, held: Ints) -> Ints:
        """The last batch each cell shows (C) when its last `held` steps are held back; 0 for none."""
        place = self.first[1:] - 1 - held
        there = place >= self.first[:-1]
        return np.where(there, np.append(self.batch, 0)[np.where(there, place, -1)], 0)


def find_steps(cell: Ints, batch: Ints, n: Ints, cells: int) -> Steps:
    """The steps of `cells` cells: each batch at which a cell had gained LEAST responses since its step before.

    `cell`, `batch` and `n` say how many responses a sealed batch brought to a cell. A step depends on the
    batches up to it alone, so that a rebuilt dataset shows what was shown before.
    """
    order = np.lexsort((batch, cell))
    cell, batch = cell[order], batch[order]
    ends = np.append((np.diff(cell) != 0) | (np.diff(batch) != 0), True)
    counts = np.zeros(cells, dtype=np.int64)
    stepped: list[int] = []
    current, gained = -1, 0
    rows = zip(cell.tolist(), batch.tolist(), n[order].tolist(), ends.tolist(), strict=False)
    for its_cell, its_batch, brought, whole in rows:
        if its_cell != current:
            current, gained = its_cell, 0
        gained += brought
        if whole and gained >= LEAST:
            counts[its_cell] += 1
            stepped.append(its_batch)
            gained = 0
    return Steps(np.concatenate([[0], np.cumsum(counts)]), np.array(stepped, dtype=np.int64))
