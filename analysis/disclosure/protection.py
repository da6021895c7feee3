"""From a request to its protected table, and from that table's figures to those that may be published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import narwhals as nw
import numpy as np
import pandas as pd

from analysis.arrays import Bools, Floats
from analysis.cells import Source
from analysis.dataset import UNIT_TYPES
from analysis.disclosure.hiding import Lines, hide_lines
from analysis.disclosure.steps import LEAST
from analysis.disclosure.views import Ledger, protect_views
from analysis.engines import collect
from analysis.errors import NotPublishable
from analysis.selection import CHANNELS, Selection, Where, unit_level

HIDDEN: Final = f"<{LEAST}"  # what a page prints in place of a hidden n


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
        filters: dict[str, tuple[str, ...]] = {unit_level(units, code): (code,) for code in where.units}
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
    # Steps stand as they were taken: an exclusion that moved them would let others in or out by ones.
    ledger = _read_ledger(replace(source, selection=wide, excluded=True))
    view = protect_views(ledger, [name for name in wide.dimensions if name != "nation"])
    cells = ledger.groups[list(wide.dimensions)].assign(place=view.row).drop_duplicates("place")
    cells = cells.sort_values("place", ignore_index=True)
    cuts = pd.concat(
        [cells[list(wide.dimensions)].assign(dataset=place, cut=cut) for place, cut in enumerate(view.cut.T)],
        ignore_index=True,
    )
    shown = replace(source, selection=wide, cuts=cuts[cuts["cut"] > 0])
    return Protection(shown, asked, cells, view.hidden, view.totals)


def _read_ledger(source: Source) -> Ledger:
    """What was sealed into every finest group of the selection, mode and tier always apart."""
    wide = source.selection
    asked = [level for level in UNIT_TYPES if level in wide.by]
    units: list[str] = [
        level for level in UNIT_TYPES if asked and (level in asked or _above(level, asked[0]))
    ]
    others = [name for name in wide.by if name not in units]
    columns = ["round", *units, *CHANNELS, *others]
    sealed = source.responses(source.dataset.parts, placed=bool(units)).filter(nw.col("batch") > 0)
    found = collect(sealed.group_by(columns).agg(n=nw.len()))
    groups = found[["round"]].drop_duplicates()
    # Groups without responses stand in the tables too: a reader cannot tell them from hidden ones.
    sides: list[list[str]] = [units, list(CHANNELS), *([name] for name in others)]
    for side in sides:
        if side:
            groups = groups.merge(found[["round", *side]].drop_duplicates(), on="round")
    groups = groups.sort_values(columns, ignore_index=True)
    numbered = source.engine.lift(groups.assign(group=range(len(groups))))
    entries = sealed.join(numbered, on=columns, how="inner").group_by("group", "dataset", "batch")
    counted = collect(entries.agg(n=nw.len()))
    entry = {name: counted[name].to_numpy(np.int64) for name in ("group", "dataset", "batch", "n")}
    return Ledger(groups, **entry)


def _above(level: str, unit: str) -> bool:
    return UNIT_TYPES.index(level) > UNIT_TYPES.index(unit)


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
    for key, own in placed.assign(size=size.to_numpy()).groupby(list(group), sort=False):
        names = tuple(map(str, key))
        counted = np.zeros(len(protection.cells))
        counted[own["place"]] = own["size"]
        there = np.zeros(len(protection.cells), dtype=bool)
        there[own["place"]] = True
        hidden = protection.hidden | (there & (counted < LEAST)) | parts_hidden(names, flags)
        flags[names] = _hide_further(protection, counted, there, hidden)
        gone[own.index] = flags[names][own["place"]]
    placed.loc[gone, list(blank)] = pd.NA
    return protection.keep(pd.concat([placed, _absent(placed, protection, heads)], ignore_index=True))


def _hide_further(protection: Protection, size: Floats, there: Bools, hidden: Bools) -> Bools:
    """`hidden` and what must go with it where an indicator has few valid answers in a cell that is shown.

    Line by line only: such a cell holds ten responses or more, and solving all lines together for each
    indicator would keep a reader waiting for a minute.
    """
    if not (hidden & ~protection.hidden & there).any():
        return hidden
    totals = [
        Lines(np.where(there, lines.line, -1), lines.shown, size, lines.apart) for lines in protection.totals
    ]
    return hide_lines(size, hidden, np.zeros(len(size), dtype=bool), totals)


def _absent(placed: pd.DataFrame, protection: Protection, heads: Sequence[str]) -> pd.DataFrame:
    """Blank rows for hidden cells that made no step yet."""
    cells = protection.cells[protection.hidden & ~protection.cells["place"].isin(placed["place"])]
    pooled = {channel: "all" for channel in CHANNELS if channel not in cells}
    return cells.assign(**pooled).merge(placed[["round", *heads]].drop_duplicates(), on="round")


def is_hidden(rows: pd.DataFrame) -> pd.Series:
    """Which rows of a published table are hidden: they print as HIDDEN."""
    return rows["n"].isna()
