"""The tree of an expression and what can be read from it without evaluating."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Node = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A cell's text and its tree."""

    source: str
    tree: Node

    @property
    def references(self) -> tuple[str, ...]:
        """The items and repeats it looks at, each once, in order."""
        return tuple(dict.fromkeys(_references(self.tree, False)))

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists and tables it looks things up in, each once, in order."""
        return tuple(dict.fromkeys(found for node in walk(self.tree) if (found := _list_of(node))))

    def position(self, name: str) -> int:
        """Where ${name} first stands, else the bare name, counted from 1."""
        for pattern in (r"\$\{\s*%s\s*\}", r"(?<![\w-])%s(?![\w-])"):
            found = re.search(pattern % re.escape(name), self.source)
            if found:
                return found.start() + 1
        return 1


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, the root first."""
    yield node
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from walk(part)


def column_sought(node: Node) -> tuple[str, Node] | None:
    """The column and the value of a first filter [column = value], which an index answers; else None."""
    match node[3:]:
        case (("=", ("column", name), wanted), *_) | (("=", wanted, ("column", name)), *_):
            if not any(part[0] in ("column", "row") for part in walk(wanted)):
                return name, wanted
    return None


def _references(node: Node, occurrence: bool) -> Iterator[str]:
    """Names of items; bare ones are items where an `occurrence` of a repeat is asked about."""
    match node[0]:
        case "ref":
            yield node[1]
        case "column" if occurrence:
            yield node[1]
        case "rows" | "occurrences":
            occurrence = node[0] == "occurrences"
            yield from (name for name in node[1:3] if name and occurrence)
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _references(part, occurrence)


def _list_of(node: Node) -> str:
    if node[0] == "rows":
        return str(node[1])
    return str(node[2][1]) if node[:2] == ("call", "pulldata") else ""
