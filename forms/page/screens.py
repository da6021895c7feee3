"""The screens of an instrument and the way from one to the next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from forms.addresses import address, place_of
from forms.answers import Given
from forms.check import Checked
from forms.compile.screens import shared_screen
from forms.instrument import Instrument
from forms.items import Item, Labels
from forms.page.entries import names_itself


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What is shown at once. `number` counts from 1; `title` is the group's label, None for a lone item."""

    number: int
    items: tuple[Item, ...]
    title: Labels | None

    @property
    def names(self) -> frozenset[str]:
        """The names of its items and of their repeats."""
        return frozenset(name for item in self.items for name in (item.name, item.repeat) if name)


@lru_cache(maxsize=128)
def end_of(instrument: Instrument) -> Screen:
    """The screen behind the last one, on which nothing stands: there a form is sent that ended early."""
    return Screen(len(screens(instrument)) + 1, (), None)


@lru_cache(maxsize=128)
def screens(instrument: Instrument) -> tuple[Screen, ...]:
    """The screens in order."""
    shown = [item for item in instrument.items if item.screen is not None]
    return tuple(
        Screen(number or 0, items, title_of(instrument, items))
        for number, items in ((key, tuple(found)) for key, found in groupby(shown, lambda item: item.screen))
    )


def next_screen(instrument: Instrument, checked: Checked, after: int) -> Screen | None:
    """The first screen after number `after` on which something is asked or to be read; None at the end."""
    return _first(checked, (screen for screen in screens(instrument) if screen.number > after))


def previous_screen(instrument: Instrument, checked: Checked, before: int) -> Screen | None:
    """The last screen before number `before` on which something is asked or to be read; None at the start."""
    return _first(checked, (screen for screen in reversed(screens(instrument)) if screen.number < before))


def screen_of(instrument: Instrument, place: str) -> Screen | None:
    """The screen an address stands on, a repeat's own name among them; None when it stands on none."""
    name = place_of(place)[0]
    return next((screen for screen in screens(instrument) if name in screen.names), None)


def begun(screen: Screen, answers: Mapping[str, Given]) -> dict[str, Given]:
    """The answers a screen is judged with when it is first drawn: a repeat nobody has seen is asked once."""
    unseen = {item.repeat: "1" for item in screen.items if item.repeat and item.repeat not in answers}
    return {**answers, **unseen}


def shown(checked: Checked, candidates: Iterable[Screen]) -> Iterator[Screen]:
    """Those of the screens on which something is asked or to be read."""
    irrelevant = frozenset(checked.irrelevant)
    for screen in candidates:
        if any(
            (item.askable or item.label) and _is_asked(checked, irrelevant, item) for item in screen.items
        ):
            yield screen


def _first(checked: Checked, candidates: Iterable[Screen]) -> Screen | None:
    return next(shown(checked, candidates), None)


def _is_asked(checked: Checked, irrelevant: frozenset[str], item: Item) -> bool:
    """Whether the item is to be answered, of a repeat in any occurrence; what people may add to is."""
    if item.repeat is None:
        return item.name not in irrelevant
    if item.repeat in irrelevant:
        return False
    if checked.instrument.group(item.repeat).repeat_count is None:
        return True
    count = checked.answers.get(item.repeat, 0)
    times = count if isinstance(count, int) else 0
    return any(address(item.name, at) not in irrelevant for at in range(1, times + 1))


def title_of(instrument: Instrument, items: Iterable[Item]) -> Labels | None:
    """The label of the group shown as this screen; a note among its items may come from outside of it.

    None too for a repeat of which each entry has a label of its own.
    """
    groups = {group.name: group for group in instrument.groups}
    shared = (groups[name] for item in items if (name := shared_screen(item, groups)) is not None)
    named = (group.label for group in shared if not names_itself(instrument, group))
    return next(filter(None, named), None)
