"""Which item stands on which screen: a repeat or a group shown as one is a screen, else every item is.

A note goes with the item after it; notes at the very end go with the last item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forms.items import UNSEEN, Group, Item


def lay_out(items: Sequence[Item], groups: Mapping[str, Group]) -> tuple[Item, ...]:
    """The items with their screens, counted from 1; what asks and shows nothing stands on none."""
    screens: dict[str, int] = {}
    waiting: list[str] = []
    screen, shown = 0, None
    for item in items:
        if item.type in UNSEEN:
            continue
        group = shared_screen(item, groups)
        if group is None and not item.askable:
            waiting.append(item.name)
            continue
        if group is None or group != shown:
            screen += 1
        shown = group
        screens.update(dict.fromkeys([*waiting, item.name], screen))
        waiting = []
    screens.update(dict.fromkeys(waiting, screen))
    return tuple(replace(item, screen=screens.get(item.name)) for item in items)


def shared_screen(item: Item, groups: Mapping[str, Group]) -> str | None:
    """The outermost repeat or group around `item` that is shown as one screen."""
    found, name = None, item.group
    while name is not None:
        found = name if groups[name].one_screen or groups[name].repeat else found
        name = groups[name].parent
    return found
