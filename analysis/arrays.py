"""The arrays everything here is counted in, and the two sums they share."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]


def divide(numerator: npt.NDArray[Any], denominator: npt.NDArray[Any], otherwise: float = np.nan) -> Floats:
    """The ratio, `otherwise` where the denominator is 0."""
    out = np.full(np.broadcast_shapes(numerator.shape, denominator.shape), otherwise, dtype=np.float64)
    np.divide(numerator, denominator, out=out, where=denominator > 0)
    return out


def sum_by(group: Ints, values: Floats, groups: int) -> Floats:
    """The sums of the rows of `values` that share a number in `group`; shape (groups, columns)."""
    places = (group, np.arange(len(group)))
    summed: Floats = sparse.csr_array((np.ones(len(group)), places), shape=(groups, len(group))) @ values
    return summed
