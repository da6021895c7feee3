"""The functions of texts. Characters are code points."""

import math
from itertools import zip_longest

from forms.expressions.values import Value, boolean, number, text, words

LONGEST = 10_000


def coalesce(*values: Value) -> Value:
    """The first value that is not blank, else ''."""
    return next((value for value in values if text(value) != ""), "")


def chosen_at(several: Value, place: Value) -> Value:
    """The choice at a place counted from 0, '' for none."""
    chosen, figure = words(several), number(place)
    return chosen[math.trunc(figure)] if 0 <= figure < len(chosen) else ""


def before(value: Value, mark: Value) -> Value:
    """What stands before the first `mark`, '' where there is none."""
    start, found, _ = _parted(value, mark)
    return start if found else ""


def after(value: Value, mark: Value) -> Value:
    """What stands after the first `mark`, '' where there is none."""
    return _parted(value, mark)[2]


def _parted(value: Value, mark: Value) -> tuple[str, bool, str]:
    whole, sought = text(value), text(mark)
    place = whole.find(sought)
    return ("", False, "") if place < 0 else (whole[:place], True, whole[place + len(sought) :])


def between(value: Value, start: Value, end: Value = math.inf) -> Value:
    """ODK's substr: from `start` up to and without `end`, counted from 0, below 0 from the end."""
    whole = text(value)
    return whole[_cut(start, whole) : _cut(end, whole)]


def _cut(place: Value, whole: str) -> int:
    figure = number(place)
    if figure != figure:
        return 0
    figure = figure + len(whole) if figure < 0 else figure
    return math.trunc(max(0.0, min(float(len(whole)), figure)))


def portion(value: Value, start: Value, length: Value = math.inf) -> Value:
    """XPath's substring: `length` characters from the place `start`, counted from 1, both rounded."""
    whole = text(value)
    first = _near(number(start))
    end = first + _near(number(length))
    return "".join(part for place, part in enumerate(whole, 1) if first <= place < end)


def _near(figure: float) -> float:
    return math.floor(figure + 0.5) if math.isfinite(figure) else figure


def exchanged(value: Value, old: Value, new: Value) -> Value:
    """Each character of `old` as the one at its place in `new`, or left out where `new` is shorter."""
    table: dict[str, str] = {}
    fresh = text(new)
    for one, other in zip_longest(text(old), fresh[: len(text(old))], fillvalue=""):
        table.setdefault(one, other)
    return "".join(table.get(part, part) for part in text(value))


def joined(mark: Value, lists: list[list[Value]]) -> str:
    """All values with `mark` between, cut at `LONGEST`: else items that join each other fill any memory."""
    parts: list[str] = []
    room = LONGEST
    for value in (value for values in lists for value in values):
        parts.append(text(mark) + text(value) if parts else text(value))
        room -= len(parts[-1])
        if room < 0:
            break
    return "".join(parts)[:LONGEST]


def ticked(least: Value, most: Value, lists: list[list[Value]]) -> Value:
    """Whether from `least` to `most` of the values are true or 'yes'; -1 is no bound."""
    return _within(float(sum(_ticks(value) for values in lists for value in values)), least, most)


def weighed(least: Value, most: Value, lists: list[list[Value]]) -> Value:
    """Whether the weights, each after its value, of what is true or 'yes' add up to `least` to `most`."""
    result = 0.0
    for values, weights in zip(lists[::2], lists[1::2], strict=False):
        for value, weight in zip(values, weights, strict=False):
            result += number(weight) if _ticks(value) else 0.0
    return _within(result, least, most)


def _ticks(value: Value) -> bool:
    return value == "yes" if isinstance(value, str) else boolean(value)


def _within(figure: float, least: Value, most: Value) -> bool:
    low, high = number(least), number(most)
    return (low < 0 or figure >= low) and (high < 0 or figure <= high)
