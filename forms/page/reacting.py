"""What of a screen depends on answers given on that very screen, and what depends on nothing at all.

Without a script only answers of earlier screens can decide what a screen shows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import UNSEEN, Item, Labels
from forms.page.screens import Screen
from forms.page.texts import OUTPUT
from forms.plan import relevances

_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reacting:
    """Names of items (and of repeats around them): those that answers of their own screen can make
    irrelevant (`waiting`), and those whose `choices` such answers filter."""

    waiting: frozenset[str] = _NO_NAMES
    choices: frozenset[str] = _NO_NAMES


NOTHING = Reacting()


@lru_cache(maxsize=2048)
def reacting(instrument: Instrument, screen: Screen) -> Reacting:
    """What of the screen depends on its own answers."""
    here = {item.name for item in screen.items}
    reached = _reached(instrument)

    def depends(expressions: Iterable[Expression | None]) -> bool:
        names = set(_references(expressions))
        return any(reached.get(name, _NO_NAMES) & here or name in here for name in names)

    return Reacting(
        frozenset(
            name
            for item in screen.items
            if depends(relevances(instrument, item))
            for name in (item.name, item.repeat)
            if name
        ),
        frozenset(item.name for item in screen.items if depends((item.choice_filter,))),
    )


@lru_cache(maxsize=2048)
def is_fixed(instrument: Instrument, screen: Screen) -> bool:
    """Whether a blank screen looks the same to everybody, so that it may be drawn once and kept."""
    together = len({relevances(instrument, item) for item in screen.items}) == 1
    return all(_is_fixed(instrument, item, screen, together) for item in screen.items)


def _is_fixed(instrument: Instrument, item: Item, screen: Screen, together: bool) -> bool:
    """`together`: all items of the screen are asked under the same conditions, none without the others."""
    if item.repeat or item.randomize or item.readonly or item.default_value or item.calculation:
        return False
    if item.choice_filter and item.name not in reacting(instrument, screen).choices:
        return False
    if (
        relevances(instrument, item)
        and not together
        and item.name not in reacting(instrument, screen).waiting
    ):
        return False
    return not any(OUTPUT.search(text) for labels in _texts(instrument, item) for text in labels.values())


def hanging_on(instrument: Instrument, item: Item) -> frozenset[str]:
    """The names whose answers decide whether, and how often, the item is asked, directly or not."""
    counts = instrument.group(item.repeat).repeat_count if item.repeat else None
    names = frozenset(_references((*relevances(instrument, item), counts)))
    return names.union(*(_reached(instrument).get(name, _NO_NAMES) for name in names))


def _texts(instrument: Instrument, item: Item) -> Iterator[Labels]:
    yield from (item.label, item.hint, item.guidance)
    yield from (choice.label for choice in instrument.choices(item))
    if item.group:
        yield instrument.group(item.group).label


def _references(expressions: Iterable[Expression | None]) -> Iterator[str]:
    for expression in expressions:
        yield from expression.references if expression is not None else ()


@lru_cache(maxsize=128)
def _reached(instrument: Instrument) -> Mapping[str, frozenset[str]]:
    """Of every item all the items its asking, its calculation or its count looks at, directly or not."""
    direct = {item.name: _looked_at(instrument, item) for item in instrument.items}
    for group in instrument.repeats:
        direct[group.name] = {item.name for item in instrument.items if item.repeat == group.name}
        direct[group.name].update(_references((group.repeat_count,)))
    reached: dict[str, frozenset[str]] = {}
    for name in direct:
        found: set[str] = set()
        due = [name]
        while due:
            fresh = direct.get(due.pop(), set()) - found
            found |= fresh
            due += fresh
        reached[name] = frozenset(found)
    return reached


def _looked_at(instrument: Instrument, item: Item) -> set[str]:
    looked = set(_references((*relevances(instrument, item), item.calculation)))
    if item.trigger:
        looked.add(item.trigger)
    return looked - ({item.name} if item.type in UNSEEN else set())
