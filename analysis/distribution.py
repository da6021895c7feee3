"""Distributions: how many chose what, per item with choices."""

from collections.abc import Sequence

import pandas as pd

from analysis import disclosure
from analysis.cells import Source
from analysis.codebook import list_choices
from analysis.dataset import Dataset
from analysis.engines import open_engine
from analysis.selection import Selection, Where, select
from analysis.tally import count_codes


def distribution(
    dataset: Dataset,
    instrument: str,
    *,
    rounds: Sequence[str] = (),
    by: Sequence[str] = (),
    pool: bool = False,
    where: Where | None = None,
    engine: str = "duckdb",
    publish: bool = False,
) -> pd.DataFrame:
    """One row a round, item, by-value, mode, tier and choice that was given.

    Columns round, instrument, item, factor ('' for none), the by-columns as named, mode, tier, code, choice
    (a choice's name or the kind of missing), kind ('valid' or 'missing'), n (answers; of a select_multiple a
    response may give several). Which responses count, what `publish` hides and the errors raised are those
    of `indicators`.
    """
    selection = select(dataset, instrument, rounds=rounds, by=by, pool=pool, where=where)
    with open_engine(engine) as opened:
        source = Source(opened, dataset, selection)
        return _publish(source) if publish else count_choices(source)


def _publish(source: Source) -> pd.DataFrame:
    protection = disclosure.protect(source)
    rows = count_choices(protection.source)
    columns = distribution_columns(source.selection)
    if rows.empty:
        return pd.DataFrame(columns=columns)
    dimensions = list(protection.source.selection.dimensions)
    valid = rows["n"].where(rows["kind"].eq("valid"), 0)
    rows["order"] = rows.groupby("item", sort=False).ngroup()
    published = disclosure.publish(
        rows,
        protection,
        heads=["instrument", "item", "factor", "order", "code", "choice", "kind"],
        group=["item"],
        size=valid.groupby([rows[name] for name in [*dimensions, "item"]]).transform("sum"),
        parts_hidden=lambda _group, _flags: False,
        blank=["n"],
    )
    # Which kinds of missing occurred would itself tell something of a hidden cell.
    published = published[published["kind"].eq("valid") | published["n"].notna()]
    order = published.assign(last=published["kind"].eq("missing"))
    keys = ["round", "order", *source.selection.by, "mode", "tier", "last", "code"]
    return order.sort_values(keys, ignore_index=True)[columns]


def distribution_columns(selection: Selection) -> list[str]:
    """The columns of a distribution, in order."""
    head = ["round", "instrument", "item", "factor", *selection.by, "mode", "tier"]
    return [*head, "code", "choice", "kind", "n"]


def count_choices(source: Source) -> pd.DataFrame:
    """The rows of `distribution` for the responses of `source`."""
    columns = distribution_columns(source.selection)
    book = source.dataset.codebook
    book = book[(book["instrument"] == source.selection.instrument) & book["code"].notna()]
    listed = book.drop_duplicates("item", keep="last")  # versions stand in the order of publishing
    listed = listed.sort_values(["number", "item"], ignore_index=True)
    cells = source.cells()
    counts = count_codes(cells, list(listed["item"]))
    if counts.empty:
        return pd.DataFrame(columns=columns)
    asked = counts[["block", "item"]].drop_duplicates().join(cells.blocks[["cell", "version"]], on="block")
    asked["text"] = listed["item"].to_numpy()[asked["item"]]
    choices = list_choices(book).rename(columns={"item": "text"})
    every = asked.merge(choices, on=["version", "text"]).merge(
        counts, on=["block", "item", "code"], how="left"
    )
    every = every[every["kind"].eq("") | every["n"].notna()]  # a word nobody chose still has its place
    keys = ["cell", "item", "text", "code", "choice", "kind"]
    summed = every.groupby(keys)["n"].sum().astype("Int64").reset_index()
    named = cells.name(
        summed.drop(columns="item").assign(place=summed["item"]).rename(columns={"text": "item"})
    )
    named["factor"] = listed["factor"].fillna("").to_numpy()[named["place"]]
    named["kind"] = named["kind"].where(named["kind"].eq(""), "missing").replace("", "valid")
    order = named.assign(last=named["kind"].eq("missing"))
    return order.sort_values(["round", "place", "cell", "last", "code"], ignore_index=True)[columns]
