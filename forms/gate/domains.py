"""The values an item's answer may have, as few as decide a handful of conditions about it."""

import math
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

from forms.answers import ACKNOWLEDGED, Unreadable, reader_of_type
from forms.expressions import Answer, walk
from forms.expressions.tree import Node
from forms.instrument import Instrument
from forms.items import Item, ItemType

_MOST_SUBSETS = 6  # choices of a select_multiple all of whose combinations are tried
_MOST_STEPS = 300  # of a range
_COMPARE = frozenset({"=", "!=", "<", "<=", ">", ">="})
_FIGURES = frozenset({ItemType.INTEGER, ItemType.DECIMAL})
_TEXTS = frozenset({ItemType.TEXT, ItemType.BARCODE})


def values_of(
    instrument: Instrument, item: Item, conditions: Collection[Node]
) -> Sequence[Answer | None] | None:
    """Answers, blank first, such that `conditions` hold of one of them if they hold of any; None when that
    cannot be said.

    The conditions look at no other item.
    """
    match item.type:
        case ItemType.SELECT_ONE:
            names = [choice.name for choice in instrument.choices(item)]
            return [None, *names] if names else None
        case ItemType.SELECT_MULTIPLE:
            return _subsets([choice.name for choice in instrument.choices(item)])
        case ItemType.ACKNOWLEDGE:
            return [None, ACKNOWLEDGED]
        case ItemType.RANGE:
            return _steps(item)
    if not all(_is_plain(condition) for condition in conditions):
        return None
    literals = [node[1] for each in conditions for node in walk(each) if node[0] in ("num", "str")]
    if item.type in _FIGURES:
        return [None, *_around(literals, item.type is ItemType.INTEGER)]
    if item.type in _TEXTS and not any(isinstance(found, float) for found in literals):
        other = "x".join(["", *literals, ""])
        return [None, *(found for found in literals if found), other]
    return None


def _subsets(names: Sequence[str]) -> list[Answer | None] | None:
    if not 0 < len(names) <= _MOST_SUBSETS:
        return None
    found = (list(each) for size in range(1, len(names) + 1) for each in combinations(names, size))
    return [None, *found]


def _steps(item: Item) -> list[Answer | None] | None:
    start, end = (
        float(item.parameters.get(name, unsaid)) for name, unsaid in (("start", "1"), ("end", "10"))
    )
    step = abs(float(item.parameters.get("step", "1")))
    count = int(abs(end - start) / step + 1e-9) if step else _MOST_STEPS + 1
    if count > _MOST_STEPS:
        return None
    return [None, *(min(start, end) + step * place for place in range(count + 1))]


def _is_plain(node: Node) -> bool:
    """Whether it only compares the item with what is written out, so that between those it stays the same."""
    match node:
        case ("ref", _):
            return True
        case ("and" | "or", left, right):
            return _is_plain(left) and _is_plain(right)
        case ("call", "not" | "boolean", inner):
            return _is_plain(inner)
        case ("call", "true" | "false"):
            return True
        case (operator, left, right) if operator in _COMPARE:
            return {_kind(left), _kind(right)} == {"ref", "written"}
    return False


def _kind(node: Node) -> str:
    match node:
        case ("num" | "str", _) | ("neg", ("num", _)):
            return "written"
        case ("ref", _):
            return "ref"
    return ""


def _around(literals: Sequence[str | float], whole: bool) -> Iterator[Answer]:
    """Every figure that is written and 0, which is false; those beside them and one between each two."""
    figures = {0.0}
    for literal in literals:
        figure = float(literal) if isinstance(literal, float) else _figure(literal)
        if math.isfinite(figure):
            figures |= {figure, -figure}  # a minus stands outside of the figure
    points = sorted({beside for figure in figures for beside in (figure - 1, figure, figure + 1)})
    points += [(left + right) / 2 for left, right in pairwise(sorted(points))]
    if whole:
        yield from sorted({side for point in points for side in (math.floor(point), math.ceil(point))})
    else:
        yield from points


def _figure(literal: str) -> float:
    try:
        return float(literal)
    except ValueError:
        return math.nan


def fits(item: Item, names: Sequence[str], given: str) -> Answer | None:
    """What was typed as the item's answer; None for a blank and for none."""
    read = reader_of_type(item, names)
    try:
        return read(given) if read is not None else None
    except Unreadable:
        return None
