"""Named, versioned methods: what of an answer goes into the numerator and what into the denominator.

A published number names its method. A method is never changed; a better one is a new version beside it.
The built-in ones are for every instrument; others came with a form and are for that instrument alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from analysis.codebook import list_choices
from analysis.errors import UnknownName
from wording import say
from wording.figures import exact

AGGREGATIONS: Final = (
    "item",
    "pooled",
    "mean_of_criteria",
    "mean_of_factors",
    "weighted_factors",
    "question",
)


class Statistic(StrEnum):
    """What a method estimates."""

    SHARE = "share"  # between 0 and 1
    MEAN = "mean"  # on the scale of the scores


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a method: its items, what it is called by language, its weight among the factors."""

    name: str
    items: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Method:
    """`value` is the codebook's column that is averaged over the choices where it stands.

    The other fields are of a method that came with the form `instrument`: `satisfied` the names of choices
    that count as satisfied (none: the codebook says), `factors` what stands in place of the codebook's own
    (none: those), `within` how items become a factor, `across` how the whole is made ('': in every way).
    """

    name: str
    version: int
    statistic: Statistic
    value: str
    instrument: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    satisfied: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    within: str = "mean_of_criteria"
    across: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def aggregations(self) -> tuple[str, ...]:
        """The aggregations it gives, in the order of a report."""
        if self.across:
            used = {"item", self.within, self.across, "question"}
            return tuple(name for name in AGGREGATIONS if name in used)
        return tuple(name for name in AGGREGATIONS if name != "weighted_factors")

    def gives(self, level: str, aggregation: str) -> bool:
        """Whether it gives `aggregation` at `level` (criterion, factor or overall)."""
        if not self.across or aggregation in ("item", "question"):
            return aggregation in self.aggregations
        return aggregation == (self.within if level == "factor" else self.across)

    def label(self, language: str) -> str:
        """The method's name in words."""
        if not self.instrument:
            return say(language, f"analysis.method_{self.name}_{self.version}")
        return _in_language(self.labels, language) or self.name

    def source(self, language: str) -> str:
        """Where the method comes from and how far that has been confirmed."""
        if not self.instrument:
            return say(language, f"analysis.source_{self.name}_{self.version}")
        given = _in_language(self.sources, language)
        return say(language, "analysis.source_given", source=given) if given else _no_source(language)


METHODS: Final = (
    Method("share_satisfied", 1, Statistic.SHARE, "satisfied"),
    Method("mean_score", 1, Statistic.MEAN, "score"),
)
DEFAULT: Final = "share_satisfied"


def find(name: str | None, methods: pd.DataFrame | None = None, instrument: str = "") -> Method:
    """The method called `name`, as 'name' (its newest version), 'name@version' or None (the default).

    `methods` is the dataset's table of that name; those of `instrument` are known beside the built-in ones,
    and the first of them is the default. Raises UnknownName listing the methods there are.
    """
    own = [] if methods is None else _own(methods, instrument)
    known = [*own, *METHODS]
    bare, _, version = (name or (own[0].name if own else DEFAULT)).partition("@")
    found = [m for m in known if m.name == bare and version in ("", str(m.version))]
    if not found:
        raise UnknownName("unknown_method", "method", str(name), map(str, known))
    return max(found, key=lambda method: method.version)


def _own(methods: pd.DataFrame, instrument: str) -> list[Method]:
    rows = methods[methods["instrument"] == instrument]
    return [_method(row) for _, row in rows.iterrows()]


def _method(row: "pd.Series[Any]") -> Method:
    statistic = Statistic(row["statistic"])
    weighted = row["across"] == "weighted_factors"
    factors = tuple(
        Factor(f["name"], tuple(f["items"]), _labels(f, "label"), float(f["weight"]) if weighted else 1.0)
        for f in json.loads(row["factors"])
    )
    return Method(
        name=str(row["method"]),
        version=int(row["version"]),
        statistic=statistic,
        value="score" if statistic is Statistic.MEAN else "satisfied",
        instrument=str(row["instrument"]),
        labels=_labels(row, "label"),
        sources=_labels(row, "source"),
        satisfied=tuple(str(row["satisfied"] or "").split()),
        factors=factors,
        within=str(row["within"]),
        across=str(row["across"]),
    )


def _labels(row: "Mapping[str, Any] | pd.Series[Any]", key: str) -> dict[str, str]:
    found = {tag: row.get(f"{key}_{tag}") for tag in ("vi", "en")}
    return {tag: text for tag, text in found.items() if isinstance(text, str) and text}


def _in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _no_source(language: str) -> str:
    return say(language, "analysis.source_none")


def score_choices(codebook: pd.DataFrame, method: Method) -> pd.DataFrame:
    """The rows of `list_choices` with what each answer means to `method`.

    Further columns y (the value, 0 where there is none) and valid (1.0 where the answer enters the
    denominator, else 0.0). Where the method names the choices that satisfy, every opinion of an item that
    has such a choice enters.
    """
    choices = list_choices(codebook)
    opinion = choices["kind"].eq("")
    if method.satisfied:
        named = choices["choice"].isin(method.satisfied) & opinion
        there = named.groupby([choices["version"], choices["item"]]).transform("any")
        return choices.assign(y=named.astype("float64"), valid=(there & opinion).astype("float64"))
    valid = choices[method.value].notna() & opinion
    values = choices[method.value].astype("Float64").fillna(0.0).astype("float64")
    return choices.assign(y=values.where(valid, 0.0), valid=valid.astype("float64"))


def describe(method: Method, codebook: pd.DataFrame, language: str) -> str:
    """The method in words with its source: what counts as satisfied, or the scale the mean stands on; of one
    that came with a form also its factors, their weights and how they are put together."""
    items = {item for factor in method.factors for item in factor.items}
    book = codebook[codebook["item"].isin(items)] if items else codebook
    judged = book[book["missing"].isna() & book["code"].notna()]
    if method.statistic is Statistic.MEAN:
        scales = judged.groupby("item")["score"].agg(["min", "max"]).dropna().drop_duplicates()
        text = ", ".join(f"{low:g}–{high:g}" for low, high in sorted(scales.itertuples(index=False)))
    else:
        column = f"choice_label_{language}" if f"choice_label_{language}" in judged else "choice_label_vi"
        counts = judged["choice"].isin(method.satisfied) if method.satisfied else judged["satisfied"].eq(1)
        text = ", ".join(judged.loc[counts, column].dropna().unique())
    said = [
        f"{method.label(language)} ({method})",
        say(language, f"analysis.detail_{method.statistic}", values=text),
    ]
    if method.across:
        said += _composition(method, language)
    return " ".join([f"{said[0]}.", *said[1:], method.source(language)])


def _composition(method: Method, language: str) -> list[str]:
    """How the figures are put together, a sentence each."""
    weighted = method.across == "weighted_factors"
    named = [
        say(
            language,
            "analysis.factor_weighted" if weighted else "analysis.factor_of",
            name=_in_language(factor.labels, language) or factor.name,
            items=", ".join(factor.items),
            weight=exact(factor.weight, language),
        )
        for factor in method.factors
    ]
    factors = [say(language, "analysis.factors_are", values="; ".join(named))] if named else []
    ways = [
        say(language, f"analysis.within_{method.within}"),
        say(language, f"analysis.across_{method.across}"),
    ]
    return [*factors, *ways]
