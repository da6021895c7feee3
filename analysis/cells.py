"""From responses to cells: every response that counts gets its place in the table that was asked for.

A cell is one row of the table's left side (round, the by-columns, mode, tier). A block is the part of a cell
that came from one dataset, instrument version, stratum and PSU: the smallest group the variance needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import pandas as pd

from analysis.codebook import list_choices
from analysis.dataset import UNIT_TYPES, Dataset, Part
from analysis.engines import Engine, Frame, collect
from analysis.estimates import Design, read_design
from analysis.selection import CHANNELS, ITEM, Selection, Where, unit_level
from analysis.units import NATION, place_counters

_BLOCK = ("dataset", "version", "stratum", "psu")


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The blocks of a selection and the way to look up a part's responses in them.

    `blocks` has columns block, cell, dataset, version, stratum, psu, the selection's dimensions, responses
    (how many) and weighted (how many of them carry a weight).
    """

    source: "Source"
    blocks: pd.DataFrame

    def members(self, parts: Sequence[Part]) -> Frame:
        """The responses of `parts`: columns response, block, weight (1 where there is none)."""
        keys = [*self.source.selection.dimensions, *_BLOCK]
        lookup = self.source.engine.lift(self.blocks[["block", *keys]])
        found = self.source.responses(parts).join(lookup, on=keys, how="inner")
        return found.select("response", "block", nw.col("weight").fill_null(1.0))

    def name(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows`, which have a column cell, with their cells' names; 'all' for a pooled mode or tier."""
        selection = self.source.selection
        names = self.blocks.groupby("cell").first()[list(selection.dimensions)]
        named = rows.join(names, on="cell")
        pooled = {channel: "all" for channel in CHANNELS if channel not in selection.channels}
        return named.assign(instrument=selection.instrument, **pooled)

    def design(self) -> Design:
        """How the responses were drawn; strata and PSUs are counted over the whole round."""
        drawn = self.blocks["stratum"].ne("").any() or self.blocks["psu"].ne("").any()
        frame = self.blocks
        if drawn and self.source.selection.where != Where():
            whole = replace(self.source.selection, where=Where(), by=())
            frame = replace(self.source, selection=whole).cells().blocks
        return read_design(self.blocks, frame)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The responses a selection keeps. `cuts`, when given, has columns dataset, the dimensions and cut: the
    last sealed batch that a cell shows. With `excluded` also those that were left out of the figures."""

    engine: Engine
    dataset: Dataset
    selection: Selection
    cuts: pd.DataFrame | None = None
    excluded: bool = False

    def responses(self, parts: Sequence[Part], *, placed: bool = False) -> Frame:
        """The responses of `parts` with a column for every dimension; all levels of units when `placed`."""
        asked = self.selection
        found = self.engine.responses(parts, excluded=self.excluded)
        found = found.filter(nw.col("instrument") == asked.instrument)
        for column, kept in (
            ("round", asked.rounds),
            ("mode", asked.where.modes),
            ("tier", asked.where.tiers),
            ("month", asked.where.months),
        ):
            if kept:
                found = found.filter(nw.col(column).is_in(list(kept)))
        if placed or asked.placed:
            found = self._under(self._placed(found))
        if "nation" in asked.dimensions:
            found = found.with_columns(nation=nw.lit(NATION))
        for name in asked.by:
            if name.startswith(ITEM):
                found = self._chosen(found, parts, name)
        if self.cuts is not None:
            held = self.engine.lift(self.cuts)
            found = found.join(held, on=["dataset", *asked.dimensions], how="inner")
            found = found.filter(nw.col("batch").is_between(1, nw.col("cut")))
        return found

    def answers(self, parts: Sequence[Part]) -> Frame:
        """The coded answers of `parts`, in the codes of the dataset's codebook."""
        found, recodes = self.engine.answers(parts), self.dataset.recodes
        recodes = recodes[recodes["instrument"] == self.selection.instrument]
        if recodes.empty:
            return found
        kinds = {"dataset": "int32", "code": "int8", "to": "int8"}
        lookup = self.engine.lift(recodes[["dataset", "text", "code", "to"]].astype(kinds))
        joined = found.join(lookup, on=["dataset", "text", "code"], how="left")
        return joined.with_columns(code=nw.coalesce(nw.col("to"), nw.col("code")).cast(nw.Int8)).drop("to")

    def cells(self) -> Cells:
        """The blocks, counted over all parts."""
        keys = [*self.selection.dimensions, *_BLOCK]
        found = (
            self.responses(self.dataset.parts)
            .group_by(keys)
            .agg(responses=nw.len(), weighted=nw.col("weight").count())
        )
        blocks = collect(found).sort_values(keys, ignore_index=True)
        blocks["cell"] = blocks.groupby(list(self.selection.dimensions), sort=True).ngroup()
        blocks["block"] = range(len(blocks))
        return Cells(self, blocks.astype({"responses": "i8", "weighted": "i8", "cell": "i8", "block": "i8"}))

    def _placed(self, found: Frame) -> Frame:
        places = self.engine.lift(place_counters(self.dataset.units))
        placed = found.join(places, on="counter", how="left")
        on_the_day = nw.col("first").is_null() | nw.col("day").is_between(nw.col("first"), nw.col("last"))
        above = [nw.col(level).fill_null("") for level in UNIT_TYPES if level != "counter"]
        return placed.filter(on_the_day).with_columns(*above)

    def _under(self, placed: Frame) -> Frame:
        units = self.selection.where.units
        if not units:
            return placed
        under = [nw.col(unit_level(self.dataset.units, unit)) == unit for unit in units]
        return placed.filter(nw.any_horizontal(*under, ignore_nulls=True))

    def _chosen(self, found: Frame, parts: Sequence[Part], name: str) -> Frame:
        """`found` with the choice each response gave to one item; '' where its version does not ask it."""
        item = name.removeprefix(ITEM)
        answers = self.answers(parts).filter(nw.col("text") == item, nw.col("occurrence") == 1)
        given = answers.select("dataset", "response", "code")
        book = self.dataset.codebook
        rows = book[(book["instrument"] == self.selection.instrument) & (book["item"] == item)]
        names = list_choices(rows)[["version", "code", "choice"]].astype({"code": "int8"})
        choices = self.engine.lift(names.rename(columns={"choice": name}))
        coded = found.join(given, on=["dataset", "response"], how="left")
        named = coded.join(choices, on=["version", "code"], how="left").drop("code")
        return named.with_columns(nw.col(name).fill_null(""))
