"""One reader's look at a round: what was asked, with everything at hand to compute and to name it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import Dataset, Where, distribution, indicators
from analysis.methods import DEFAULT, Method, Statistic, find
from forms import Instrument, Item, Role
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import Tree, Unit
from survey_app.responses import service as responses
from survey_app.results.model import POOLED, Channel, Request, judged_items
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round
from survey_app.store import Database, get_setting
from wording import say
from wording.figures import number, percent


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The round, its instrument, the units by code (each in its last period) and their tree at its end.

    ``method`` is the one the figures are made by, ``methods`` those a reader can choose among. ``repeated``
    counts the round's responses that are flagged as a browser's second of the day, ``excluded`` those that
    are left out of the figures; ``office`` is what the office is called, '' until it says so.
    """

    request: Request
    dataset: Dataset
    round: Round
    instrument: Instrument
    units: Mapping[str, Unit]
    tree: Tree
    method: Method
    methods: Sequence[Method]
    demo: bool
    repeated: int
    excluded: int
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
        own = self._own_factors
        if not own:
            return judged_items(self.instrument)
        return judged_items(self.instrument, (Role.FACTOR_GENERAL, Role.OVERALL), own)

    @property
    def criteria(self) -> list[Item]:
        """Of these the criteria, from which factors and the overall indicator are put together."""
        own = self._own_factors
        return [item for item in self.judged if item.name in own or (not own and item.role is Role.CRITERION)]

    @property
    def factors(self) -> list[str]:
        """The factors by name, in order: those of the method, else those of the instrument."""
        if self.method.factors:
            return [factor.name for factor in self.method.factors]
        named = [item.factor for item in self.judged if item.factor]
        return list(dict.fromkeys([*self.instrument.factors, *named]))

    @property
    def _own_factors(self) -> Mapping[str, str]:
        """The factor of each item that the method's own factors name."""
        return {item: factor.name for factor in self.method.factors for item in factor.items}

    @property
    def scale(self) -> tuple[float, float] | None:
        """The scale the figures stand on where they are means of scores; None for shares."""
        if self.method.statistic is Statistic.SHARE:
            return None
        scores = [
            float(choice.score)
            for item in self.judged
            for choice in self.instrument.choices(item)
            if choice.score is not None
        ]
        return (min(scores), max(scores)) if scores and min(scores) < max(scores) else (0.0, 1.0)

    def factor_of(self, item: Item) -> str:
        """The factor ``item`` belongs to, '' for none."""
        return self._own_factors.get(item.name) or item.factor or ""

    def factor_name(self, name: str) -> str:
        """What a factor, or the overall indicator, is called."""
        own = {factor.name: factor.labels for factor in self.method.factors}
        label = own.get(name) or self.instrument.factors.get(name, {})
        if label:
            return self.text(label)
        return self.say("overall") if name == "overall" else name

    def figure(self, value: float) -> str:
        """An estimate in figures: a share as percent, a mean with two decimals."""
        return percent(value, self.language) if self.scale is None else number(value, self.language, 2)

    def say(self, key: str, **values: object) -> str:
        """The words of ``results.<key>``."""
        return say(self.language, f"results.{key}", **values)

    def text(self, labels: Mapping[str, str]) -> str:
        """A text of the instrument."""
        return self.instrument.text(labels, self.language)

    def unit_name(self, code: str) -> str:
        """What a unit is called; the code of one nobody knows."""
        unit = self.units.get(code)
        return code if unit is None else unit.name(self.language)

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
    instrument = instruments.published(db, found.instrument, found.version)
    methods = _methods(db, dataset, instrument)
    return Look(
        request,
        dataset,
        found,
        instrument,
        {unit.code: unit for unit in units},  # by code and first day: the last period stays
        Tree(units, found.ends_on),
        find(request.method or str(methods[0]), dataset.methods, instrument.id),
        methods,
        get_setting(db, "demo") == "yes",
        responses.repeated(db, found.code),
        responses.excluded_in(db, found.code),
        get_setting(db, "office_name") or "",
    )


def _methods(db: Database, dataset: Dataset, instrument: Instrument) -> list[Method]:
    """The methods that can be asked for, the usual one first: the form's own in its order, the built-in ones
    where the form says what they count, those that other versions of it brought."""
    own = [str(method) for method in instrument.methods]
    kept = [str(method) for method in instruments.methods(db, instrument.id)]
    choices = [choice for item in judged_items(instrument) for choice in instrument.choices(item)]
    built_in = {
        "share_satisfied": any(choice.satisfied is not None for choice in choices),
        "mean_score": any(choice.score is not None for choice in choices),
    }
    told = [name for name, counts in built_in.items() if counts]
    named = dict.fromkeys([*own, *told, *kept]) or [DEFAULT]
    return [find(name, dataset.methods, instrument.id) for name in named]


def in_channel(frame: pd.DataFrame, channel: Channel | None) -> pd.DataFrame:
    """The rows of one channel; of a pooled frame (``channel`` None) all."""
    if channel is None:
        return frame
    return frame[(frame["mode"] == channel.mode) & (frame["tier"] == channel.tier)]
