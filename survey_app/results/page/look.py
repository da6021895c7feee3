"""One reader's look at a round: what was asked, with everything at hand to compute and to name it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import Dataset, Where, distribution, indicators
from analysis.methods import Method, find
from forms import Instrument, Item
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import Tree, Unit
from survey_app.responses import service as responses
from survey_app.results.model import POOLED, Channel, Request, rated_items
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round
from survey_app.store import Database, get_setting
from wording import say


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The round, its instrument, the units by code (each in its last period) and their tree at its end.

    ``repeated`` counts the round's responses that are flagged as a browser's second of the day; ``office``
    is what the office is called, '' until it says so.
    """

    request: Request
    dataset: Dataset
    round: Round
    instrument: Instrument
    units: Mapping[str, Unit]
    tree: Tree
    method: Method
    demo: bool
    repeated: int
    office: str

    @property
    def language(self) -> str:
        return self.request.language

    @property
    def unit(self) -> Unit | None:
        """The unit asked for; None for the whole country."""
        return self.units.get(self.request.unit)

    @property
    def judged(self) -> list[Item]:
        """The items that are rated, in the instrument's order."""
        return rated_items(self.instrument)

    def say(self, key: str, **values: object) -> str:
        """The words of ``results.<key>``."""
        return say(self.language, f"results.{key}", **values)

    def text(self, labels: Mapping[str, str]) -> str:
        """A text of the instrument."""
        return self.instrument.text(labels, self.language)

    def unit_name(self, code: str) -> str:
        """What a unit is called; the code of one nobody knows."""
        unit = self.units.get(code)
        if unit is None:
            return code
        return unit.name_en if self.language == "en" and unit.name_en else unit.name_vi

    def channel_name(self, mode: str, tier: str) -> str:
        """Mode and tier in words."""
        if mode == POOLED:
            return self.say("channel_all")
        return f"{self.say(f'mode_{mode}')} · {self.say(f'tier_{tier}' if tier else 'tier_none')}"

    def indicators(
        self, *, by: Sequence[str] = (), aggregation: str | None = None, pool: bool = False
    ) -> pd.DataFrame:
        """Indicators as they may be published, a row for each mode and tier unless pooled."""
        return indicators(
            self.dataset, by=by, method=str(self.method), aggregation=aggregation, **self._selection(pool)
        )

    def distribution(self, *, pool: bool = False) -> pd.DataFrame:
        """Counts of answers as they may be published."""
        return distribution(self.dataset, **self._selection(pool))

    def _selection(self, pool: bool) -> dict[str, Any]:
        asked = self.request
        where = Where(units=(asked.unit,) if asked.unit else (), months=(asked.month,) if asked.month else ())
        return {
            "instrument": self.instrument.id,
            "rounds": (self.round.code,),
            "where": where,
            "pool": pool,
            "publish": True,
        }


def open_look(db: Database, dataset: Dataset, request: Request) -> Look:
    """The look that ``request`` asks for. Raises NotFound for an unknown round."""
    found = rounds.round_(db, request.round)
    units = list(places.all_units(db))
    return Look(
        request,
        dataset,
        found,
        instruments.published(db, found.instrument, found.version),
        {unit.code: unit for unit in units},  # by code and first day: the last period stays
        Tree(units, found.ends_on),
        find(None),
        get_setting(db, "demo") == "yes",
        responses.repeated(db, found.code),
        get_setting(db, "office_name") or "",
    )


def in_channel(frame: pd.DataFrame, channel: Channel | None) -> pd.DataFrame:
    """The rows of one channel; of a pooled frame (``channel`` None) all."""
    if channel is None:
        return frame
    return frame[(frame["mode"] == channel.mode) & (frame["tier"] == channel.tier)]
