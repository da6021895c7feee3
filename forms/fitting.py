"""What an expression gave, as an answer of an item's type: XPath knows texts, numbers and truth alone."""

from collections.abc import Callable, Mapping
from math import isfinite, trunc

from forms.answers import Reader, Unreadable
from forms.expressions import Answer, Value, number, text
from forms.expressions.dates import day_text, moment_text
from forms.items import UNSEEN, ItemType

Fit = Callable[[Value], Answer | None]


def fit_for(kind: ItemType, read: Reader | None) -> Fit:
    """A function from an expression's value to the answer that is kept; None where it is none of the type."""
    if kind in UNSEEN or read is None:
        return _as_it_is
    shape = _SHAPES.get(kind, text)

    def fit(value: Value) -> Answer | None:
        if isinstance(value, float) and not isfinite(value):
            return None
        try:
            return read(shape(value))
        except Unreadable:
            return None  # the form's author is at fault, nobody else could put it right

    return fit


def _as_it_is(value: Value) -> Answer | None:
    """Whole numbers as such, nothing for NaN and the infinite."""
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value == int(value) else value
    return text(value) or None


def _whole(value: Value) -> object:
    figure = number(value)
    return trunc(figure) if isfinite(figure) else text(value)


def _figure(value: Value) -> object:
    figure = number(value)
    return figure if isfinite(figure) else text(value)


def _day(value: Value) -> str:
    """A number counts days since 1970; of a moment the day."""
    return day_text(value) if isinstance(value, float) else text(value).partition("T")[0]


def _moment(value: Value) -> str:
    return moment_text(value) if isinstance(value, float) else text(value)


def _time(value: Value) -> str:
    return _moment(value).rpartition("T")[2]


_SHAPES: Mapping[ItemType, Callable[[Value], object]] = {
    ItemType.INTEGER: _whole,
    ItemType.DECIMAL: _figure,
    ItemType.RANGE: _figure,
    ItemType.DATE: _day,
    ItemType.DATETIME: _moment,
    ItemType.TIME: _time,
}
