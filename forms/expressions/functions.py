"""The functions an expression may call: one table, name -> how many arguments and what it does.

Each takes values already evaluated; nothing here has an effect or raises.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from forms.errors import ExpressionFault
from forms.expressions.patterns import check_pattern
from forms.expressions.values import Value, boolean, number, text

LONGEST_MATCHED = 250


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if text(value) != ""), "")


def _int(value: Value) -> Value:
    figure = number(value)
    return float(math.trunc(figure)) if math.isfinite(figure) else math.nan


def _round(value: Value, digits: Value = 0.0) -> Value:
    figure, scale = number(value), number(digits)
    if not (math.isfinite(figure) and math.isfinite(scale)):
        return math.nan
    step = 10.0 ** max(-15, min(15, math.trunc(scale)))
    scaled = figure * step + 0.5
    return math.floor(scaled) / step if math.isfinite(scaled) else figure


def _regex(value: Value, pattern: Value) -> Value:
    subject = text(value)
    return len(subject) <= LONGEST_MATCHED and _pattern(text(pattern)).fullmatch(subject) is not None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes and what it does; None is the day, which only the scope knows."""

    least: int
    most: int
    apply: Callable[..., Value] | None


FUNCTIONS: dict[str, Function] = {
    "boolean": Function(1, 1, boolean),
    "coalesce": Function(1, 20, _coalesce),
    "count-selected": Function(1, 1, lambda several: float(len(text(several).split()))),
    "false": Function(0, 0, lambda: False),
    "if": Function(3, 3, lambda condition, then, otherwise: then if boolean(condition) else otherwise),
    "int": Function(1, 1, _int),
    "not": Function(1, 1, lambda value: not boolean(value)),
    "number": Function(1, 1, number),
    "regex": Function(2, 2, _regex),
    "round": Function(1, 2, _round),
    "selected": Function(2, 2, lambda several, one: text(one) in text(several).split()),
    "string": Function(1, 1, text),
    "string-length": Function(1, 1, lambda value: float(len(text(value)))),
    "today": Function(0, 0, None),
    "true": Function(0, 0, lambda: True),
}


def check_call(name: str, arguments: Sequence[tuple[Any, ...]], position: int) -> None:
    """Nothing for a call that can be made. Raises ExpressionFault for an unknown function, a wrong number of
    arguments, a pattern that is not written out or could run for ever."""
    function = FUNCTIONS.get(name)
    if function is None:
        nearest = get_close_matches(name, FUNCTIONS, 1, 0.6)
        raise ExpressionFault(
            "expression_function_near" if nearest else "expression_function",
            position,
            found=name,
            nearest=nearest[0] if nearest else "",
            known=", ".join(FUNCTIONS),
        )
    if not function.least <= len(arguments) <= function.most:
        raise ExpressionFault(
            "expression_arguments",
            position,
            found=name,
            given=len(arguments),
            least=function.least,
            most=function.most,
        )
    if name == "regex":
        if arguments[1][0] != "str":
            raise ExpressionFault("expression_pattern_written", position)
        check_pattern(arguments[1][1], position)
