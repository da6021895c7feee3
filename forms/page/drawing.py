"""The HTML of a screen: plain values worked out here, drawn by `templates/screen.html`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from forms.answers import LONGEST_TEXT, Given
from forms.errors import Problem
from forms.instrument import Instrument
from forms.items import Choice, Item, ItemType, Labels
from forms.page.phrases import word_problem
from forms.page.screens import Screen
from wording import say

_TEMPLATES = Path(__file__).parents[1] / "templates"
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
    """An item as the template needs it. `value` is what was typed; selects have `options` instead."""

    field: str
    kind: str
    label: Said
    hint: Said
    required: bool
    errors: tuple[str, ...]
    options: tuple[Option, ...]
    value: str

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for aria-describedby."""
        parts = (("hint", self.hint.text), ("error", self.errors))
        return " ".join(f"{self.field}-{part}" for part, there in parts if there)


def render_screen(
    instrument: Instrument,
    screen: Screen,
    language: str,
    answers: Mapping[str, Given],
    problems: Sequence[Problem] = (),
) -> str:
    """The screen's HTML in `language`: what was typed stands in its fields, messages beside them.

    A field's id is its name ('f12'; of radios and checkboxes the first one's), so that a list of errors can
    lead to it. A screen is drawn whole, whatever other screens say: a blank one can be drawn once and kept.
    """
    lone = screen.title is None and sum(item.askable for item in screen.items) == 1
    return _template("screen.html").render(
        title=None if lone else _said(instrument, screen.title or instrument.title, language),
        questions=[_question(instrument, item, language, answers, problems) for item in screen.items],
        longest=LONGEST_TEXT,
        required=say(language, "forms.required_mark"),
        error=say(language, "forms.error_mark"),
    )


def render_hidden(instrument: Instrument, answers: Mapping[str, Given], outside: Screen) -> str:
    """Hidden fields that carry what was typed on every other screen than `outside`."""
    here = {item.name for item in outside.items}
    fields = [
        (item.field, value)
        for item in instrument.items
        if item.askable and item.name not in here
        for value in _typed(answers.get(item.name))
    ]
    return _template("hidden.html").render(fields=fields)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _question(
    instrument: Instrument,
    item: Item,
    language: str,
    answers: Mapping[str, Given],
    problems: Sequence[Problem],
) -> Question:
    typed = _typed(answers.get(item.name, item.default))
    value = typed[0] if typed else ""
    return Question(
        field=item.field,
        kind=_kind(item, value),
        label=_said(instrument, item.label, language),
        hint=_said(instrument, item.hint, language),
        required=item.required is True,
        errors=tuple(word_problem(instrument, p, language) for p in problems if p.place == item.name),
        options=tuple(
            _option(instrument, item, place, choice, language, typed)
            for place, choice in enumerate(instrument.choices(item), start=1)
        ),
        value=value,
    )


def _kind(item: Item, value: str) -> str:
    """How the item is drawn. A day's field shows only days: what was typed instead is kept as text."""
    if not item.askable:
        return "note"
    if item.type is ItemType.DATE and value and not _WRITTEN_DAY.fullmatch(value):
        return "text"
    return "long_text" if item.type is ItemType.TEXT and item.appearance == "multiline" else item.type.value


def _option(
    instrument: Instrument, item: Item, place: int, choice: Choice, language: str, typed: list[str]
) -> Option:
    return Option(
        id=item.field if place == 1 else f"{item.field}-{place}",
        value=choice.name,
        label=_said(instrument, choice.label, language),
        chosen=choice.name in typed,
        missing=choice.missing is not None,
    )


def _typed(given: object) -> list[str]:
    if isinstance(given, (list, tuple)):
        return [str(part) for part in given]
    return [] if given is None or given == "" else [str(given)]


def _said(instrument: Instrument, labels: Labels, language: str) -> Said:
    found = instrument.language_of(labels, language)
    return Said(labels.get(found, ""), None if found == language else found)
