"""The questions of a screen as plain values, ready for the template."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from forms.answers import Given
from forms.compile.screens import shared_screen
from forms.errors import Problem
from forms.instrument import Instrument
from forms.items import Choice, Item, ItemType, Labels
from forms.page.phrases import word_problem
from forms.page.screens import Screen

_WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and, when it had to be taken from another language, that language."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    value: str
    label: Said
    chosen: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the template needs it. `value` is what was typed; selects have `options` instead.

    `picture`, `whole` (it at full size) and `audio` are addresses, '' for none; `removal_field` is the tick
    that removes the picture.
    """

    field: str
    kind: str
    label: Said
    hint: Said
    required: bool
    errors: tuple[str, ...]
    options: tuple[Option, ...]
    value: str
    audio: str
    picture: str
    whole: str
    removal_field: str
    camera: bool

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for aria-describedby."""
        parts = (("hint", self.hint.text), ("error", self.errors))
        return " ".join(f"{self.field}-{part}" for part, there in parts if there)


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that stand together: those of an inner group under its label, others under none."""

    title: Said | None
    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a screen is drawn from; see `render_screen`."""

    instrument: Instrument
    language: str
    answers: Mapping[str, Given]
    problems: Sequence[Problem]
    pictures: Mapping[str, str]
    wholes: Mapping[str, str]
    audio: Mapping[str, str]


def parts(around: Around, screen: Screen) -> Iterator[Part]:
    """The screen's questions, those of each labelled group inside of it together."""
    labels = {group.name: group.label for group in around.instrument.groups}
    for name, items in groupby(screen.items, lambda item: _inner(around.instrument, item)):
        questions = tuple(_question(around, item) for item in items)
        title = said(around.instrument, labels[name], around.language) if name and labels[name] else None
        yield Part(title, f"{questions[0].field}-part", questions)


def _inner(instrument: Instrument, item: Item) -> str | None:
    """The innermost group around the item on a shared screen, unless it is the screen itself."""
    shared = shared_screen(item, {group.name: group for group in instrument.groups})
    return item.group if shared is not None and item.group != shared else None


def _question(around: Around, item: Item) -> Question:
    instrument, language = around.instrument, around.language
    given = typed(around.answers.get(item.name, item.default))
    value = given[0] if given else ""
    return Question(
        field=item.field,
        kind=_kind(item, value),
        label=said(instrument, item.label, language),
        hint=said(instrument, item.hint, language),
        required=item.required is True,
        errors=tuple(word_problem(instrument, p, language) for p in around.problems if p.place == item.name),
        options=tuple(
            _option(instrument, item, place, choice, language, given)
            for place, choice in enumerate(instrument.choices(item), start=1)
        ),
        value=value,
        audio=around.audio.get(item.audio.get(language, ""), ""),
        picture=around.pictures.get(item.name, ""),
        whole=around.wholes.get(item.name, ""),
        removal_field=item.removal_field,
        camera=item.appearance == "new",
    )


def _kind(item: Item, value: str) -> str:
    """How the item is drawn. A day's field shows only days: what was typed instead is kept as text."""
    if not item.askable:
        return "note"
    if item.type is ItemType.DATE and value and not _WRITTEN_DAY.fullmatch(value):
        return "text"
    return "long_text" if item.type is ItemType.TEXT and item.appearance == "multiline" else item.type.value


def _option(
    instrument: Instrument, item: Item, place: int, choice: Choice, language: str, given: list[str]
) -> Option:
    return Option(
        id=item.field if place == 1 else f"{item.field}-{place}",
        value=choice.name,
        label=said(instrument, choice.label, language),
        chosen=choice.name in given,
        missing=choice.missing is not None,
    )


def typed(given: object) -> list[str]:
    """What was typed as a list of texts; none for a blank."""
    if isinstance(given, (list, tuple)):
        return [str(part) for part in given]
    return [] if given is None or given == "" else [str(given)]


def said(instrument: Instrument, labels: Labels, language: str) -> Said:
    """The text in `language`, or in another with that one named."""
    found = instrument.language_of(labels, language)
    return Said(labels.get(found, ""), None if found == language else found)
