"""Second moments: how much each response moves an indicator, summed per block.

A respondent who is content with one thing is content with the next, so the error of a factor cannot be had
from its criteria one by one (it would come out several times too small): every response's own sum counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.cells import Cells
from analysis.estimates import Moments, sum_by
from analysis.judgements import Judgements
from analysis.tally import code_byte, read_rows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """The ratio, NaN where the denominator is 0."""
    return np.divide(
        numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=np.asarray(denominator) > 0
    )


def total_cells(cells: Cells, judged: Judgements, counts: pd.DataFrame) -> Totals:
    """The totals per cell and item of `counts` (see `tally.count_codes`)."""
    number = int(cells.blocks["cell"].max()) + 1
    width = len(judged.items)
    block, item = counts["block"].to_numpy(), counts["item"].to_numpy()
    at = (judged.version_of(cells.blocks)[block], item, code_byte(counts["code"].to_numpy()))
    place = cells.blocks["cell"].to_numpy()[block] * width + item
    n, w = counts["n"].to_numpy(np.float64), counts["w"].to_numpy(np.float64)

    def added(values: Floats) -> Floats:
        return np.bincount(place, values, minlength=number * width).reshape(number, width)

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
    u = np.divide(judged.y[at] - p * judged.valid[at], d, out=np.zeros(len(d)), where=d > 0)
    width, number = len(judged.items), len(cells.blocks)

    def added(values: Floats) -> Floats:
        return np.bincount(block * width + item, values, minlength=number * width).reshape(number, width)

    n, w, w2 = (counts[name].to_numpy(np.float64) for name in ("n", "w", "w2"))
    return Moments(added(w * u), added(w2 * u * u), added(n * judged.valid[at]))


def group_moments(cells: Cells, judged: Judgements, totals: Totals) -> Moments:
    """The moments of the factors and the overall: columns pooled (F + 1), mean of criteria (F + 1), mean of
    factors (1)."""
    number, groups = len(cells.blocks), judged.groups.shape[1]
    shape = (number, 2 * groups + 1)
    total, square, valid = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for block, weight, moves, answered in _responses(cells, judged, totals):
        u = weight[:, None] * moves
        total += sum_by(block, u, number)
        square += sum_by(block, u * u, number)
        valid += sum_by(block, np.hstack([answered, answered, answered[:, -1:]]), number)
    return Moments(total, square, valid)


def _responses(
    cells: Cells, judged: Judgements, totals: Totals
) -> Iterator[tuple[Ints, Floats, Floats, Floats]]:
    """Per part: block, weight, what each response moves each estimate by, and whether it answered a group."""
    cell_of_block, version_of_block = cells.blocks["cell"].to_numpy(), judged.version_of(cells.blocks)
    p_item, d_item = np.nan_to_num(totals.shares), totals.d
    p_group = np.nan_to_num(divide(totals.y @ judged.groups, d_item @ judged.groups))
    per_item = _inverse(d_item)
    per_group = _inverse(d_item @ judged.groups)
    per_criterion = _inverse((d_item > 0) @ judged.groups)
    per_factor = _inverse(((d_item > 0) @ judged.groups[:, :-1] > 0).sum(axis=1, keepdims=True))
    column = np.arange(len(judged.items))
    for rows in read_rows(cells, judged.items):
        cell, version = cell_of_block[rows.block], version_of_block[rows.block]
        at = ((version[:, None] * len(column)) + column) * 256 + rows.codes
        y, v = judged.y.take(at), judged.valid.take(at)
        answered = v @ judged.groups
        pooled = (y @ judged.groups - p_group[cell] * answered) * per_group[cell]
        own = (y - p_item[cell] * v) * per_item[cell]
        mean = (own @ judged.groups) * per_criterion[cell]
        factors = mean[:, :-1].sum(axis=1, keepdims=True) * per_factor[cell]
        yield rows.block, rows.weight, np.hstack([pooled, mean, factors]), (answered > 0).astype(np.float64)


def _inverse(values: Floats) -> Floats:
    return np.divide(1.0, values, out=np.zeros(values.shape), where=values > 0)
