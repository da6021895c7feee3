"""The functions of numbers. What two machines may round differently is cut to 12 digits: they agree."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

from forms.expressions.values import Value, number

_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)


def cut(figure: float) -> float:
    """`figure` to 12 significant digits, halves away from zero."""
    return float(_DIGITS.plus(Decimal(figure))) if math.isfinite(figure) else figure


def real(function: Callable[[float], float]) -> Callable[[Value], Value]:
    """`function` for any value: NaN outside of where it is defined, infinite where it is too large."""

    def apply(value: Value) -> Value:
        try:
            return cut(function(number(value)))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return apply


def logarithm(function: Callable[[float], float]) -> Callable[[Value], Value]:
    """A logarithm: minus infinite at 0, NaN below."""
    above = real(function)
    return lambda value: -math.inf if number(value) == 0 else above(value)


def power(base: Value, exponent: Value) -> Value:
    """`base` to the `exponent`."""
    left, right = number(base), number(exponent)
    if right != right or (abs(left) == 1 and math.isinf(right)):
        return math.nan
    try:
        return cut(math.pow(left, right))
    except ValueError:  # a root of a negative number, or 0 in the denominator
        if left:
            return math.nan
        return math.copysign(math.inf, left) if right % 2 == 1 else math.inf
    except OverflowError:
        return -math.inf if left < 0 and right % 2 == 1 else math.inf


def angle(opposite: Value, adjacent: Value) -> Value:
    """The angle whose tangent is `opposite` over `adjacent`, in its quadrant."""
    return cut(math.atan2(number(opposite), number(adjacent)))


def root(value: Value) -> Value:
    """The square root; NaN of a negative number."""
    figure = number(value)
    return math.sqrt(figure) if figure >= 0 else math.nan


def whole(step: Callable[[float], int]) -> Callable[[Value], Value]:
    """`step` (floor, ceiling) for any value; what has no whole number beside it stays."""

    def apply(value: Value) -> Value:
        figure = number(value)
        return float(step(figure)) if math.isfinite(figure) else figure

    return apply


def truncated(value: Value) -> Value:
    """The number without its fraction; NaN for none and for the infinite."""
    figure = number(value)
    return float(math.trunc(figure)) if math.isfinite(figure) else math.nan


def rounded(value: Value, digits: Value = 0.0) -> Value:
    """The number to so many digits after the point (before it where negative), halves up."""
    figure, scale = number(value), number(digits)
    if not (math.isfinite(figure) and math.isfinite(scale)):
        return math.nan
    step = float(f"1e{max(-15, min(15, math.trunc(scale)))}")
    scaled = figure * step + 0.5
    return math.floor(scaled) / step if math.isfinite(scaled) else figure


def total(lists: list[list[Value]]) -> Value:
    """The sum of all; NaN where one is no number."""
    result = 0.0
    for figure in _figures(lists):  # Python's own sum corrects its rounding from 3.12 on, the twin does not
        result += figure
    return result


def least(lists: list[list[Value]]) -> Value:
    """The smallest of all; NaN where one is no number and where there is none."""
    return _extreme(_figures(lists), lambda one, other: one < other)


def most(lists: list[list[Value]]) -> Value:
    """The largest of all; NaN where one is no number and where there is none."""
    return _extreme(_figures(lists), lambda one, other: one > other)


def _figures(lists: list[list[Value]]) -> list[float]:
    return [number(value) for values in lists for value in values]


def _extreme(figures: list[float], beats: Callable[[float, float], bool]) -> float:
    found = figures[0] if figures else math.nan
    for figure in figures:
        if figure != figure:
            return math.nan
        found = figure if beats(figure, found) else found
    return found
