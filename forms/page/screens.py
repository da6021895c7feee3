"""The screens of an instrument and the way from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from forms.check import Checked
from forms.compile.screens import shared_screen
from forms.instrument import Instrument
from forms.items import Item, Labels


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What is shown at once. `number` counts from 1; `title` is the group's label, None for a lone item."""

    number: int
    items: tuple[Item, ...]
    title: Labels | None


@lru_cache(maxsize=128)
def screens(instrument: Instrument) -> tuple[Screen, ...]:
    """The screens in order."""
    shown = [item for item in instrument.items if item.screen is not None]
    return tuple(
        Screen(number or 0, items, _title(instrument, items))
        for number, items in ((key, tuple(found)) for key, found in groupby(shown, lambda item: item.screen))
    )


def next_screen(instrument: Instrument, checked: Checked, after: int) -> Screen | None:
    """The first screen after number `after` on which something is to be answered; None at the end."""
    return _first(checked, (screen for screen in screens(instrument) if screen.number > after))


def previous_screen(instrument: Instrument, checked: Checked, before: int) -> Screen | None:
    """The last screen before number `before` on which something is to be answered; None at the start."""
    return _first(checked, (screen for screen in reversed(screens(instrument)) if screen.number < before))


def _first(checked: Checked, candidates: Iterable[Screen]) -> Screen | None:
    for screen in candidates:
        if any(item.askable and item.name not in checked.irrelevant for item in screen.items):
            return screen
    return None


def _title(instrument: Instrument, items: tuple[Item, ...]) -> Labels | None:
    """The label of the group shown as this screen; a note among its items may come from outside of it."""
    groups = {group.name: group for group in instrument.groups}
    shared = (shared_screen(item, groups) for item in items)
    return next((groups[name].label for name in shared if name is not None and groups[name].label), None)
