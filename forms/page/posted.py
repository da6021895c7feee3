"""What a browser sends back, by address; and the buttons that add and remove an occurrence of a repeat.

A question's field is `f12`, in the second occurrence of its repeat `f12_2`. Questions of several controls
have a part behind it: `f12-lat`, `f12-lon` and `f12-acc` of a place, `f12-p3` the position given to the third
choice of an order. `f12-was` is the value that was calculated and drawn in `f12`: who leaves it as it is has
typed nothing. `r3` says how often the third repeat was drawn, `r3-add` and `r3-remove` are its buttons.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from forms.addresses import MOST_OCCURRENCES, address, place_of
from forms.instrument import Instrument
from forms.items import FILES, Group, Item, ItemType
from forms.page.carried import is_carried
from forms.page.kinds.places import PARTS, joined

Posted = dict[str, str | list[str]]
_FIELD = re.compile(
    r"(?P<field>f\d{1,6})(_(?P<at>[1-9]\d{0,4}))?(-(?P<part>lat|lon|acc|p\d{1,4}))?", re.ASCII
)


def read_posted(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> Posted:
    """Address -> what was sent, as typed, for `check`; fields that are no item's are left out.

    `fields` maps a field's name to all its values. Several values stay a list, so that `check` can refuse
    them where one is wanted. Files are not text: who takes them adds the name each was kept under. Where
    a button was pressed that adds or removes an occurrence, that is done already.
    """
    items = _items(instrument)
    posted: Posted = {}
    parts: dict[str, tuple[Item, dict[str, str]]] = {}
    for field, values in fields.items():
        if field in items and values:  # nearly every field takes this short way
            item, at, part = items[field], 0, None
        else:
            found = _FIELD.fullmatch(field)
            if not found or not values or found["field"] not in items:
                continue
            item, at, part = items[found["field"]], int(found["at"] or 0), found["part"]
        place = address(item.name, at)
        if part:
            parts.setdefault(place, (item, {}))[1][part] = values[0]
        else:
            posted[place] = _sent(item, values)
    for place, (item, figures) in parts.items():
        posted[place] = _put_together(instrument, item, figures)
    _leave_reckoned(fields, posted, items)
    for group in instrument.repeats:
        if fields.get(group.field):
            posted[group.name] = fields[group.field][0]
    pressed = pressed_repeat(instrument, fields)
    if pressed:
        _change(instrument, pressed, fields, posted)
    return posted


def field_of(instrument: Instrument, place: str) -> str:
    """The id of the field that belongs to an address, of a repeat's name that of the repeat; '' for none."""
    name, at = place_of(place)
    if name in _names(instrument):
        return instrument.item(name).field_at(at)
    return next((group.field for group in instrument.repeats if group.name == name), "")


def file_at(instrument: Instrument, field: str) -> tuple[Item, str] | None:
    """The question a file field belongs to and the address of its answer; None for no file field."""
    found = _FIELD.fullmatch(field)
    item = next((item for item in instrument.items if found and item.field == found["field"]), None)
    if found is None or item is None or item.type not in FILES or found["part"]:
        return None
    return item, address(item.name, int(found["at"] or 0))


def pressed_repeat(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> Group | None:
    """The repeat of which an occurrence was to be added or removed; the page is then shown again."""
    for group in instrument.repeats:
        if f"{group.field}-add" in fields or f"{group.field}-remove" in fields:
            return group
    return None


def removal_field(item: Item, occurrence: int = 0) -> str:
    """The name of the tick that removes a file that is kept ('f12-remove', 'f12_2-remove')."""
    return f"{item.field_at(occurrence)}-remove"


def removed_files(instrument: Instrument, fields: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The addresses of the questions whose kept file was ticked for removal."""
    questions = {item.field: item for item in instrument.items if item.type in FILES}
    removed = set()
    for field, values in fields.items():
        name, _, what = field.partition("-")
        found = _FIELD.fullmatch(name)
        if what == "remove" and any(values) and found and found["field"] in questions:
            removed.add(address(questions[found["field"]].name, int(found["at"] or 0)))
    return frozenset(removed)


def renumbered(instrument: Instrument, repeat: Group, gone: int, places: Sequence[str]) -> dict[str, str]:
    """Where each of `places` stands once occurrence `gone` is removed; that one's own are left out."""
    moved = {}
    for place in places:
        name, at = place_of(place)
        inside = at and name in _names(instrument) and instrument.item(name).repeat == repeat.name
        if not inside or at < gone:
            moved[place] = place
        elif at > gone:
            moved[place] = address(name, at - 1)
    return moved


def removed_occurrence(
    instrument: Instrument, fields: Mapping[str, Sequence[str]]
) -> tuple[Group, int] | None:
    """The repeat and the occurrence that was to be removed."""
    group = pressed_repeat(instrument, fields)
    if group is None or f"{group.field}-remove" not in fields:
        return None
    asked = next(iter(fields[f"{group.field}-remove"]), "")
    return (group, int(asked)) if asked.isascii() and asked.isdecimal() and 0 < len(asked) < 6 else None


def _change(
    instrument: Instrument, group: Group, fields: Mapping[str, Sequence[str]], posted: Posted
) -> None:
    drawn = next(iter(fields.get(group.field, ())), "")
    count = min(int(drawn), MOST_OCCURRENCES) if re.fullmatch(r"[0-9]{1,5}", drawn) else 0
    removed = removed_occurrence(instrument, fields)
    if removed and 1 <= removed[1] <= count:
        moved = renumbered(instrument, group, removed[1], list(posted))
        kept = {moved[place]: given for place, given in posted.items() if place in moved}
        posted.clear()
        posted.update(kept)
        count -= 1
    elif not removed and f"{group.field}-add" in fields:
        count = min(count + 1, MOST_OCCURRENCES)
    posted[group.name] = str(count)


def _leave_reckoned(fields: Mapping[str, Sequence[str]], posted: Posted, items: Mapping[str, Item]) -> None:
    """Take out what stands as it was calculated: it is calculated again when what it hangs on changes."""
    for field, values in fields.items():
        found = _FIELD.fullmatch(field.removesuffix("-was")) if field.endswith("-was") and values else None
        if found and found["field"] in items and not found["part"]:
            place = address(items[found["field"]].name, int(found["at"] or 0))
            if posted.get(place) in (values[0], values[0].split()):
                del posted[place]


def _sent(item: Item, values: Sequence[str]) -> str | list[str]:
    if item.type is ItemType.ACKNOWLEDGE:
        return values[-1]  # a blank field may stand before the box
    if item.type in (ItemType.SELECT_MULTIPLE, ItemType.RANK) or len(values) > 1:
        return list(values)
    return values[0]


def _put_together(instrument: Instrument, item: Item, figures: Mapping[str, str]) -> str | list[str]:
    if item.type is ItemType.GEOPOINT:
        return joined(*(figures.get(part, "") for part in PARTS))
    return _ordered(instrument, item, figures)


def _ordered(instrument: Instrument, item: Item, figures: Mapping[str, str]) -> list[str]:
    """The choices by the positions given, '' where none was; of two in one place the first stays."""
    names = [choice.name for choice in instrument.choices(item)]
    taken: dict[int, str] = {}
    for place, name in enumerate(names, start=1):
        position = figures.get(f"p{place}", "")
        if position.isascii() and position.isdecimal() and 1 <= int(position) <= len(names):
            taken.setdefault(int(position), name)
    return [taken.get(place, "") for place in range(1, max(taken, default=0) + 1)]


@lru_cache(maxsize=128)
def _names(instrument: Instrument) -> frozenset[str]:
    return frozenset(item.name for item in instrument.items)


@lru_cache(maxsize=128)
def _items(instrument: Instrument) -> dict[str, Item]:
    """By field: what a page may send as text."""
    return {
        item.field: item
        for item in instrument.items
        if (item.askable and item.type not in FILES) or is_carried(instrument, item.name)
    }
