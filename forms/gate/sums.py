"""Sums that come to nothing because a part of them is blank, or is no figure at all."""

from collections.abc import Iterable, Iterator
from math import isnan

from forms.compile.findings import Findings
from forms.compile.formulas import Formula
from forms.expressions import number
from forms.expressions.tree import Node
from forms.gate.possible import Demand, Possible
from forms.gate.reach import blank
from forms.instrument import Instrument
from forms.items import SELECTS, Item, ItemType
from forms.plan import relevances

_RECKON = frozenset({"+", "-", "*", "div", "mod"})
_FIGURE = frozenset({"number", "round", "int", "abs", "floor", "ceiling", "sqrt", "pow", "exp"})
_OF_ALL = frozenset({"sum", "min", "max"})
_COLUMNS = frozenset({"calculation", "constraint", "default", "repeat_count"})
_Part = tuple[str, list[Demand], bool]  # an item, what holds where its figure is wanted, whether all of it


def check_sums(
    instrument: Instrument, formulas: Iterable[Formula], possible: Possible, findings: Findings
) -> None:
    """Warn of every cell that adds up answers that may be blank, or choices that are words."""
    items = {item.name: item for item in instrument.items}
    for formula in formulas:
        part = formula.part
        if formula.column not in _COLUMNS or part is None:
            continue
        around: list[Demand] = []
        if isinstance(part, Item):
            around = [(each.tree, True) for each in relevances(instrument, part)]
            around += [(blank(part.name), False)] if formula.column == "constraint" else []
        parts = [found for found in _parts(formula.expression.tree, around) if found[0] in items]
        gaps, words = [], []
        for name, path, _ in parts:
            if _is_worded(instrument, items[name]):
                words.append(name)
            elif _may_lack(instrument, items[name], path, formula, possible):
                gaps.append(name)
        if len({name for name, *_ in parts}) == 1 and not any(every for *_, every in parts):
            gaps = []  # of a blank nothing can come
        for code, names in (("sum_blank", gaps), ("sum_words", words)):
            if names:
                found = ", ".join(f"${{{name}}}" for name in dict.fromkeys(names))
                findings.warn(code, formula.place, found=found)


def _parts(node: Node, path: list[Demand], wanted: bool = False, every: bool = False) -> Iterator[_Part]:
    """The items whose figures are needed, each with what is known there."""
    match node:
        case ("ref", name) if wanted:
            yield name, path, every
        case (operator, left, right) if operator in _RECKON:
            yield from _parts(left, path, True)
            yield from _parts(right, path, True)
        case ("neg", inner):
            yield from _parts(inner, path, True)
        case ("and" | "or" as operator, left, right):
            yield from _parts(left, path)
            yield from _parts(right, [(left, operator == "and"), *path])
        case ("call", "if", condition, then, other):
            yield from _parts(condition, path)
            yield from _parts(then, [(condition, True), *path], wanted)
            yield from _parts(other, [(condition, False), *path], wanted)
        case ("call", name, *arguments):
            every = name in _OF_ALL
            for argument in arguments:
                yield from _parts(argument, path, every or (name in _FIGURE and wanted), every)
        case ("rows" | "occurrences", *_):
            return
        case (_, *parts):
            for part in parts:
                if isinstance(part, tuple):
                    yield from _parts(part, path)


def _is_worded(instrument: Instrument, item: Item) -> bool:
    """Whether no answer of it is a figure."""
    names = [choice.name for choice in instrument.choices(item)] if item.type in SELECTS else []
    if item.type is ItemType.ACKNOWLEDGE:
        return True
    return bool(names) and all(isnan(number(name)) for name in names)


def _may_lack(
    instrument: Instrument, item: Item, path: list[Demand], formula: Formula, possible: Possible
) -> bool:
    """Whether the item can be without an answer where the path leads, although what it needs is there."""
    repeat = formula.repeat
    given = item.default or item.default_value is not None or item.calculation is not None
    given = given or item.type is ItemType.METADATA
    if not given and item.required is not True:
        left: list[Demand] = [] if item.required is False else [(item.required.tree, False)]
        if possible.hold([*path, (blank(item.name), True), *left], repeat):
            return True
    if item.repeat not in (None, repeat):
        return False  # of occurrences only those count that are asked
    return any(
        possible.hold([*path, (condition.tree, False)], repeat) for condition in relevances(instrument, item)
    )
