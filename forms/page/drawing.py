"""The HTML of a screen: the values of `blocks.py`, drawn by `templates/`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TypedDict, Unpack

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from forms.addresses import place_of
from forms.answers import Given
from forms.check import Checked
from forms.errors import Problem
from forms.instrument import Instrument
from forms.items import FILES, Item
from forms.page.around import Around, starts_filled, typed
from forms.page.blocks import is_drawn, sections
from forms.page.carried import carried, is_only_read
from forms.page.reacting import reacting
from forms.page.screens import Screen, title_of
from forms.page.texts import Said
from wording import say

_TEMPLATES = Path(__file__).parents[1] / "templates"


class Beside(TypedDict, total=False):
    """What a screen may be drawn with beside the answers.

    `kept` maps an address to where the file kept for it is seen ('' to only say that it is there), `wholes`
    to where a picture is seen at full size, beside the page so that nothing typed is lost. `media` maps a
    file of the form to where it is fetched; a file that is not in it is not offered. `told` says in words
    what is wrong with an answer beside the problems.
    """

    checked: Checked | None
    kept: Mapping[str, str]
    wholes: Mapping[str, str]
    media: Mapping[str, str]
    told: Mapping[str, str]
    today: date
    now: datetime | None


def render_screen(
    instrument: Instrument,
    screen: Screen,
    language: str,
    answers: Mapping[str, Given],
    problems: Sequence[Problem] = (),
    *,
    level: int = 1,
    **beside: Unpack[Beside],
) -> str:
    """The screen's HTML in `language`: what was typed stands in its fields, messages beside them.

    A field's id is its name ('f12', 'f12_2'; of radios and checkboxes the first one's), so that a list of
    errors can lead to it. With `checked`, the answers as judged, what answers of earlier screens made
    irrelevant or filtered out is not drawn, and texts show the answers they name; without it everything is
    drawn. What `reacting` names is drawn in any case: it may change while the screen is filled in.

    What nobody has filled in holds its default where that is a plain one; others are handed in with `answers`
    (see `defaults`). `level` is that of the screen's heading.
    """
    around = Around(
        instrument, language, answers, problems=problems, reacting=reacting(instrument, screen), **beside
    )
    drawn = [item for item in screen.items if is_drawn(around, item)]
    title = title_of(instrument, drawn)
    asked = [item for item in drawn if item.askable]
    lone = title is None and len(asked) == 1 and not (is_only_read(asked[0]) or asked[0].repeat)
    return _template("screen.html").render(
        title=None if lone else around.said(title or instrument.title),
        sections=list(sections(around, screen)),
        level=level,
        t=_words(language),
    )


def render_hidden(
    instrument: Instrument, answers: Mapping[str, Given], outside: Screen, checked: Checked | None = None
) -> str:
    """Hidden fields that carry what was typed on every other screen than `outside`; no files.

    With `checked`, what was found once and is kept is carried as well.
    """
    here, lasting = outside.names, carried(instrument)
    values: dict[str, object] = {
        place: given for place, given in answers.items() if place_of(place)[0] not in here
    }
    if checked is not None and lasting:
        found = checked.answers.items()
        values |= {place: value for place, value in found if place_of(place)[0] in lasting}
    return _template("hidden.html").render(fields=_fields(instrument, values))


def _fields(instrument: Instrument, values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Names and values of hidden fields: how often repeats are asked, then the answers in order."""
    fields = [(group.field, text) for group in instrument.repeats for text in typed(values.get(group.name))]
    for (_, at), item, given in sorted(_answers(instrument, values), key=lambda answer: answer[0]):
        # A question that starts with an answer and was left blank stays blank.
        blank = [""] if starts_filled(item) else []
        fields += [(item.field_at(at), text) for text in typed(given) or blank]
    return fields


def _answers(
    instrument: Instrument, values: Mapping[str, object]
) -> Iterator[tuple[tuple[int, int], Item, object]]:
    lasting = carried(instrument)
    for place, given in values.items():
        name, at = place_of(place)
        item = _by_name(instrument).get(name)
        if item and item.type not in FILES and (item.askable or name in lasting):
            yield (item.number, at), item, given


@lru_cache(maxsize=128)
def _by_name(instrument: Instrument) -> Mapping[str, Item]:
    return {item.name: item for item in instrument.items}


def _words(language: str) -> Callable[..., str]:
    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    return t


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["said"] = _said
    return environment.get_template(name)


def _said(part: Said) -> str:
    """A text, its language named when it is not the page's; a macro would take several times as long."""
    return (
        Markup('<span lang="{}">{}</span>').format(part.language, part.html) if part.language else part.html
    )
