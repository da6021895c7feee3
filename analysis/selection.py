"""What was asked of a dataset, checked against what the dataset has."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.dataset import UNIT_TYPES, Dataset
from analysis.errors import SelectionRefused, UnknownName

UNIT_BY: Final = ("counter", "commune", "province", "nation")
CHANNELS: Final = ("mode", "tier")
ITEM: Final = "item:"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Where:
    """Which responses to keep; an empty field keeps all. `units` keeps what was served under any of them."""

    units: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    months: tuple[str, ...] = ()  # 'YYYY-MM'


@dataclass(frozen=True, slots=True)
class Selection:
    """A checked request. `by` are the columns a result gets, `channels` those of mode and tier that are not
    pooled: together with the round they tell one cell of responses from another."""

    instrument: str
    rounds: tuple[str, ...]
    by: tuple[str, ...]
    channels: tuple[str, ...]
    where: Where

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns of a cell."""
        return ("round", *self.by, *self.channels)

    @property
    def placed(self) -> bool:
        """Whether a response's place in the tree of units matters."""
        return bool(self.where.units) or bool(set(UNIT_TYPES[1:]) & set(self.by))


def select(
    dataset: Dataset,
    instrument: str,
    *,
    rounds: Sequence[str] = (),
    by: Sequence[str] = (),
    pool: bool = False,
    where: Where | None = None,
) -> Selection:
    """The request, checked.

    Raises UnknownName for an instrument, round, unit, item or `by` that does not exist, and SelectionRefused
    for an item that is not a select_one or a month that is not YYYY-MM.
    """
    where = where or Where()
    _refuse_unknown("unknown_instrument", "instrument", [instrument], dataset.codebook["instrument"])
    held = dataset.rounds[dataset.rounds["instrument"] == instrument]
    _refuse_unknown("unknown_round", "round", rounds, held["code"])
    _refuse_unknown("unknown_unit", "units", where.units, dataset.units["code"])
    for month in where.months:
        if not _MONTH.fullmatch(month):
            raise SelectionRefused("not_a_month", "months", {"name": month})
    for name in by:
        _check_by(dataset.codebook[dataset.codebook["instrument"] == instrument], name)
    columns = tuple(name for name in dict.fromkeys(by) if name not in ("round", *CHANNELS))
    channels = tuple(name for name in CHANNELS if not pool or name in by)
    return Selection(instrument, tuple(rounds), columns, channels, where)


def _check_by(codebook: pd.DataFrame, name: str) -> None:
    if not name.startswith(ITEM):
        known = ("round", *UNIT_BY, *CHANNELS, f"{ITEM}NAME")
        _refuse_unknown("unknown_by", "by", [name], known[:-1], shown=known)
        return
    item = name.removeprefix(ITEM)
    chosen = codebook.loc[codebook["type"] == "select_one", "item"]
    _refuse_unknown("unknown_item", "by", [item], codebook["item"], shown=chosen)
    if item not in set(chosen):
        raise SelectionRefused("item_not_select_one", "by", {"name": item, "known": _listed(chosen)})


def _refuse_unknown(
    code: str,
    place: str,
    names: Sequence[str],
    known: Collection[str],
    *,
    shown: Collection[str] | None = None,
) -> None:
    there = set(known)
    for name in names:
        if name not in there:
            raise UnknownName(code, place, name, set(there if shown is None else shown))


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(set(names)))


def unit_level(units: pd.DataFrame, code: str) -> str:
    """The type of unit `code` in its last dated row: the column of placed responses it stands in."""
    dated = units[units["code"] == code].sort_values("valid_from")
    level = str(dated["type"].iloc[-1])
    return level if level in UNIT_TYPES else UNIT_TYPES[0]
