"""Values nobody types that travel in the page: what is found once and then kept."""

from functools import lru_cache

from forms.expressions import Expression
from forms.expressions.grammar import walk
from forms.instrument import Instrument
from forms.items import UNSEEN


def is_carried(instrument: Instrument, name: str) -> bool:
    """Whether the item's value is carried from page to page though nobody types it."""
    return name in _carried(instrument)


@lru_cache(maxsize=128)
def _carried(instrument: Instrument) -> frozenset[str]:
    return frozenset(
        item.name
        for item in instrument.items
        if (item.type in UNSEEN or item.readonly)
        and (item.trigger or item.default_value or (item.calculation and keeps_value(item.calculation)))
    )


def keeps_value(expression: Expression) -> bool:
    """Whether it looks at the value it gave before."""
    return any(node[:2] == ("call", "once") for node in walk(expression.tree))
