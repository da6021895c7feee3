"""Texts of a form as a page shows them: in a language, with answers put in, **bold**, _slanted_, line breaks.

Of ODK's markdown only these three: a text may not bring links, styles or other elements into a page.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from forms.addresses import address
from forms.expressions import Answer, value_of
from forms.expressions import text as text_of
from forms.instrument import Instrument
from forms.items import Item, Labels
from wording.figures import with_sign

BLANK_AT = "__at__"  # stands for the occurrence in what a script copies to make a new one
OUTPUT = re.compile(r"\$\{\s*(?P<name>[^\s{}]+)\s*\}")
_MARKED = re.compile(r"[*_\n]|\$\{")
_BOLD = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_SLANTED = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*])")


@dataclass(frozen=True, slots=True)
class Output:
    """An answer put into a text: where it stands, and as text ('' for none)."""

    address: str
    text: str


Fill = Callable[[str], Output | None]  # by the name in a text; None for a name the form does not have


@dataclass(frozen=True, slots=True)
class Said:
    """A text, bare for an attribute and as HTML, and its language when that is not the page's."""

    text: str = ""
    html: str = ""
    language: str | None = None


def said(instrument: Instrument, labels: Labels, language: str, fill: Fill | None = None) -> Said:
    """The text in `language`, or in another with that one named."""
    found = instrument.language_of(labels, language)
    text = labels.get(found, "")
    other = None if found == language else found
    if not _MARKED.search(text):
        return Said(text, escape(text), other)
    return Said(bare(text, fill), _drawn(text, fill), other)


class Stand(NamedTuple):
    """Where a text stands: in which repeat ('' in none), and in which occurrence of it, below 0 in a blank
    one that a script copies."""

    repeat: str = ""
    at: int = 0


def stand_of(item: Item, at: int) -> Stand:
    """Where the texts of an item stand."""
    return Stand(item.repeat or "", at)


def output(
    instrument: Instrument, name: str, stand: Stand, answers: Mapping[str, Answer], language: str
) -> Output | None:
    """The answer to `name` as a text that stands there shows it; None when there is no such item."""
    try:
        item = instrument.item(name)
    except KeyError:
        return None
    if item.repeat and item.repeat == stand.repeat and stand.at < 0:
        return Output(f"{name}[{BLANK_AT}]", "")
    within = item.repeat == stand.repeat
    place = address(name, stand.at if within else 1) if item.repeat else name
    return Output(place, written(answers.get(place), language))


def written(answer: Answer | None, language: str) -> str:
    """An answer in a text; a number with the decimal sign of the language. '' for none."""
    text = text_of(value_of(answer))
    return with_sign(text, language) if isinstance(answer, float) else text


def bare(text: str, fill: Fill | None) -> str:
    """`text` without its marks, answers put in: for attributes, messages and summaries."""
    found = _SLANTED.sub(r"\2", _BOLD.sub(r"\2", text))
    return OUTPUT.sub(lambda match: _filled(match, fill, lambda output: output.text), found)


def _drawn(text: str, fill: Fill | None) -> Markup:
    marked = _BOLD.sub(r"<strong>\2</strong>", str(escape(text)))
    marked = _SLANTED.sub(r"<em>\2</em>", marked).replace("\n", "<br>")
    return Markup(OUTPUT.sub(lambda match: _filled(match, fill, _span), marked))  # noqa: S704  # escaped above


def _span(output: Output) -> str:
    return f'<span data-value="{escape(output.address)}">{escape(output.text)}</span>'


def _filled(match: re.Match[str], fill: Fill | None, shown: Callable[[Output], str]) -> str:
    output = fill(match["name"]) if fill else None
    return shown(output) if output else match[0]
