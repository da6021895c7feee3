"""Visits, how far they are, and who may see and change them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from forms import Instrument
from forms.items import Audience
from survey_app.accounts.model import Asker

# A draft of a round that ended may still be handed in for so long: paper and dead batteries happen.
HAND_IN_DAYS = 7
Given = str | Sequence[str]


class State(StrEnum):
    """Whether a visit is still being filled in."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Lack(StrEnum):
    """What must be there before a visit can be made."""

    CHECKLIST = "checklist"
    ROUND = "round"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Who:
    """Who is asking: the user name, whether they administer the instance, as a leader for which units."""

    username: str
    administrator: bool = False
    leader: Asker | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What is said of a visit when it is made."""

    round: str
    unit: str
    day: date
    inspectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; ``draft`` is what was typed until now by address, empty once it was handed in.

    ``cut`` names the groups and items of the checklist that its team left out.
    """

    id: str
    round: str
    unit: str
    day: date
    state: State
    made_by: str
    made_at: datetime
    revision: int
    submitted_by: str = ""
    submitted_at: datetime | None = None
    failed: int = 0
    inspectors: tuple[str, ...] = ()
    draft: Mapping[str, Given] = field(default_factory=dict)
    cut: tuple[str, ...] = ()

    def open_to(self, who: Who) -> bool:
        """Whether ``who`` goes on this visit, made it, or administers the instance."""
        return who.administrator or who.username == self.made_by or who.username in self.inspectors

    def led_by(self, who: Who) -> bool:
        """Whether ``who`` may throw it away or cut it: a draft, by its maker or an administrator."""
        return self.state is State.DRAFT and (who.administrator or who.username == self.made_by)


class Sheet(Protocol):
    """What is filled in section by section, a visit or a unit's report of itself, as the judge wants it."""

    @property
    def id(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def state(self) -> State: ...
    @property
    def made_by(self) -> str: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def submitted_by(self) -> str: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def draft(self) -> Mapping[str, Given]: ...
    @property
    def cut(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Capture:
    """How a photo or paper was taken on a tablet; the place is evidence for those who may see it."""

    by: str
    device: str
    taken_at: str | None
    caption: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which visits a list shows; an empty value does not narrow it. ``units`` None means every unit."""

    round: str = ""
    state: str = ""
    units: tuple[str, ...] | None = None


def is_for_staff(instrument: Instrument) -> bool:
    """Whether ``instrument`` is filled in on visits: what citizens answer never is."""
    return instrument.audience is Audience.STAFF


def may_fail(instrument: Instrument) -> bool:
    """Whether anything of ``instrument`` can become a finding."""
    return any(item.severity is not None for item in instrument.items)


def is_paper(place: str) -> bool:
    """Whether a file answers no question: a photo of signed paper, a drawn signature."""
    return place.startswith("_")


def last_day_to_hand_in(round_ends_on: date) -> date:
    """The last day on which a draft of a round that ends then is taken."""
    return round_ends_on + timedelta(days=HAND_IN_DAYS)
