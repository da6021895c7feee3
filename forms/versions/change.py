"""One change: what it is, where, and what it does to figures that are compared over versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import RATED, Labels
from wording import nfc, say
from wording.figures import exact

NOTHING = "–"  # what stands for a blank cell


class Effect(StrEnum):
    """What a change does to a series: nothing, perhaps something, or it ends it."""

    NONE = "none"
    MAY = "may"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Change:
    """`code` is the key of its words, `items` are the questions concerned (none: the form as a whole).

    `why` says why it breaks a series, or may; '' when it does not.
    """

    code: str
    items: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    effect: Effect = Effect.NONE
    why: str = ""


def say_change(change: Change, language: str) -> str:
    """What changed, in words."""
    values = {
        key: exact(value, language) if isinstance(value, Decimal) else value
        for key, value in change.values.items()
    }
    return say(language, f"changes.{change.code}", **values)


def say_why(change: Change, language: str) -> str:
    """Why it breaks a series, or may; '' when it does not."""
    return say(language, f"changes.why_{change.why}") if change.why else ""


def word_change(change: Change, language: str) -> str:
    """The change in words, with the reason why it breaks a series."""
    return " ".join(filter(None, (say_change(change, language), say_why(change, language))))


def counted(instrument: Instrument) -> frozenset[str]:
    """The names of the items whose answers make up an indicator, by their role or by a method of the form."""
    by_role = (item.name for item in instrument.items if item.role in RATED)
    factors = (factor for method in instrument.methods for factor in method.factors)
    return frozenset([*by_role, *(name for factor in factors for name in factor.items)])


def changed_texts(
    old: Labels, new: Labels, instrument: Instrument
) -> Iterator[tuple[str, dict[str, object], bool]]:
    """Per language whose text is another: its tag, the values that say so, whether a word of it changed."""
    for tag in dict.fromkeys([*instrument.languages, *old, *new]):
        before, after = old.get(tag, ""), new.get(tag, "")
        if before != after:
            values: dict[str, object] = {
                "language": instrument.language_names.get(tag, tag),
                "before": before or NOTHING,
                "after": after or NOTHING,
            }
            yield tag, values, bool(before) and _words(before) != _words(after)


def shown(value: object) -> str | Decimal:
    """A cell's value as a person would write it; how a figure is written hangs on the language."""
    if value is None or value in ("", {}, ()):
        return NOTHING
    if isinstance(value, Decimal):
        return value
    if isinstance(value, Expression):
        return value.source
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return " ".join(f"{key}={each}" for key, each in value.items())
    return str(value)


def _words(text: str) -> str:
    """The letters and figures alone: a comma or a capital more is no other question."""
    return "".join(letter for letter in nfc(text).casefold() if letter.isalnum())
