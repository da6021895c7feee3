"""Instruments made of their parts, for tests of what stands behind the workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from forms import Choice, Group, Instrument, Item, ItemType
from forms.expressions import Expression, parse

EXPRESSIONS = (
    "relevant",
    "constraint",
    "calculation",
    "default_value",
    "choice_filter",
    "seed",
    "fails",
    "repeat_count",
)


def item(kind: str, name: str, **parts: Any) -> Item:
    """An item; texts of expressions are read, `required` may be one too."""
    if isinstance(parts.get("required"), str):
        parts["required"] = parse(parts["required"])
    return Item(name, 0, ItemType(kind), **_read(parts))


def group(name: str, **parts: Any) -> Group:
    return Group(name, **_read(parts))


def form(
    *items: Item,
    groups: Iterable[Group] = (),
    lists: Mapping[str, Iterable[Choice | str]] | None = None,
    **parts: Any,
) -> Instrument:
    """An instrument with its items numbered and told which repeat they are in."""
    groups = tuple(groups)
    repeats = {found.name: found for found in groups}
    return Instrument(
        id="form",
        version="1",
        title={"vi": "Phiếu"},
        status={},
        languages=("vi", "en"),
        language_names={"vi": "Tiếng Việt", "en": "English"},
        default_language="vi",
        items=tuple(
            replace(found, number=number, repeat=_repeat(found.group, repeats))
            for number, found in enumerate(items, start=1)
        ),
        groups=groups,
        lists={name: tuple(map(_choice, choices)) for name, choices in (lists or {}).items()},
        **parts,
    )


def _repeat(name: str | None, groups: Mapping[str, Group]) -> str | None:
    while name is not None and not groups[name].repeat:
        name = groups[name].parent
    return name


def _choice(choice: Choice | str) -> Choice:
    return choice if isinstance(choice, Choice) else Choice(choice, {"vi": choice.upper()})


def _read(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: _expression(key, value) for key, value in parts.items()}


def _expression(key: str, value: Any) -> Any:
    if key not in EXPRESSIONS or value is None or isinstance(value, Expression):
        return value
    return parse(value, columns=True) if key == "choice_filter" else parse(value)
