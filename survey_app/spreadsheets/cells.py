"""A cell is a text whose class says what the workbook kept it as; and how it travels from the child."""

import re
from datetime import date, datetime, time
from typing import Any

from wording import nfc

_FORMULA, _DATE = "f", "d"
# How workbooks write what XML has no letters for (ECMA-376, ST_Xstring).
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|[Ff]{3}[EFef])_")


class NumberCell(str):
    """The text of a cell that a workbook kept as a number, so that leading zeros are lost."""

    __slots__ = ()


class DateCell(str):
    """A day, or a day and a time, in ISO form, that a workbook kept as a date."""

    __slots__ = ()


class FormulaCell(str):
    """A formula whose value the workbook does not carry."""

    __slots__ = ()


def packed(value: object) -> Any:
    """``value`` of a workbook's cell as JSON: texts and numbers as they are, the rest with its kind."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return {_DATE: value.date().isoformat() if midnight else value.isoformat(timespec="seconds")}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    return nfc(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)))


def packed_formula(formula: object) -> dict[str, str]:
    """A formula without a value, as JSON."""
    text = formula if isinstance(formula, str) else f"={formula}"  # some fill several cells
    return {_FORMULA: text}


def unpacked(value: Any) -> str:
    """The cell that `packed` or `packed_formula` wrote."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return FormulaCell(value[_FORMULA]) if _FORMULA in value else DateCell(value[_DATE])
    return NumberCell(value)
