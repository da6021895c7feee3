"""What a response keeps of the circumstances it was made in: items that the door fills in."""

from collections.abc import Mapping
from datetime import date, datetime

from forms.answers import Given
from forms.instrument import Instrument
from forms.items import Audience, Item, ItemType

# Of citizens anything finer, and whose device it is, could tell who answered.
_KEPT = {
    Audience.CITIZEN: frozenset({"today"}),
    Audience.STAFF: frozenset({"today", "username", "start", "end"}),
}


def circumstances(
    instrument: Instrument,
    *,
    today: date,
    username: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
) -> dict[str, Given]:
    """What the instrument's metadata items keep, by name, to be handed to `check` with the answers.

    Of a citizen only the day, whatever is known besides. Of staff also the name they sign in with and when
    they began and ended. What else a form may ask for (device, telephone number, ...) is never kept.
    """
    known: Mapping[str, str] = {
        "today": today.isoformat(),
        "username": username,
        "start": start.isoformat(timespec="seconds") if start else "",
        "end": end.isoformat(timespec="seconds") if end else "",
    }
    return {
        item.name: known[item.metadata]
        for item in instrument.items
        if is_kept(instrument, item) and known[item.metadata]
    }


def is_kept(instrument: Instrument, item: Item) -> bool:
    """Whether the item holds circumstances that are kept of those who fill the instrument in."""
    return item.type is ItemType.METADATA and item.metadata in _KEPT[instrument.audience]
