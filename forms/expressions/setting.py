"""What an expression knows of the form it stands in: repeats, the rows of lists and tables, labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from forms.expressions.tree import Expression, walk
from forms.expressions.values import Value
from wording import LANGUAGES, say

if TYPE_CHECKING:  # an instrument is made of items, and items of expressions
    from forms.instrument import Instrument

Labels = Mapping[str, str]
Row = Mapping[str, "Value | Labels"]
Choices = Mapping[str, Labels]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """The form around an expression.

    `repeat` is the repeat the expression stands in, '' for none; `repeats` says of an item which it is in;
    `counted` are the repeats' names. `rows` are the records of lists and tables by name (a list's choice has
    its `name`, its `label` by language, and its further columns), `labels` the choices of the selects.
    """

    repeat: str = ""
    repeats: Mapping[str, str] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    labels: Mapping[str, Choices] = field(default_factory=dict)
    language: str = "vi"
    version: str = ""

    def plain(self, expressions: Iterable[Expression], lists: Iterable[str] = ()) -> dict[str, Any]:
        """The setting as JSON has it, with the rows of `lists` and what `expressions` look at."""
        expressions = tuple(expressions)
        dated = any(_writes_date(node) for found in expressions for node in walk(found.tree))
        names = {name for found in expressions for name in found.references}
        named = {node[3][1] for found in expressions for node in walk(found.tree) if _names_choice(node)}
        looked_in = {*lists, *(name for found in expressions for name in found.lists)}
        return {
            "repeat": self.repeat,
            "repeats": {name: repeat for name, repeat in self.repeats.items() if name in names},
            "counted": sorted(self.counted),
            "rows": {name: [dict(row) for row in self.rows.get(name, ())] for name in sorted(looked_in)},
            "labels": {name: self.labels[name] for name in sorted(named) if name in self.labels},
            "language": self.language,
            "version": self.version,
            "calendar": {tag: calendar(tag) for tag in LANGUAGES} if dated else {},
        }


def calendar(language: str) -> tuple[list[str], list[str]]:
    """The short names of the months from January and of the days from Sunday."""
    return say(language, "forms.short_months").split(", "), say(language, "forms.short_days").split(", ")


def _names_choice(node: tuple[Any, ...]) -> bool:
    return node[:2] == ("call", "jr:choice-name")


def _writes_date(node: tuple[Any, ...]) -> bool:
    return node[0] == "call" and node[1] in ("format-date", "format-date-time")


@lru_cache(maxsize=512)
def setting_of(instrument: "Instrument", repeat: str | None = None) -> Setting:
    """What expressions of `instrument` know of it; `repeat` is the name of the one they stand in."""
    return Setting(
        repeat=repeat or "",
        repeats={item.name: item.repeat for item in instrument.items if item.repeat},
        counted=frozenset(group.name for group in instrument.repeats),
        rows=_rows(instrument),
        labels=_labels(instrument),
        language=instrument.default_language,
        version=instrument.version,
    )


@lru_cache(maxsize=128)
def _rows(instrument: "Instrument") -> Mapping[str, Sequence[Row]]:
    tables: dict[str, Sequence[Row]] = {name: table.records() for name, table in instrument.tables.items()}
    lists: dict[str, Sequence[Row]] = {
        name: [{**choice.columns, "name": choice.name, "label": choice.label} for choice in choices]
        for name, choices in instrument.lists.items()
    }
    return tables | lists


@lru_cache(maxsize=128)
def _labels(instrument: "Instrument") -> Mapping[str, Choices]:
    """The labels of each select's choices; selects that share their choices share them here."""
    found: dict[tuple[str, ...], Choices] = {}
    labels: dict[str, Choices] = {}
    for item in instrument.items:
        if item.list_name:
            key = (item.list_name, item.parameters.get("value", ""), item.parameters.get("label", ""))
            if key not in found:
                found[key] = {choice.name: choice.label for choice in instrument.choices(item)}
            labels[item.name] = found[key]
    return labels
