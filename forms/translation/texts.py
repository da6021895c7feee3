"""Every text of an instrument, each with a place that stays the same from version to version."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.instrument import Instrument
from forms.items import FACTOR_LIST, SELECTS, UNSEEN, Choice, Labels

ITEM_PARTS = ("label", "hint", "guidance", "required_message", "constraint_message", "finding_title")
FORM_PARTS = ("title", "status")
LABEL = "label"
_NAME = re.compile(r"\$\{\s*([^}]*?)\s*\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text by language. `place` is what it is of and where ('item q1 hint'), `part` which text of it.

    `spoken` says that a recording can be played with it; `audio` names those there are, by language.
    """

    place: str
    owner: str
    name: str
    part: str
    labels: Labels
    spoken: bool = False
    audio: Labels = field(default_factory=dict)


def texts_of(instrument: Instrument) -> tuple[Text, ...]:
    """The texts that say anything in some language: of the form, its groups and items in order, its lists.

    Texts of methods are none of them: a method never changes.
    """
    return tuple(text for text in _every(instrument) if any(text.labels.values()))


def names_in(text: str) -> frozenset[str]:
    """The answers a text shows, by name: 'days' in 'You said ${days}'."""
    return frozenset(_NAME.findall(text))


def place_of(owner: str, *names: str) -> str:
    """The place of a text: no name of anything holds a space."""
    return " ".join((owner, *names))


def choice_places(name: str, choices: tuple[Choice, ...]) -> Iterator[tuple[str, Choice]]:
    """The place of each choice of the list `name`; the second of the same name is counted."""
    seen: dict[str, int] = {}
    for choice in choices:
        seen[choice.name] = seen.get(choice.name, 0) + 1
        number = (str(seen[choice.name]),) if seen[choice.name] > 1 else ()
        yield place_of("choice", name, choice.name, LABEL, *number), choice


def _every(instrument: Instrument) -> Iterator[Text]:
    for part in FORM_PARTS:
        yield Text(place_of("form", part), "form", "", part, getattr(instrument, part))
    waiting = list(instrument.groups)
    for item in instrument.items:
        around = _around(instrument, item.group)
        while waiting and waiting[0].name in around:
            group = waiting.pop(0)
            yield Text(place_of("group", group.name, LABEL), "group", group.name, LABEL, group.label)
        spoken = item.type not in UNSEEN
        for part in ITEM_PARTS:
            place, heard = place_of("item", item.name, part), spoken and part == LABEL
            labels = getattr(item, part)
            yield Text(place, "item", item.name, part, labels, heard, item.audio if heard else {})
    for group in waiting:
        yield Text(place_of("group", group.name, LABEL), "group", group.name, LABEL, group.label)
    shown = {item.list_name for item in instrument.items if item.type in SELECTS}
    for name, choices in instrument.lists.items():
        heard = name in shown and name != FACTOR_LIST
        for place, choice in choice_places(name, choices):
            yield Text(place, "choice", f"{name}: {choice.name}", LABEL, choice.label, heard, choice.audio)


def _around(instrument: Instrument, name: str | None) -> set[str]:
    found = set()
    while name is not None:
        found.add(name)
        name = instrument.group(name).parent
    return found
