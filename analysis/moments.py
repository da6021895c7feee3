"""Second moments: how much each response moves an indicator, summed per block.

A respondent who is content with one thing is content with the next, so the error of a factor cannot be had
from its criteria one by one (it would come out several times too small): every response's own sum counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.arrays import Floats, Ints, divide, sum_by
from analysis.cells import Cells
from analysis.estimates import Moments
from analysis.judgements import Judgements
from analysis.tally import Rows, code_byte


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Totals per cell (C) and judged item (K), from the counts of codes alone.

    `y` and `d` are the numerator and denominator; `valid` and the kinds in `missing` count answers; `met` is
    every answer coded, valid or not.
    """

    y: Floats
    d: Floats
    valid: Floats
    met: Floats
    missing: dict[str, Floats]

    @property
    def shares(self) -> Floats:
        """The estimate per cell and item, NaN without a valid answer."""
        return divide(self.y, self.d)


def total_cells(cells: Cells, judged: Judgements, counts: pd.DataFrame) -> Totals:
    """The totals per cell and item of `counts` (see `tally.count_codes`)."""
    number = int(cells.blocks["cell"].max()) + 1
    width = len(judged.items)
    block, item = counts["block"].to_numpy(), counts["item"].to_numpy()
    at = (judged.version_of(cells.blocks)[block], item, code_byte(counts["code"].to_numpy()))
    place = cells.blocks["cell"].to_numpy()[block] * width + item
    n, w = counts["n"].to_numpy(np.float64), counts["w"].to_numpy(np.float64)

    def added(values: Floats) -> Floats:
        return sum_by(place, values[:, None], number * width).reshape(number, width)

    return Totals(
        y=added(w * judged.y[at]),
        d=added(w * judged.valid[at]),
        valid=added(n * judged.valid[at]),
        met=added(n),
        missing={kind: added(n * table[at]) for kind, table in judged.missing.items()},
    )


def item_moments(cells: Cells, judged: Judgements, counts: pd.DataFrame, totals: Totals) -> Moments:
    """The moments of each item's own estimate: answers of one item need no response to be told apart."""
    block, item = counts["block"].to_numpy(), counts["item"].to_numpy()
    cell = cells.blocks["cell"].to_numpy()[block]
    at = (judged.version_of(cells.blocks)[block], item, code_byte(counts["code"].to_numpy()))
    p, d = np.nan_to_num(totals.shares)[cell, item], totals.d[cell, item]
    u = divide(judged.y[at] - p * judged.valid[at], d, 0)
    width, number = len(judged.items), len(cells.blocks)

    def added(values: Floats) -> Floats:
        return sum_by(block * width + item, values[:, None], number * width).reshape(number, width)

    n, w, w2 = (counts[name].to_numpy(np.float64) for name in ("n", "w", "w2"))
    return Moments(added(w * u), added(w2 * u * u), added(n * judged.valid[at]))


def group_moments(cells: Cells, judged: Judgements, totals: Totals, rows: Sequence[Rows]) -> Moments:
    """The moments of the factors and the overall: columns pooled (F + 1), mean of criteria (F + 1), mean of
    factors by their weights (1)."""
    number, groups = len(cells.blocks), judged.groups.shape[1]
    shape = (number, 2 * groups + 1)
    total, square, valid = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    worth = _Worth.of(judged, totals)
    cell_of_block, version_of_block = cells.blocks["cell"].to_numpy(), judged.version_of(cells.blocks)
    for part in rows:
        moves, answered = _moves(judged, worth, part, cell_of_block[part.block], version_of_block[part.block])
        u = (moves * part.weight).T
        total += sum_by(part.block, u, number)
        square += sum_by(part.block, u * u, number)
        valid += sum_by(part.block, answered.T, number)
    return Moments(total, square, valid)


@dataclass(frozen=True, slots=True, eq=False)
class _Worth:
    """Per cell: the estimates of items (C, K) and groups (C, G) and the inverses of what they are divided
    by; `criteria` (C, G) and `factors` (C) of how many of these, or how much weight, the means run
    over."""

    item: Floats
    per_item: Floats
    group: Floats
    per_group: Floats
    per_criterion: Floats
    per_factor: Floats

    @classmethod
    def of(cls, judged: Judgements, totals: Totals) -> "_Worth":
        one = np.ones(())
        summed = totals.d @ judged.groups
        asked = (totals.d > 0) @ judged.groups
        return cls(
            item=np.nan_to_num(totals.shares),
            per_item=divide(one, totals.d, 0),
            group=np.nan_to_num(divide(totals.y @ judged.groups, summed)),
            per_group=divide(one, summed, 0),
            per_criterion=divide(one, asked, 0),
            per_factor=divide(one, (asked[:, :-1] > 0) @ judged.weights, 0),
        )


def _moves(judged: Judgements, worth: _Worth, rows: Rows, cell: Ints, version: Ints) -> tuple[Floats, Floats]:
    """What each response moves each estimate by, and whether it answered: both (2 G + 1, N)."""
    groups = judged.groups.shape[1]
    y, v, own = (np.zeros((groups, len(cell))) for _ in range(3))
    for item, codes in enumerate(rows.codes):
        at = version * 256 + codes
        its_y, its_v = judged.y[:, item].ravel().take(at), judged.valid[:, item].ravel().take(at)
        its_own = (its_y - worth.item[:, item].take(cell) * its_v) * worth.per_item[:, item].take(cell)
        for group in np.flatnonzero(judged.groups[item]):
            y[group] += its_y
            v[group] += its_v
            own[group] += its_own
    pooled = (y - worth.group.T[:, cell] * v) * worth.per_group.T[:, cell]
    means = own * worth.per_criterion.T[:, cell]
    parts = pooled if judged.pooled else means
    factors = judged.weights @ parts[:-1] * worth.per_factor[cell]
    answered = (v > 0).astype(np.float64)
    return np.vstack([pooled, means, factors]), np.vstack([answered, answered, answered[-1:]])
