"""Values nobody types that travel in the page: what is found once and then kept."""

from functools import lru_cache

from forms.instrument import Instrument
from forms.items import UNSEEN, Item
from forms.plan import keeps_value


def is_carried(instrument: Instrument, name: str) -> bool:
    """Whether the item's value is carried from page to page though nobody types it."""
    return name in carried(instrument)


def is_only_read(item: Item) -> bool:
    """Whether nobody can change it on a page: what is typed into a calculation would be thrown away."""
    calculated = item.calculation is not None and not item.trigger and not keeps_value(item.calculation)
    return not item.askable or calculated


def is_written_over(item: Item) -> bool:
    """Whether it is calculated until somebody types something else."""
    return item.askable and item.trigger is not None


@lru_cache(maxsize=128)
def carried(instrument: Instrument) -> frozenset[str]:
    """The names of all such items."""
    return frozenset(
        item.name
        for item in instrument.items
        if (item.type in UNSEEN or item.readonly)
        and (item.trigger or item.default_value or (item.calculation and keeps_value(item.calculation)))
    )
