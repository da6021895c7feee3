"""Comparisons that never come out as their author meant: with choices and words that are not there."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from math import isnan

from forms.compile.cells import Context
from forms.compile.findings import Findings
from forms.compile.formulas import Formula
from forms.expressions import number, text, value_of
from forms.expressions.tree import Node
from forms.expressions.values import equal, words
from forms.instrument import Instrument
from forms.items import SELECTS, Item, ItemType

_EQUAL = frozenset({"=", "!="})
_COMPARE = _EQUAL | {"<", "<=", ">", ">="}
_DAYS = frozenset({ItemType.DATE, ItemType.TIME, ItemType.DATETIME})
_FIGURES = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE})
_SEVERAL = frozenset({ItemType.SELECT_MULTIPLE, ItemType.RANK})
_Pair = tuple[str, Item, str | float]  # the operator or function, the item, what it is compared with


def check_comparisons(instrument: Instrument, formulas: Iterable[Formula], context: Context) -> None:
    """Warn of every comparison of an item with what its answers can never be."""
    items, findings = {item.name: item for item in instrument.items}, context.findings
    for formula in formulas:
        for day in _unquoted(formula.expression.tree):
            position = max(0, formula.expression.source.find(day)) + 1
            findings.warn("compared_unquoted", formula.place, found=day, position=position)
        own = formula.part.name if isinstance(formula.part, Item) else ""
        for operator, item, literal in _pairs(formula.expression.tree, own, items):
            name, position = context.said(item.name), _position(formula, literal)
            values = {"name": name, "found": text(literal), "position": position}
            code = _unlike(operator, item, literal)
            if code:
                findings.warn(code, formula.place, **values)
            elif item.type in SELECTS and literal != "" and operator not in ("<", "<=", ">", ">="):
                _check_choice(instrument, item, literal, formula, values, findings)


def _pairs(node: Node, own: str, items: dict[str, Item]) -> Iterator[_Pair]:
    """Every comparison of an item with something written out; `own` is the item that `.` means."""
    match node:
        case (operator, left, right) if operator in _COMPARE:
            for one, other in ((left, right), (right, left)):
                name = _named(one, own)
                if name in items and other[0] in ("str", "num"):
                    yield operator, items[name], other[1]
        case ("call", "selected", several, ("str", wanted)) if _named(several, own) in items:
            yield "selected", items[_named(several, own)], wanted.strip()
        case ("call", "selected", ("str", several), one) if _named(one, own) in items:
            for word in words(several):
                yield "selected", items[_named(one, own)], word
        case ("rows" | "occurrences", *_):
            return  # bare names in it are others'
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _pairs(part, own, items)


def _unquoted(node: Node) -> Iterator[str]:
    """Every day that something is compared with and that is worked out as a difference: 2026-01-15."""
    if node[0] in _COMPARE:
        for side in node[1:]:
            match side:
                case ("-", ("-", ("num", year), ("num", month)), ("num", day)):
                    if 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31:
                        yield f"{year:.0f}-{month:02.0f}-{day:02.0f}"
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _unquoted(part)


def _named(node: Node, own: str) -> str:
    if node[0] == "self":
        return own
    return str(node[1]) if node[0] == "ref" else ""


def _unlike(operator: str, item: Item, literal: str | float) -> str:
    """The code of what is wrong whatever the answer is; '' for nothing."""
    worded = isinstance(literal, str) and literal != "" and isnan(number(literal))
    if operator == "selected":
        return ""
    if item.type in _DAYS and worded:
        return "compared_day"
    if item.type in _FIGURES and worded:
        return "compared_figure"
    if item.type in _SEVERAL and operator in _EQUAL and literal != "":
        return "compared_several"
    return ""


def _check_choice(
    instrument: Instrument,
    item: Item,
    literal: str | float,
    formula: Formula,
    values: dict[str, object],
    findings: Findings,
) -> None:
    names = [choice.name for choice in instrument.choices(item)]
    if not names or any(equal(value_of(name), literal) for name in names):
        return
    nearest = get_close_matches(text(literal), names, 1, 0.6)
    if nearest:
        findings.warn("choice_unknown_near", formula.place, nearest=nearest[0], **values)
    else:
        findings.warn("choice_unknown", formula.place, known=_listed(names), **values)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")


def _position(formula: Formula, literal: str | float) -> int:
    """Where what it is compared with stands in the cell, from 1."""
    return max(0, formula.expression.source.find(text(literal))) + 1
