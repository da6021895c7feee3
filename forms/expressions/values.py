"""Values and their conversions: text, number, boolean, by the rules of XPath 1.0 as ODK extends them.

Nothing is an error: what is no number is NaN, and NaN compares false with everything. Days, times and moments
are texts (2026-11-22, 14:30, 2026-11-22T14:30:00.000+07:00) and count as days when a number is wanted, see
`dates`.
"""

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from forms.expressions.dates import days_of

Value = str | float | bool
Answer = str | int | float | Sequence[str]

_BLANKS = " \t\r\n"  # XPath's; a no-break space belongs to the text
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_BLANK = re.compile(r"[ \t\r\n]+")


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
    written = value.strip(_BLANKS)
    return float(written) if _NUMBER.fullmatch(written) else days_of(written)


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


def words(value: Value) -> list[str]:
    """The parts of a text between blanks: the chosen of a select_multiple."""
    return [part for part in _BLANK.split(text(value)) if part]


def normal(value: Value) -> str:
    """The text without blanks around it and with one blank between words."""
    return " ".join(words(value))
