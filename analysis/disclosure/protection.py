"""From a request to its protected table, and from that table's figures to those that may be published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.cells import Source
from analysis.dataset import UNIT_TYPES
from analysis.disclosure.hiding import Lines, hide_rows
from analysis.disclosure.steps import LEAST
from analysis.disclosure.views import protect_views
from analysis.engines import collect
from analysis.errors import NotPublishable
from analysis.selection import CHANNELS, Selection, Where, unit_level

HIDDEN: Final = f"<{LEAST}"  # what a page prints in place of a hidden n
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Protection:
    """A table made safe as a whole: the request's filters are columns of it until `keep` applies them.

    `source` reads what may be shown; `cells` has a row for each cell, with `hidden` and the lines under
    every `total` a reader can also ask for.
    """

    source: Source
    asked: Selection
    cells: pd.DataFrame
    hidden: Bools
    totals: tuple[Lines, ...]

    def keep(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that were asked for, the filters' columns still in place."""
        where = self.asked.where
        units = self.source.dataset.units
        filters = {unit_level(units, code): (code,) for code in where.units}
        filters |= {"mode": where.modes, "tier": where.tiers, "month": where.months}
        for column, kept in filters.items():
            if kept:
                rows = rows[rows[column].isin(kept)]
        pooled = {channel: "all" for channel in CHANNELS if channel not in self.asked.channels}
        return rows.assign(**pooled)


def protect(source: Source) -> Protection:
    """The protection of what `source` selects.

    Raises NotPublishable for several units or months at once, or a pool of some modes or tiers: the
    difference of two such choices could be a single response.
    """
    asked = source.selection
    wide = _widen(source, asked)
    units = set(UNIT_TYPES) & set(wide.by)
    groups = [*wide.dimensions, *(level for level in UNIT_TYPES if units and level not in wide.by)]
    sealed = replace(source, selection=wide).responses(source.dataset.parts, placed=bool(units))
    counted = sealed.filter(nw.col("batch") > 0).group_by("dataset", "batch", *groups).agg(n=nw.len())
    ledger = collect(counted).sort_values(["dataset", "batch", *groups], ignore_index=True)
    view = protect_views(ledger, wide.dimensions)
    keys = ["dataset", *wide.dimensions]
    cuts = ledger[keys].assign(cut=view.cut).drop_duplicates(keys)
    cells = ledger[list(wide.dimensions)].assign(place=view.row).drop_duplicates("place").sort_values("place")
    shown = replace(source, selection=wide, cuts=cuts[cuts["cut"] > 0].astype({"cut": "int64"}))
    return Protection(shown, asked, cells, view.hidden, view.totals)


def _widen(source: Source, asked: Selection) -> Selection:
    """The request without filters, each of them a column instead."""
    where = asked.where
    for place, chosen in (("units", where.units), ("months", where.months)):
        if len(chosen) > 1:
            raise NotPublishable("publish_one", place, {"name": ", ".join(chosen)})
    for channel, chosen in zip(CHANNELS, (where.modes, where.tiers), strict=True):
        if len(chosen) > 1 and channel not in asked.channels:
            raise NotPublishable("publish_one", f"{channel}s", {"name": ", ".join(chosen)})
    levels = [unit_level(source.dataset.units, code) for code in where.units]
    columns = dict.fromkeys([*asked.by, *levels, *(["month"] if where.months else [])])
    filtered = {"mode": where.modes, "tier": where.tiers}
    channels = tuple(name for name in CHANNELS if name in asked.channels or filtered[name])
    return replace(asked, by=tuple(columns), channels=channels, where=Where())


def publish(
    rows: pd.DataFrame,
    protection: Protection,
    *,
    heads: Sequence[str],
    group: Sequence[str],
    size: pd.Series,
    parts_hidden: Callable[[tuple[str, ...], dict[tuple[str, ...], Bools]], Bools | bool],
    blank: Sequence[str],
) -> pd.DataFrame:
    """`rows` of the protected table with the hidden ones blank, reduced to those that were asked for.

    Rows are told apart by the cell and their `heads`; those that share `group` are hidden as one by their
    `size` (responses). `parts_hidden` says of a group in which cells a part of it is hidden, given the groups
    before it. Hidden cells that have no rows get blank ones.
    """
    dimensions = list(protection.source.selection.dimensions)
    placed = rows.merge(protection.cells, on=dimensions, how="left")
    flags: dict[tuple[str, ...], Bools] = {}
    gone = np.zeros(len(rows), dtype=bool)
    for names, own in placed.assign(size=size.to_numpy()).groupby(list(group), sort=False):
        counted = np.zeros(len(protection.cells))
        counted[own["place"]] = own["size"]
        there = np.zeros(len(protection.cells), dtype=bool)
        there[own["place"]] = True
        hidden = protection.hidden | (there & (counted < LEAST)) | parts_hidden(names, flags)
        flags[names] = _hide_further(protection, counted, there, hidden)
        gone[own.index] = flags[names][own["place"]]
    placed.loc[gone, list(blank)] = pd.NA
    return protection.keep(pd.concat([placed, _absent(placed, protection, heads)], ignore_index=True))


def _hide_further(
    protection: Protection, size: npt.NDArray[np.float64], there: Bools, hidden: Bools
) -> Bools:
    if not (hidden & ~protection.hidden & there).any():
        return hidden
    totals = [Lines(np.where(there, lines.line, -1), size, lines.apart) for lines in protection.totals]
    return hide_rows(size, hidden, totals)


def _absent(placed: pd.DataFrame, protection: Protection, heads: Sequence[str]) -> pd.DataFrame:
    """Blank rows for hidden cells that made no step yet."""
    cells = protection.cells[protection.hidden & ~protection.cells["place"].isin(placed["place"])]
    pooled = {channel: "all" for channel in CHANNELS if channel not in cells}
    return cells.assign(**pooled).merge(placed[["round", *heads]].drop_duplicates(), on="round")


def is_hidden(rows: pd.DataFrame) -> pd.Series:
    """Which rows of a published table are hidden: they print as HIDDEN."""
    return rows["n"].isna()
