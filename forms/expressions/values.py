"""Values and their conversions: text, number, boolean, by the rules of XPath 1.0 as ODK extends them.

Nothing is an error: what is no number is NaN, and NaN compares false with everything. A date written
2026-11-22 counts as the days since 1970-01-01, so that `. <= today()` means what it says.
"""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

Value = str | float | bool
Answer = str | int | float | Sequence[str]

_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH = date(1970, 1, 1).toordinal()


def value_of(answer: Answer | None) -> Value:
    """An answer as an expression sees it: blank is '', several choices are joined by spaces."""
    if answer is None:
        return ""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, (int, float)):
        return float(answer)
    return " ".join(answer)


def number(value: Value) -> float:
    """`value` as a number; NaN when it is none."""
    if isinstance(value, (bool, float)):
        return float(value)
    if _NUMBER.fullmatch(value):
        return float(value)
    if _DATE.fullmatch(value):
        try:
            return float(date.fromisoformat(value).toordinal() - _EPOCH)
        except ValueError:
            return math.nan
    return math.nan


def text(value: Value) -> str:
    """`value` as text: a whole number without a point, no exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def boolean(value: Value) -> bool:
    """`value` as true or false: '' , 0 and NaN are false."""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value)


def equal(left: Value, right: Value) -> bool:
    """Whether two values are equal: as booleans if either is one, else as numbers, else as text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right
