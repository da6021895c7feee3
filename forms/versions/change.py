"""One change: what it is, where, and what it does to figures that are compared over versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import Labels
from wording import nfc, say

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


# Under the same name a choice now counts for, or says, something else.
MEANING = frozenset(
    {
        "choice_relabelled",
        "choice_missing_changed",
        "choice_score_changed",
        "choice_satisfied_yes",
        "choice_satisfied_no",
        "choice_satisfied_unsaid",
        "choice_fails_yes",
        "choice_fails_no",
    }
)


def word_change(change: Change, language: str) -> str:
    """The change in words, with the reason why it breaks a series."""
    said = say(language, f"changes.{change.code}", **change.values)
    return f"{said} {say(language, f'changes.why_{change.why}')}" if change.why else said


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


def shown(value: object) -> str:
    """A cell's value as a person would write it."""
    if value is None or value == "" or value == {}:
        return NOTHING
    if isinstance(value, Expression):
        return value.source
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return " ".join(f"{key}={each}" for key, each in value.items())
    return str(value)


def _words(text: str) -> str:
    """The letters and figures alone: a comma or a capital more is no other question."""
    return "".join(letter for letter in nfc(text).casefold() if letter.isalnum())
