"""Files a page says it has: each travels as its name in a field of its question ('f12_2-kept').

A script that takes an occurrence out of the page renumbers these fields with the others; so the page alone
says which file belongs to which occurrence.
"""

from collections.abc import Mapping, Sequence

from forms.addresses import place_of
from forms.instrument import Instrument
from forms.page.posted import file_at

_KEPT = "-kept"


def kept_files(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Address -> name of the file the page shows there; names are as sent, nobody has looked at them."""
    found: dict[str, str] = {}
    for field, values in fields.items():
        asked = file_at(instrument, field.removesuffix(_KEPT)) if field.endswith(_KEPT) and values else None
        if asked is not None and values[0]:
            found[asked[1]] = values[0]
    return found


def regrouped(
    instrument: Instrument, waiting: Mapping[str, str], fields: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Where each file in `waiting`, address -> name, stands by what a page sent: old address -> new.

    One that the page does not show stays where it is, unless another took its place or its entry is gone.
    """
    free = dict(waiting)
    moved: dict[str, str] = {}
    for place, name in kept_files(instrument, fields).items():
        alike = [old for old, kept in free.items() if kept == name and place_of(old)[0] == place_of(place)[0]]
        if alike:
            old = place if place in alike else alike[0]
            moved[old] = place
            del free[old]
    taken = set(moved.values())
    stays = {old: old for old in free if old not in taken and not _is_gone(instrument, old, fields)}
    return moved | stays


def _is_gone(instrument: Instrument, place: str, fields: Mapping[str, Sequence[str]]) -> bool:
    name, at = place_of(place)
    repeat = instrument.item(name).repeat
    counted = fields.get(instrument.group(repeat).field) if repeat else None
    return bool(counted and counted[0].isascii() and counted[0].isdecimal() and at > int(counted[0][:5]))
