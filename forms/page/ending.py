"""Which answers make a screen the last one, where so few decide about it that the judge can try them all."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from forms.check import check
from forms.expressions import Expression, walk
from forms.instrument import Instrument
from forms.items import Item, ItemType
from forms.page.reacting import hanging_on
from forms.page.screens import next_screen
from forms.plan import relevances

Json = dict[str, Any]
_MOST_TRIED = 200  # ways to answer the questions that decide, blank ones among them
_OF_THE_MOMENT = frozenset({"today", "now", "once"})  # what says something else another day


def ending(instrument: Instrument, number: int, language: str) -> Json:
    """The `fields` whose answers decide whether anything follows screen `number`, and the `ends`: the answers
    after which nothing does, in the order of the fields with a blank between.

    {} where that cannot be told beforehand: something other than a few single choices decides, or the day.
    """
    later = [item for item in instrument.items if (item.screen or 0) > number]
    names = {name for item in later for name in hanging_on(instrument, item)}
    # A later question that is not asked has no answer, and one that is asked follows.
    found = [item for item in instrument.items if item.name in names and item not in later]
    asked = [item for item in found if item.type is not ItemType.CALCULATE]
    if not all(map(_is_simple, found)) or _hangs_on_the_moment(instrument, [*later, *found]):
        return {}
    offered = [("", *(choice.name for choice in instrument.choices(item))) for item in asked]
    if prod(map(len, offered)) > _MOST_TRIED:
        return {}
    deciding = [item.name for item in asked]
    return {
        "fields": [item.field for item in asked],
        "ends": [
            " ".join(given)
            for given in product(*offered)
            if _is_end(instrument, number, language, dict(zip(deciding, given, strict=True)))
        ],
    }


def _is_simple(item: Item) -> bool:
    """Whether its answer is a single choice from its whole list, or follows from such answers alone."""
    if item.repeat or item.trigger or item.type not in (ItemType.SELECT_ONE, ItemType.CALCULATE):
        return False
    starts = item.default or item.default_value or item.readonly
    fixed = item.choice_filter or item.calculation or isinstance(item.required, Expression)
    return item.type is ItemType.CALCULATE or not (starts or fixed)


def _hangs_on_the_moment(instrument: Instrument, items: list[Item]) -> bool:
    nodes = (node for item in items for found in _expressions(instrument, item) for node in walk(found.tree))
    return any(node[0] == "call" and node[1] in _OF_THE_MOMENT for node in nodes)


def _expressions(instrument: Instrument, item: Item) -> Iterator[Expression]:
    """What decides whether the item is asked, how often, and what is calculated."""
    counts = instrument.group(item.repeat).repeat_count if item.repeat else None
    yield from relevances(instrument, item)
    yield from (found for found in (counts, item.calculation) if found)


def _is_end(instrument: Instrument, number: int, language: str, given: dict[str, str]) -> bool:
    """Whether nothing follows; what is wrong or still unanswered keeps the screen from being the last."""
    checked = check(instrument, given, language=language)
    wrong = any(problem.place in given for problem in checked.problems)
    return not wrong and next_screen(instrument, checked, number) is None
