"""The HTML of a screen: the values of `question.py`, drawn by `templates/screen.html`."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from forms.answers import LONGEST_TEXT, Given
from forms.errors import Problem
from forms.instrument import Instrument
from forms.items import ItemType
from forms.page.question import Around, parts, said, typed
from forms.page.screens import Screen
from wording import say

_TEMPLATES = Path(__file__).parents[1] / "templates"


def render_screen(
    instrument: Instrument,
    screen: Screen,
    language: str,
    answers: Mapping[str, Given],
    problems: Sequence[Problem] = (),
    *,
    pictures: Mapping[str, str] | None = None,
    wholes: Mapping[str, str] | None = None,
    audio: Mapping[str, str] | None = None,
) -> str:
    """The screen's HTML in `language`: what was typed stands in its fields, messages beside them.

    A field's id is its name ('f12'; of radios and checkboxes the first one's), so that a list of errors can
    lead to it. A screen is drawn whole, whatever other screens say: a blank one can be drawn once and kept.
    `pictures` maps an item's name to the address of the picture kept for it, `wholes` to where that is seen
    at full size, beside the page so that nothing typed is lost; `audio` maps a file's name to the address it
    is played from; a file that is not in it is not offered.
    """
    lone = screen.title is None and sum(item.askable for item in screen.items) == 1
    return _template("screen.html").render(
        title=None if lone else said(instrument, screen.title or instrument.title, language),
        parts=list(
            parts(
                Around(instrument, language, answers, problems, pictures or {}, wholes or {}, audio or {}),
                screen,
            )
        ),
        longest=LONGEST_TEXT,
        required=say(language, "forms.required_mark"),
        error=say(language, "forms.error_mark"),
        listen=say(language, "forms.listen"),
        picture_kept=say(language, "forms.picture_kept"),
        picture_remove=say(language, "forms.picture_remove"),
    )


def render_hidden(instrument: Instrument, answers: Mapping[str, Given], outside: Screen) -> str:
    """Hidden fields that carry what was typed on every other screen than `outside`; no pictures."""
    here = {item.name for item in outside.items}
    fields = [
        (item.field, value)
        for item in instrument.items
        if item.askable and item.type is not ItemType.IMAGE and item.name not in here
        for value in typed(answers.get(item.name))
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
