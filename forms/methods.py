"""Methods that come with a form: what satisfies, what forms a factor, how figures are put together.

A method is known by name and version and never changes; another formula is another version.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from forms.items import Labels

BUILT_IN: Final = ("share_satisfied", "mean_score")  # names of the methods every form has


class Statistic(StrEnum):
    """What an item's figure is: the share of answers that satisfy, or the mean of their scores."""

    SHARE = "share"
    MEAN = "mean"


class Aggregation(StrEnum):
    """How a factor, or the whole, is put together."""

    POOLED = "pooled"
    MEAN_OF_CRITERIA = "mean_of_criteria"
    MEAN_OF_FACTORS = "mean_of_factors"
    WEIGHTED_FACTORS = "weighted_factors"


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a method: the items that form it, and its weight where factors are weighted."""

    name: str
    items: tuple[str, ...]
    label: Labels = field(default_factory=dict)
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `satisfied` are the names of choices that satisfy; none means the choices' own columns.

    `within` puts a factor's items together, `across` the whole. `source` says where the formula comes from.
    """

    name: str
    version: int
    statistic: Statistic = Statistic.SHARE
    label: Labels = field(default_factory=dict)
    source: Labels = field(default_factory=dict)
    satisfied: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    within: Aggregation = Aggregation.POOLED
    across: Aggregation = Aggregation.POOLED

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


def method_of(read: dict[str, Any]) -> Method:
    """The method that was written as JSON, see `frozen.plain`."""
    kinds = {"statistic": Statistic, "within": Aggregation, "across": Aggregation}
    known = {key: kinds[key](value) for key, value in read.items() if key in kinds}
    satisfied = tuple(read.get("satisfied", ()))
    factors = tuple(map(_factor_of, read.get("factors", ())))
    return Method(**{**read, **known, "satisfied": satisfied, "factors": factors})


def _factor_of(read: dict[str, Any]) -> Factor:
    weight = Decimal(read["weight"]) if "weight" in read else None
    return Factor(**{**read, "items": tuple(read["items"]), "weight": weight})
