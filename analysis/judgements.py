"""The items whose answers are judged, and what each code of them is worth under a method."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.arrays import Floats, Ints
from analysis.dataset import MISSING
from analysis.methods import Method, score_choices
from analysis.tally import code_byte


class Level(StrEnum):
    """What an indicator sums up."""

    CRITERION = "criterion"
    FACTOR = "factor"
    OVERALL = "overall"


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """The judged items of an instrument in questionnaire order (K), its factors (F) and its worths.

    `y` and `valid` (versions, K, 256) hold by `tally.code_byte` the value of a code and whether it enters
    the denominator; `missing` names each kind's own array. `groups` (K, F + 1) marks the criteria of each
    factor and, in its last column, all criteria. `weights` (F) are the factors' weights in the whole, which
    are put together from the factors' pooled figures where `pooled`, else from their means of criteria.
    """

    items: tuple[str, ...]
    roles: tuple[str, ...]
    item_factors: tuple[str, ...]
    factors: tuple[str, ...]
    versions: tuple[str, ...]
    y: Floats
    valid: Floats
    missing: dict[str, Floats]
    groups: Floats
    scale: tuple[float, float]
    weights: Floats
    pooled: bool

    def version_of(self, blocks: pd.DataFrame) -> Ints:
        """The place in `versions` of each block's version."""
        return pd.Index(self.versions).get_indexer(pd.Index(blocks["version"])).astype(np.int64)


def judge(codebook: pd.DataFrame, instrument: str, method: Method) -> Judgements:
    """The judgements of `instrument` under `method`.

    An item is judged when it is a select_one in the role of criterion, factor_general or overall and the
    method values a choice of it. A method's own factors say which items are its criteria. Where versions
    differ on an item's factor or place, the last one counts.
    """
    book = _placed(codebook[codebook["instrument"] == instrument], method)
    worth = score_choices(book, method)
    valued = set(worth.loc[worth["valid"] > 0, "item"])
    roles = book["role"].isin(["criterion", "factor_general", "overall"])
    asked = book[roles & book["type"].eq("select_one") & book["item"].isin(valued)]
    # The codebook names versions in the order of publishing; their names need not sort so ('9', '10').
    last = asked.drop_duplicates("item", keep="last")
    last = last.sort_values(["number", "item"])
    items = tuple(last["item"])
    factor = last["factor"].fillna("").to_numpy(dtype=object)
    criterion = last["role"].eq("criterion").to_numpy()
    weights = {own.name: own.weight for own in method.factors}
    factors = tuple(weights or dict.fromkeys(name for name in factor if name))
    groups = np.column_stack([*[criterion & (factor == name) for name in factors], criterion])
    versions = tuple(sorted(set(book["version"])))
    y, valid, missing = _tables(worth, versions, items)
    values = worth.loc[(worth["valid"] > 0) & worth["item"].isin(items), "y"]
    scale = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    return Judgements(
        items, tuple(last["role"]), tuple(factor), factors, versions, y, valid, missing,
        groups.astype(np.float64), scale, np.array([weights.get(name, 1.0) for name in factors]),
        method.within == "pooled",
    )  # fmt: skip


def _placed(book: pd.DataFrame, method: Method) -> pd.DataFrame:
    """`book` with the method's own criteria and factors in place of its own, where the method has any."""
    if not method.factors:
        return book
    factor_of = {item: factor.name for factor in method.factors for item in factor.items}
    own = book["item"].isin(factor_of)
    role = book["role"].mask(book["role"].eq("criterion") & ~own, None).mask(own, "criterion")
    return book.assign(role=role, factor=book["item"].map(factor_of).where(own, book["factor"]))


def _tables(
    worth: pd.DataFrame, versions: tuple[str, ...], items: tuple[str, ...]
) -> tuple[Floats, Floats, dict[str, Floats]]:
    rows = worth[worth["item"].isin(items)]
    at = (
        pd.Index(versions).get_indexer(pd.Index(rows["version"])),
        pd.Index(items).get_indexer(pd.Index(rows["item"])),
        code_byte(rows["code"].to_numpy()),
    )
    shape = (len(versions), len(items), 256)
    y, valid = np.zeros(shape), np.zeros(shape)
    y[at], valid[at] = rows["y"], rows["valid"]
    missing = {kind: np.zeros(shape) for kind in MISSING}
    for kind, table in missing.items():
        table[at] = rows["kind"].eq(kind)
    return y, valid, missing
