"""What a response keeps of the circumstances it was made in: items that the door fills in."""

from collections.abc import Mapping
from datetime import date, datetime

from forms.answers import Given
from forms.instrument import Instrument
from forms.items import Audience, ItemType

_OF_CITIZENS = frozenset({"today"})  # anything finer, and whose device it is, could tell who answered


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
    kept = _OF_CITIZENS if instrument.audience is Audience.CITIZEN else known.keys()
    return {
        item.name: known[item.metadata]
        for item in instrument.items
        if item.type is ItemType.METADATA and item.metadata in kept and known[item.metadata]
    }
