"""Values nobody types that travel in the page: what is found once and then kept."""

from functools import lru_cache

from forms.instrument import Instrument
from forms.items import UNSEEN
from forms.plan import keeps_value


def is_carried(instrument: Instrument, name: str) -> bool:
    """Whether the item's value is carried from page to page though nobody types it."""
    return name in carried(instrument)


@lru_cache(maxsize=128)
def carried(instrument: Instrument) -> frozenset[str]:
    """The names of all such items."""
    return frozenset(
        item.name
        for item in instrument.items
        if (item.type in UNSEEN or item.readonly)
        and (item.trigger or item.default_value or (item.calculation and keeps_value(item.calculation)))
    )
