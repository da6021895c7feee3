"""An instrument as it stands on paper, to be filled in by hand and keyed later: every question by its number,
every choice by its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import FILES, Group, Item, ItemType
from forms.page.texts import bare

_MOST_CHOICES = 30  # more are written by hand, not ticked


class Room(StrEnum):
    """What an answer needs on paper."""

    ONE = "one"
    SEVERAL = "several"
    ORDER = "order"
    FIGURE = "figure"
    DAY = "day"
    TIME = "time"
    LINE = "line"
    LINES = "lines"
    TICK = "tick"
    FILE = "file"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Line:
    """A question, or something to be read (number 0). `only_if` names the question and the choice it hangs on
    by their numbers; (0, 0) for a condition that numbers cannot say, None where it is always asked."""

    number: int
    label: str
    hint: str = ""
    room: Room | None = None
    choices: tuple[str, ...] = ()
    only_if: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under a title ('' for none); those of a repeat are asked of each of several things."""

    title: str
    repeats: bool
    lines: tuple[Line, ...]


_ROOMS = {
    ItemType.SELECT_ONE: Room.ONE,
    ItemType.SELECT_MULTIPLE: Room.SEVERAL,
    ItemType.RANK: Room.ORDER,
    ItemType.INTEGER: Room.FIGURE,
    ItemType.DECIMAL: Room.FIGURE,
    ItemType.RANGE: Room.FIGURE,
    ItemType.DATE: Room.DAY,
    ItemType.DATETIME: Room.TIME,
    ItemType.TIME: Room.TIME,
    ItemType.TEXT: Room.LINES,
    ItemType.ACKNOWLEDGE: Room.TICK,
}


def on_paper(instrument: Instrument, language: str) -> tuple[Part, ...]:
    """The parts in order; questions are numbered through from 1."""
    shown = [item for item in instrument.items if item.screen is not None]
    numbers = {item.name: n for n, item in enumerate((one for one in shown if one.askable), start=1)}
    parts = [
        (group, tuple(_lines(instrument, items, numbers, language)))
        for group, items in groupby(shown, lambda item: _named_group(instrument, item))
    ]
    return tuple(
        Part(instrument.text(group.label, language) if group else "", bool(group and group.repeat), lines)
        for group, lines in parts
        if lines
    )


def _named_group(instrument: Instrument, item: Item) -> Group | None:
    """The repeat an item stands in, or the innermost group around it that has a name to be read."""
    if item.repeat:
        return instrument.group(item.repeat)
    place = instrument.group(item.group) if item.group else None
    while place is not None and not place.label:
        place = instrument.group(place.parent) if place.parent else None
    return place


def _lines(
    instrument: Instrument, items: Iterable[Item], numbers: dict[str, int], language: str
) -> Iterator[Line]:
    for item in items:
        label = bare(instrument.text(item.label, language), None)
        only_if = _only_if(instrument, item, numbers)
        if item.askable:
            yield Line(
                numbers[item.name],
                label,
                bare(instrument.text(item.hint, language), None),
                _room(instrument, item),
                _choices(instrument, item, language),
                only_if,
            )
        elif item.type is ItemType.NOTE and label:
            yield Line(0, label, only_if=only_if)


def _choices(instrument: Instrument, item: Item, language: str) -> tuple[str, ...]:
    found = instrument.choices(item) if item.list_name else ()
    return tuple(instrument.text(one.label, language) for one in found) if len(found) <= _MOST_CHOICES else ()


def _room(instrument: Instrument, item: Item) -> Room:
    if item.type in FILES:
        return Room.SIGNATURE if item.type is ItemType.SIGNATURE else Room.FILE
    if item.list_name and not _choices(instrument, item, instrument.default_language):
        return Room.LINE
    return _ROOMS.get(item.type, Room.LINE)


def _only_if(instrument: Instrument, item: Item, numbers: dict[str, int]) -> tuple[int, int] | None:
    found = _conditions(instrument, item)
    if not found:
        return None
    return (len(found) == 1 and _choice_asked(instrument, found[0], numbers)) or (0, 0)


def _conditions(instrument: Instrument, item: Item) -> list[Expression]:
    """What decides whether an item is asked: its own condition and those of the groups around it."""
    found, place = [item.relevant], item.group
    while place is not None:
        found.append(instrument.group(place).relevant)
        place = instrument.group(place).parent
    return [one for one in found if one is not None]


def _choice_asked(
    instrument: Instrument, condition: Expression, numbers: dict[str, int]
) -> tuple[int, int] | None:
    """The question and the choice of "this question was answered by that choice"; None for anything else."""
    match condition.tree:
        case ("=", ("ref", str(name)), ("str", str(value))) if name in numbers:
            choices = [choice.name for choice in instrument.choices(instrument.item(name))]
            return (numbers[name], choices.index(value) + 1) if value in choices else None
    return None
