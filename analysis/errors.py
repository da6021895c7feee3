"""What can go wrong in `analysis`, as data: a code, the place, the values. The words stand in `wording`.

    AnalysisError
    ├── DatasetRefused       a dataset folder is not what its contract says; carries all its problems
    └── SelectionRefused      what was asked is not in the dataset
        ├── UnknownName      no such instrument, round, item, unit, method, aggregation, ...; lists the known
        └── NotPublishable   a selection whose published figures would give small groups away

A code is the key of its words in the area `analysis`. No responses is not an error: the frame is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `code` is the key of its words, `place` a file, a column or an argument."""

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class AnalysisError(Exception):
    """The root of the tree; `problems` holds all there is to say, mostly one."""

    def __init__(self, code: str, place: str = "", values: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{code} {place}".rstrip())
        self.code = code
        self.place = place
        self.values: Mapping[str, object] = values or {}
        self.problems: tuple[Problem, ...] = (Problem(code, place, self.values),)


class DatasetRefused(AnalysisError):
    """A folder that is not a dataset."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("dataset_refused", values={"n": len(problems)})
        self.problems = tuple(problems)


class SelectionRefused(AnalysisError):
    """Something asked that is not in this dataset."""


class UnknownName(SelectionRefused):
    """A name that stands nowhere; `values` carry it and the names there are."""

    def __init__(self, code: str, place: str, name: str, known: Iterable[str]) -> None:
        super().__init__(code, place, {"name": name, "known": ", ".join(_nearest(name, sorted(set(known))))})


class NotPublishable(SelectionRefused):
    """A selection that cannot be published without giving small groups away."""


def _nearest(name: str, known: list[str]) -> list[str]:
    """All of a short list; of a long one (thousands of units) the names most like the one given."""
    most = 30
    if len(known) <= most:
        return known
    return [*(get_close_matches(name, known, n=most, cutoff=0.4) or known[:most]), "…"]
