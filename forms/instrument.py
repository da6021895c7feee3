"""The instrument: what is asked, frozen. Made by `compile_workbook`, kept and handed on as JSON.

Two instruments are the same when their digests agree; the objects themselves compare by identity, so that
what is worked out once for an instrument can be kept beside it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Self

from forms.expressions import Expression
from forms.frozen import choice_of, group_of, item_of, plain, table_of, with_expressions, written
from forms.items import FACTOR_LIST, Audience, Choice, Group, Item, Labels
from forms.methods import Method, method_of
from forms.tables import Table

FORMAT = 1


@dataclass(frozen=True, slots=True, eq=False)
class Instrument:
    id: str
    version: str
    title: Labels
    status: Labels
    languages: tuple[str, ...]
    language_names: Labels
    default_language: str
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    audience: Audience = Audience.CITIZEN
    instance_name: Expression | None = None
    methods: tuple[Method, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """sha-256 of the canonical JSON, in hexadecimal."""
        return _digest(self)

    def to_json(self) -> str:
        """The canonical JSON text: sorted keys, no spaces, nothing left at its default."""
        said = plain(self)
        if self.audience is audience_of(self.items):
            said.pop("audience", None)  # it follows from the items
        return written({"format": FORMAT, **said})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote. Raises ValueError for another format, KeyError for a missing part."""
        read = json.loads(text)
        if read.pop("format") != FORMAT:
            raise ValueError("instrument format")
        read["languages"] = tuple(read["languages"])
        read["items"] = tuple(map(item_of, read["items"]))
        read["groups"] = tuple(map(group_of, read["groups"]))
        read["lists"] = {name: tuple(map(choice_of, choices)) for name, choices in read["lists"].items()}
        read["audience"] = Audience(read.get("audience", audience_of(read["items"])))
        read["methods"] = tuple(map(method_of, read.get("methods", ())))
        read["tables"] = {name: table_of(table) for name, table in read.get("tables", {}).items()}
        return cls(**with_expressions(read))

    def item(self, name: str) -> Item:
        """The item called `name`. Raises KeyError."""
        return _by_name(self)[name]

    def group(self, name: str) -> Group:
        """The group called `name`. Raises KeyError."""
        return _groups(self)[name]

    @property
    def repeats(self) -> tuple[Group, ...]:
        """The groups that repeat, in order."""
        return tuple(group for group in self.groups if group.repeat)

    def choices(self, item: Item) -> tuple[Choice, ...]:
        """The choices of `item` in order, from its list or its table; none for an item that is no select."""
        name = item.list_name or ""
        if name in self.tables:
            value, label = item.parameters.get("value", "name"), item.parameters.get("label", "label")
            return _choices_of_table(self, name, value, label)
        return self.lists.get(name, ())

    @property
    def files(self) -> frozenset[str]:
        """The names of the media files it plays."""
        choices = (choice for choices in self.lists.values() for choice in choices)
        parts: list[Item | Choice] = [*self.items, *choices]
        return frozenset(
            name for part in parts for media in (part.audio, part.image) for name in media.values()
        )

    @property
    def factors(self) -> Mapping[str, Labels]:
        """The factors' names by id, in order: the choice list called 'factors'."""
        return {choice.name: choice.label for choice in self.lists.get(FACTOR_LIST, ())}

    def text(self, labels: Labels, language: str) -> str:
        """The text in `language`, else in the default language, else in any; '' when there is none."""
        return labels.get(self.language_of(labels, language), "")

    def language_of(self, labels: Labels, language: str) -> str:
        """The language `text` would answer in."""
        for tag in (language, self.default_language, *labels):
            if labels.get(tag):
                return tag
        return language


def audience_of(items: Iterable[Item]) -> Audience:
    """Who fills these items in when nothing else is said: staff, where one has a severity."""
    return Audience.STAFF if any(item.severity for item in items) else Audience.CITIZEN


@lru_cache(maxsize=128)
def _digest(instrument: Instrument) -> str:
    return sha256(instrument.to_json().encode()).hexdigest()


@lru_cache(maxsize=128)
def _choices_of_table(instrument: Instrument, name: str, value: str, label: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(row.get(value, ""), {instrument.default_language: row.get(label, "")}, columns=row)
        for row in instrument.tables[name].records()
    )


@lru_cache(maxsize=128)
def _groups(instrument: Instrument) -> dict[str, Group]:
    return {group.name: group for group in instrument.groups}


@lru_cache(maxsize=128)
def _by_name(instrument: Instrument) -> dict[str, Item]:
    return {item.name: item for item in instrument.items}
