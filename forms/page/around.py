"""What a screen is drawn from, and one question asked on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from forms.addresses import address
from forms.answers import Given
from forms.check import Checked, local_day
from forms.errors import Problem
from forms.instrument import Instrument
from forms.items import Item, Labels
from forms.page.reacting import NOTHING, Reacting
from forms.page.texts import BLANK_AT, Said, Stand, output, said, stand_of


@dataclass(frozen=True, slots=True)
class Around:
    """What a screen is drawn from; see `render_screen`. `told` is what else is wrong by address; `reacting`
    what of the screen depends on answers given on it."""

    instrument: Instrument
    language: str
    answers: Mapping[str, Given]
    checked: Checked | None = None
    problems: Sequence[Problem] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    reacting: Reacting = NOTHING
    today: date = field(default_factory=local_day)
    now: datetime | None = None

    @property
    def irrelevant(self) -> frozenset[str]:
        """The addresses that are not to be answered."""
        return _as_set(self.checked.irrelevant) if self.checked else frozenset()

    def said(self, labels: Labels, stand: Stand = Stand()) -> Said:  # noqa: B008  # a constant
        """The text in the page's language, answers put in as they are where it stands."""
        answers = self.checked.answers if self.checked else {}
        return said(
            self.instrument,
            labels,
            self.language,
            lambda name: output(self.instrument, name, stand, answers, self.language),
        )

    def recording(self, audio: Labels) -> str:
        """The address of the recording in the page's language; '' for none: no other would be understood."""
        return self.media.get(audio.get(self.language, ""), "")

    def picture(self, image: Labels) -> str:
        """The address of the picture in the page's language, else in another; '' for none."""
        return self.media.get(self.instrument.text(image, self.language), "")


@lru_cache(maxsize=16)
def _as_set(addresses: tuple[str, ...]) -> frozenset[str]:
    return frozenset(addresses)


@dataclass(frozen=True, slots=True)
class Asked:
    """One item in one occurrence of its repeat (0 outside): its field, its address, what was typed.

    `blank` is the occurrence a script copies: its `at` and `field` carry a placeholder.
    """

    item: Item
    occurrence: int
    blank: bool
    given: list[str]

    @property
    def at(self) -> str:
        return BLANK_AT if self.blank else str(self.occurrence)

    @property
    def stand(self) -> Stand:
        return stand_of(self.item, -1 if self.blank else self.occurrence)

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"{self.item.field}_{BLANK_AT}" if self.blank else self.item.field_at(self.occurrence)

    @property
    def address(self) -> str:
        return address(self.item.name, self.occurrence)

    @property
    def value(self) -> str:
        """What was typed, of a field with one value."""
        return self.given[0] if self.given else ""

    @property
    def appearance(self) -> frozenset[str]:
        """The words of its appearance."""
        return frozenset(self.item.appearance.split())


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a kind of question is drawn: by which template of kinds/, whether its controls are several that
    need a legend, further ids that describe them, and the template's own values."""

    template: str
    grouped: bool = False
    described: tuple[str, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)


def starts_filled(item: Item) -> bool:
    """Whether the item starts with an answer, so that a blank one has to be told from one not seen yet."""
    return bool(item.default) or item.default_value is not None


def typed(given: object) -> list[str]:
    """What was typed as a list of texts; none for a blank."""
    if isinstance(given, (list, tuple)):
        return [str(part) for part in given]
    return [] if given is None or given == "" else [str(given)]
