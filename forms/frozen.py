"""The parts of an instrument as plain JSON and back: the form that is stored, hashed and carried away."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from forms.expressions import Expression
from forms.items import Certainty, Choice, Group, Item, ItemType, Missing, Role, Severity
from forms.tables import Table


def written(value: Any) -> str:
    """The canonical JSON text of a plain value: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A part as JSON has it: what stands at its default is left out, numbers of a scale are text."""
    if isinstance(value, Expression):
        return {"source": value.source, "tree": value.tree}
    if is_dataclass(value):
        return {
            part.name: plain(getattr(value, part.name))
            for part in fields(value)
            if getattr(value, part.name) != _default(part)
        }
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def item_of(read: dict[str, Any]) -> Item:
    """The item `plain` wrote."""
    role = Role(read["role"]) if "role" in read else None
    severity = Severity(read["severity"]) if "severity" in read else None
    certainty = Certainty(read["certainty"]) if "certainty" in read else None
    kinds = {"type": ItemType(read["type"]), "role": role, "severity": severity, "certainty": certainty}
    return Item(**{**with_expressions(read), **kinds})


def group_of(read: dict[str, Any]) -> Group:
    """The group `plain` wrote."""
    return Group(**with_expressions(read))


def choice_of(read: dict[str, Any]) -> Choice:
    """The choice `plain` wrote."""
    score = Decimal(read["score"]) if "score" in read else None
    missing = Missing(read["missing"]) if "missing" in read else None
    return Choice(**{**read, "score": score, "missing": missing})


def table_of(read: dict[str, Any]) -> Table:
    """The table `plain` wrote."""
    return Table(tuple(read["columns"]), tuple(map(tuple, read["rows"])))


def with_expressions(read: dict[str, Any]) -> dict[str, Any]:
    """`read` with its expressions as such."""
    return {
        key: Expression(value["source"], _tree(value["tree"]))
        if isinstance(value, dict) and "tree" in value
        else value
        for key, value in read.items()
    }


def _default(part: Any) -> Any:
    return part.default if part.default_factory is MISSING else part.default_factory()


def _tree(node: Any) -> Any:
    return tuple(map(_tree, node)) if isinstance(node, list) else node
