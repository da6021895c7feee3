"""One figure down to what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.cells import Source
from analysis.dataset import Dataset
from analysis.disclosure import protect
from analysis.distribution import count_choices
from analysis.engines import open_engine
from analysis.errors import NotPublishable
from analysis.indicators import result_columns
from analysis.judgements import Judgements, Level, judge
from analysis.methods import describe, find, score_choices
from analysis.selection import CHANNELS, select


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """`method` in words, the complete `responses` of the cell, and the `counts` behind the figure: columns
    item, code, choice, kind ('valid' or 'missing'), n, valid (whether the method counts the answer) and y
    (its value)."""

    method: str
    responses: int
    counts: pd.DataFrame


def explain(
    dataset: Dataset, row: Mapping[str, Any], *, language: str, engine: str = "duckdb", publish: bool = False
) -> Explanation:
    """What the figure in `row`, a row of `indicators`, is made of.

    With `publish` the counts are those that were published. Raises NotPublishable for a hidden row, and what
    `indicators` raises for names the dataset does not have.
    """
    if publish and pd.isna(row["n"]):
        raise NotPublishable("hidden_row", "row", {"name": str(row["indicator"])})
    instrument = str(row["instrument"])
    method = find(str(row["method"]), dataset.methods, instrument)
    kept = [channel for channel in CHANNELS if row[channel] != "all"]
    fixed = set(result_columns(select(dataset, instrument)))
    by = [*(name for name in row if name not in fixed), *kept]
    selection = select(dataset, instrument, rounds=[str(row["round"])], by=by, pool=True)
    judged = judge(dataset.codebook, instrument, method)
    with open_engine(engine) as opened:
        asked = Source(opened, dataset, selection)
        source = protect(asked).source if publish else asked
        counts, blocks = count_choices(source), source.cells().blocks
    for name in by:
        counts, blocks = counts[counts[name] == row[name]], blocks[blocks[name] == row[name]]
    book = dataset.codebook[dataset.codebook["instrument"] == instrument]
    worth = score_choices(book, method).drop_duplicates(["item", "code"], keep="last")
    own = counts[counts["item"].isin(_items(judged, row))]
    valued = own.merge(worth[["item", "code", "valid", "y"]], on=["item", "code"], how="left")
    columns = ["item", "code", "choice", "kind", "n", "valid", "y"]
    return Explanation(describe(method, book, language), int(blocks["responses"].sum()), valued[columns])


def _items(judged: Judgements, row: Mapping[str, Any]) -> list[str]:
    """The items an indicator is made of."""
    if row["level"] == Level.CRITERION:
        return [str(row["indicator"])]
    general = "factor_general" if row["level"] == Level.FACTOR else "overall"
    role = general if row["aggregation"] == "question" else "criterion"
    factor = row["indicator"] if row["level"] == Level.FACTOR else None
    return [
        item
        for item, its_role, its_factor in zip(judged.items, judged.roles, judged.item_factors, strict=True)
        if its_role == role and factor in (None, its_factor)
    ]
