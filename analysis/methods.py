"""Named, versioned methods: what of an answer goes into the numerator and what into the denominator.

A published number names its method. A method is never changed; a better one is a new version beside it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from analysis.codebook import list_choices
from analysis.errors import UnknownName
from wording import say


class Statistic(StrEnum):
    """What a method estimates."""

    SHARE = "share"  # between 0 and 1
    MEAN = "mean"  # on the scale of the scores


@dataclass(frozen=True, slots=True)
class Method:
    """`value` is the codebook's column that is averaged over the choices where it stands."""

    name: str
    version: int
    statistic: Statistic
    value: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"

    def label(self, language: str) -> str:
        """The method's name in words."""
        return say(language, f"analysis.method_{self.name}_{self.version}")

    def source(self, language: str) -> str:
        """Where the method comes from and how far that has been confirmed."""
        return say(language, f"analysis.source_{self.name}_{self.version}")


METHODS: Final = (
    Method("share_satisfied", 1, Statistic.SHARE, "satisfied"),
    Method("mean_score", 1, Statistic.MEAN, "score"),
)
DEFAULT: Final = "share_satisfied"


def find(name: str | None) -> Method:
    """The method called `name`, as 'name' (its newest version), 'name@version' or None (the default).

    Raises UnknownName listing the methods there are.
    """
    bare, _, version = (name or DEFAULT).partition("@")
    found = [m for m in METHODS if m.name == bare and version in ("", str(m.version))]
    if not found:
        raise UnknownName("unknown_method", "method", str(name), map(str, METHODS))
    return max(found, key=lambda method: method.version)


def score_choices(codebook: pd.DataFrame, method: Method) -> pd.DataFrame:
    """The rows of `list_choices` with what each answer means to `method`.

    Further columns y (the value, 0 where there is none) and valid (1.0 where the answer enters the
    denominator, else 0.0).
    """
    choices = list_choices(codebook)
    valid = choices[method.value].notna() & choices["kind"].eq("")
    values = choices[method.value].astype("Float64").fillna(0.0).astype("float64")
    return choices.assign(y=values.where(valid, 0.0), valid=valid.astype("float64"))


def describe(method: Method, codebook: pd.DataFrame, language: str) -> str:
    """The method in words with its source: what counts as satisfied, or the scale the mean stands on."""
    judged = codebook[codebook[method.value].notna() & codebook["missing"].isna()]
    if method.statistic is Statistic.MEAN:
        scales = judged.groupby("item")["score"].agg(["min", "max"]).drop_duplicates()
        text = ", ".join(f"{low:g}–{high:g}" for low, high in sorted(scales.itertuples(index=False)))
    else:
        column = f"choice_label_{language}" if f"choice_label_{language}" in judged else "choice_label_vi"
        text = ", ".join(judged.loc[judged["satisfied"] == 1, column].dropna().unique())
    detail = say(language, f"analysis.detail_{method.statistic}", values=text)
    return f"{method.label(language)} ({method}). {detail} {method.source(language)}"
