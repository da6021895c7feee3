"""Translations and recordings put into an instrument."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from forms.instrument import Instrument
from forms.items import Choice, Group, Item, Labels
from forms.translation.texts import FORM_PARTS, ITEM_PARTS, LABEL, choice_places, place_of

ByPlace = Mapping[str, Labels]


def with_translations(
    instrument: Instrument, version: str, names: Labels, texts: ByPlace, sounds: ByPlace
) -> Instrument:
    """The instrument as `version`, its texts and the names of its recordings those given, all else as before.

    `texts` and `sounds` are by place and language; `names` are what new languages call themselves.
    """
    new = {tag: name for tag, name in names.items() if tag not in instrument.languages}
    form: dict[str, Any] = {
        part: _joined(getattr(instrument, part), texts, place_of("form", part)) for part in FORM_PARTS
    }
    return replace(
        instrument,
        version=version,
        languages=(*instrument.languages, *new),
        language_names={**instrument.language_names, **new},
        items=tuple(_item(item, texts, sounds) for item in instrument.items),
        groups=tuple(_group(group, texts) for group in instrument.groups),
        lists={
            name: tuple(
                _choice(place, choice, texts, sounds) for place, choice in choice_places(name, choices)
            )
            for name, choices in instrument.lists.items()
        },
        **form,
    )


def _item(item: Item, texts: ByPlace, sounds: ByPlace) -> Item:
    parts: dict[str, Any] = {
        part: _joined(getattr(item, part), texts, place_of("item", item.name, part)) for part in ITEM_PARTS
    }
    return replace(item, audio=_joined(item.audio, sounds, place_of("item", item.name, LABEL)), **parts)


def _group(group: Group, texts: ByPlace) -> Group:
    return replace(group, label=_joined(group.label, texts, place_of("group", group.name, LABEL)))


def _choice(place: str, choice: Choice, texts: ByPlace, sounds: ByPlace) -> Choice:
    return replace(
        choice, label=_joined(choice.label, texts, place), audio=_joined(choice.audio, sounds, place)
    )


def _joined(labels: Labels, more: ByPlace, place: str) -> Labels:
    return {**labels, **more[place]} if place in more else labels
