"""The functions an expression may call: one table, name -> how many arguments and what it does.

Each takes values already evaluated; nothing here has an effect or raises.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.expressions import figures, texts
from forms.expressions.dates import DAY, day_text, moment_text
from forms.expressions.values import Value, boolean, normal, number, text, words

MOST_ARGUMENTS = 60


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes and what it does.

    Its arguments from place `many` on are lists of values: all occurrences of an item, all rows found. What
    needs more than values (the day, the form) is built by `calls` and has no `apply` here.
    """

    least: int
    most: int
    apply: Callable[..., Any] | None = None
    many: int | None = None


def _count(lists: list[list[Value]]) -> Value:
    return float(sum(map(len, lists)))


def _count_filled(lists: list[list[Value]]) -> Value:
    return float(sum(text(value) != "" for values in lists for value in values))


def _decimal_time(value: Value) -> Value:
    figure = number(value)
    return math.floor((figure - math.floor(figure)) * DAY + 0.5) / DAY if math.isfinite(figure) else math.nan


def _one(apply: Callable[[Value], Value]) -> Function:
    return Function(1, 1, apply)


def _two(apply: Callable[[Value, Value], Value]) -> Function:
    return Function(2, 2, apply)


FUNCTIONS: dict[str, Function] = {
    "abs": _one(lambda value: abs(number(value))),
    "acos": _one(figures.real(math.acos)),
    "asin": _one(figures.real(math.asin)),
    "atan": _one(figures.real(math.atan)),
    "atan2": _two(figures.angle),
    "boolean": _one(boolean),
    "boolean-from-string": _one(lambda value: text(value) in ("1", "true")),
    "ceiling": _one(figures.whole(math.ceil)),
    "checklist": Function(3, MOST_ARGUMENTS, texts.ticked, many=2),
    "coalesce": Function(1, MOST_ARGUMENTS, texts.coalesce),
    "concat": Function(1, MOST_ARGUMENTS, lambda lists: texts.joined("", lists), many=0),
    "contains": _two(lambda value, part: text(part) in text(value)),
    "cos": _one(figures.real(math.cos)),
    "count": Function(1, 1, _count, many=0),
    "count-non-empty": Function(1, 1, _count_filled, many=0),
    "count-selected": _one(lambda several: float(len(words(several)))),
    "date": _one(lambda value: day_text(number(value))),
    "date-time": _one(lambda value: moment_text(number(value))),
    "decimal-date-time": _one(number),
    "decimal-time": _one(_decimal_time),
    "ends-with": _two(lambda value, part: text(value).endswith(text(part))),
    "exp": _one(figures.real(math.exp)),
    "exp10": _one(lambda value: figures.power(10.0, value)),
    "false": Function(0, 0, lambda: False),
    "floor": _one(figures.whole(math.floor)),
    "format-date": Function(2, 2),
    "format-date-time": Function(2, 2),
    "if": Function(3, 3, lambda condition, then, otherwise: then if boolean(condition) else otherwise),
    "indexed-repeat": Function(3, 3),
    "int": _one(figures.truncated),
    "join": Function(2, MOST_ARGUMENTS, texts.joined, many=1),
    "jr:choice-name": Function(2, 2),
    "log": _one(figures.logarithm(math.log)),
    "log10": _one(figures.logarithm(math.log10)),
    "max": Function(1, MOST_ARGUMENTS, figures.most, many=0),
    "min": Function(1, MOST_ARGUMENTS, figures.least, many=0),
    "normalize-space": Function(0, 1, normal),
    "not": _one(lambda value: not boolean(value)),
    "now": Function(0, 0),
    "number": _one(number),
    "once": Function(1, 1),
    "pi": Function(0, 0, lambda: math.pi),
    "pow": _two(figures.power),
    "pulldata": Function(4, 4),
    "regex": Function(2, 2),
    "round": Function(1, 2, figures.rounded),
    "selected": _two(lambda several, one: text(one) in words(several)),
    "selected-at": _two(texts.chosen_at),
    "sin": _one(figures.real(math.sin)),
    "sqrt": _one(figures.root),
    "starts-with": _two(lambda value, part: text(value).startswith(text(part))),
    "string": _one(text),
    "string-length": Function(0, 1, lambda value: float(len(text(value)))),
    "substr": Function(2, 3, texts.between),
    "substring": Function(2, 3, texts.portion),
    "substring-after": _two(texts.after),
    "substring-before": _two(texts.before),
    "sum": Function(1, 1, figures.total, many=0),
    "tan": _one(figures.real(math.tan)),
    "today": Function(0, 0),
    "translate": Function(3, 3, texts.exchanged),
    "true": Function(0, 0, lambda: True),
    "version": Function(0, 0),
    "weighted-checklist": Function(4, MOST_ARGUMENTS, texts.weighed, many=2),
}
