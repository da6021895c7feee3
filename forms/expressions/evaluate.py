"""From a tree to a function: built once for an instrument, called for every answer."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from math import fmod, inf, isinf, nan

from forms.expressions.functions import FUNCTIONS
from forms.expressions.grammar import Expression, Node
from forms.expressions.setting import Row, Setting
from forms.expressions.values import Answer, Value, boolean, equal, number, value_of


@dataclass(slots=True)
class Scope:
    """What an expression can see.

    `answers` by address, `today` the day, `here` the value being judged (`.`) or carried so far, `now` the
    moment, `at` the occurrence the expression stands in (0 outside of repeats), `language` the one labels are
    wanted in, `columns` the row that is asked about and `row` its place from 1, `irrelevant` the addresses
    that are not to be answered.
    """

    answers: Mapping[str, Answer]
    today: date
    here: Answer | None = None
    now: datetime | None = None
    at: int = 0
    language: str = "vi"
    columns: Row | None = None
    row: int = 0
    irrelevant: Set[str] = frozenset()


Evaluator = Callable[[Scope], Value]


def evaluator(expression: Expression, setting: Setting | None = None) -> Evaluator:
    """A function from a scope to the expression's value. It never raises."""
    return _build(expression.tree)


def _build(node: Node) -> Evaluator:
    match node[0]:
        case "num" | "str":
            constant: Value = node[1]
            return lambda _: constant
        case "ref":
            name: str = node[1]
            return lambda scope: value_of(scope.answers.get(name))
        case "self":
            return lambda scope: value_of(scope.here)
        case "neg":
            operand = _build(node[1])
            return lambda scope: -number(operand(scope))
        case "call":
            return _build_call(node[1], [_build(argument) for argument in node[2:]])
        case operator:
            return _build_operation(operator, _build(node[1]), _build(node[2]))


def _build_call(name: str, arguments: list[Evaluator]) -> Evaluator:
    apply = FUNCTIONS[name].apply
    if apply is None:
        return lambda scope: scope.today.isoformat()
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: apply(only(scope))
    return lambda scope: apply(*[argument(scope) for argument in arguments])


def _build_operation(operator: str, left: Evaluator, right: Evaluator) -> Evaluator:
    if operator == "and":
        return lambda scope: boolean(left(scope)) and boolean(right(scope))
    if operator == "or":
        return lambda scope: boolean(left(scope)) or boolean(right(scope))
    if operator == "=":
        return lambda scope: equal(left(scope), right(scope))
    if operator == "!=":
        return lambda scope: not equal(left(scope), right(scope))
    reckon = ARITHMETIC[operator]
    return lambda scope: reckon(number(left(scope)), number(right(scope)))


def _divide(dividend: float, divisor: float) -> float:
    if divisor:
        return dividend / divisor
    return nan if dividend == 0 or dividend != dividend else (inf if dividend > 0 else -inf)


def _remain(dividend: float, divisor: float) -> float:
    return nan if divisor == 0 or isinf(dividend) else fmod(dividend, divisor)


ARITHMETIC: dict[str, Callable[[float, float], Value]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _remain,
}
