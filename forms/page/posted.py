"""What a browser sends back, by the items' own names."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from forms.instrument import Instrument
from forms.items import ItemType


def read_posted(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> dict[str, str | list[str]]:
    """Item name -> what was sent, as typed, for `check`; fields that are no item's are left out.

    `fields` maps a field's name to all its values. Several values stay a list, so that `check` can refuse
    them where one is wanted. Pictures are files: who takes them adds the name each was kept under.
    """
    names = _names(instrument)
    posted: dict[str, str | list[str]] = {}
    for field, values in fields.items():
        if field in names and values:
            name, several = names[field]
            posted[name] = list(values) if several or len(values) > 1 else values[0]
    return posted


def removed_pictures(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The names of the items whose kept picture was ticked for removal."""
    pictures = (item for item in instrument.items if item.type is ItemType.IMAGE)
    return frozenset(item.name for item in pictures if any(fields.get(item.removal_field, ())))


@lru_cache(maxsize=128)
def _names(instrument: Instrument) -> dict[str, tuple[str, bool]]:
    """Field -> the item's name and whether it takes several values."""
    return {
        item.field: (item.name, item.type is ItemType.SELECT_MULTIPLE)
        for item in instrument.items
        if item.askable and item.type is not ItemType.IMAGE
    }
