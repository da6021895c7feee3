"""One reader per type of item: from what was typed to the answer that is kept.

A reader takes anything and hands back the answer, or None for a blank. It raises Unreadable, never anything
else, for what is no answer of its type; `check` makes a problem of that.
"""

from collections.abc import Mapping, Sequence

from forms.answers.choices import one_of, ranked_of, several_of
from forms.answers.days import read_date, read_datetime, read_time
from forms.answers.files import ENDINGS, file_of
from forms.answers.given import LONGEST_TEXT, Given, Reader, Unreadable, as_handed_in, clean
from forms.answers.numbers import (
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    range_of,
    read_calculated,
    read_decimal,
    read_integer,
)
from forms.answers.points import read_geopoint
from forms.answers.texts import ACKNOWLEDGED, read_acknowledgement, read_text
from forms.items import FILES, SELECTS, Item, ItemType

__all__ = [
    "ACKNOWLEDGED",
    "ENDINGS",
    "LARGEST_DECIMAL",
    "LARGEST_INTEGER",
    "LONGEST_TEXT",
    "Given",
    "Reader",
    "Unreadable",
    "as_handed_in",
    "clean",
    "read_integer",
    "reader_of_type",
]

_OF_LISTS = {ItemType.SELECT_ONE: one_of, ItemType.SELECT_MULTIPLE: several_of, ItemType.RANK: ranked_of}
_READERS: Mapping[ItemType, Reader] = {
    ItemType.TEXT: read_text,
    ItemType.BARCODE: read_text,
    ItemType.HIDDEN: read_text,
    ItemType.METADATA: read_text,
    ItemType.CALCULATE: read_calculated,
    ItemType.INTEGER: read_integer,
    ItemType.DECIMAL: read_decimal,
    ItemType.DATE: read_date,
    ItemType.TIME: read_time,
    ItemType.DATETIME: read_datetime,
    ItemType.GEOPOINT: read_geopoint,
    ItemType.ACKNOWLEDGE: read_acknowledgement,
}


def reader_of_type(item: Item, names: Sequence[str]) -> Reader | None:
    """What reads answers of the item's type, among `names` where it is a select; None for a note."""
    if item.type in SELECTS:
        return _OF_LISTS[item.type]({name: place for place, name in enumerate(names)})
    if item.type is ItemType.RANGE:
        return range_of(item.parameters)
    return file_of(item.type) if item.type in FILES else _READERS.get(item.type)
