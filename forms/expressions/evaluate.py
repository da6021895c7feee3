"""From a tree to a function: built once for an instrument, called for every answer."""

from collections.abc import Callable
from math import copysign, fmod, inf, isinf, nan

from forms.expressions import lookups
from forms.expressions.dates import formatted, moment_of
from forms.expressions.functions import FUNCTIONS
from forms.expressions.matching import matcher
from forms.expressions.scope import Evaluator, Many
from forms.expressions.setting import Setting, calendar
from forms.expressions.tree import Expression, Node, column_sought
from forms.expressions.values import Value, boolean, equal, number, text, value_of

_NOWHERE = Setting()


def evaluator(expression: Expression, setting: Setting | None = None) -> Evaluator:
    """A function from a scope to the expression's value. It never raises."""
    return _build(expression.tree, setting or _NOWHERE)


def _build(node: Node, setting: Setting) -> Evaluator:
    match node[0]:
        case "num" | "str":
            constant: Value = node[1]
            return lambda _: constant
        case "ref":
            return lookups.answer_to(node[1], setting)
        case "self":
            return lambda scope: value_of(scope.here)
        case "at":
            return lambda scope: float(scope.at)
        case "row":
            return lambda scope: float(scope.row)
        case "column":
            return lookups.cell(node[1], setting)
        case "rows" | "occurrences":
            many = _build_many(node, setting)
            return lambda scope: next(iter(many(scope)), "")
        case "neg":
            operand = _build(node[1], setting)
            return lambda scope: -number(operand(scope))
        case "call":
            return _build_call(node, setting)
        case operator:
            return _build_operation(operator, _build(node[1], setting), _build(node[2], setting))


def _build_many(node: Node, setting: Setting) -> Many:
    """All values of a node: of occurrences and rows each one, of anything else the one it has."""
    match node[0]:
        case "ref":
            return lookups.answers_to(node[1], setting)
        case "rows":
            sought = column_sought(node)
            wanted = (sought[0], _build(sought[1], setting)) if sought else None
            return lookups.rows_of(node, _build_all(node[3:], setting), wanted, setting)
        case "occurrences":
            return lookups.occurrences_of(node, _build_all(node[3:], setting))
    one = _build(node, setting)
    return lambda scope: [one(scope)]


def _build_all(nodes: tuple[Node, ...], setting: Setting) -> list[Evaluator]:
    return [_build(node, setting) for node in nodes]


def _build_call(node: Node, setting: Setting) -> Evaluator:
    function = FUNCTIONS[node[1]]
    apply, many = function.apply, function.many
    if apply is None:
        return _build_special(node, setting)
    if many is not None:
        ones = _build_all(node[2 : 2 + many], setting)
        lists = [_build_many(argument, setting) for argument in node[2 + many :]]
        return lambda scope: apply(*[one(scope) for one in ones], [values(scope) for values in lists])
    arguments = _build_all(node[2:], setting)
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: apply(only(scope))
    return lambda scope: apply(*[argument(scope) for argument in arguments])


def _build_special(node: Node, setting: Setting) -> Evaluator:
    """A call that needs the day, the form, or what its arguments are rather than what they come to."""
    _, name, *arguments = node
    match name:
        case "today":
            return lambda scope: scope.today.isoformat()
        case "now":
            return lambda scope: moment_of(scope.now, scope.today)
        case "version":
            return lambda _: setting.version
        case "indexed-repeat":
            return lookups.answer_in(arguments[0][1], _build(arguments[2], setting))
        case "pulldata":
            table, column, key = (argument[1] for argument in arguments[:3])
            return lookups.pulled(table, column, key, _build(arguments[3], setting), setting)
    value = _build(arguments[0], setting)
    match name:
        case "once":
            return lambda scope: value(scope) if value_of(scope.here) == "" else value_of(scope.here)
        case "jr:choice-name":
            return lookups.label_of(arguments[1][1], value, setting)
        case "regex":
            matches = matcher(arguments[1][1])
            return lambda scope: matches(text(value(scope)))
        case _:
            form = _build(arguments[1], setting)
            return lambda scope: formatted(number(value(scope)), text(form(scope)), calendar(scope.language))


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
    if dividend == 0 or dividend != dividend or divisor != divisor:
        return nan
    return copysign(inf, dividend) * copysign(1.0, divisor)


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
