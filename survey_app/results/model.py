"""What a reader asks of a round's results, and what may be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from forms import Instrument, Item, ItemType, Role
from survey_app.rounds.model import Mode, Round, Tier

POOLED = "all"
NATION = ""
_NO_TIER = ""
_MORE_THAN_A_MONTH = timedelta(days=32)  # from a first day, always into the next month


@dataclass(frozen=True, slots=True)
class Channel:
    """A mode and a tier: responses of different channels share a row only where the reader pooled them."""

    mode: str
    tier: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The channel written 'mode/tier' ('qr_phone/C', 'paper_keyed/'), or None when there is none such."""
        mode, _, tier = text.partition("/")
        known = mode in set(Mode) and (tier == _NO_TIER or tier in set(Tier)) and "/" in text
        return cls(mode, tier) if known else None

    def __str__(self) -> str:
        return f"{self.mode}/{self.tier}"


@dataclass(frozen=True, slots=True)
class Request:
    """One page of results: the round, the unit ('' for all), the channel, the month ('' for all), the words.

    ``channel`` is a `Channel` in writing, `POOLED`, or '' for the one with most responses; ``method`` is
    'name@version', or '' for the form's own first one, else the share satisfied.
    """

    round: str
    unit: str
    channel: str
    month: str
    language: str
    method: str = ""


_RATED: Final = (Role.CRITERION, Role.FACTOR_GENERAL, Role.OVERALL)


def rated_items(instrument: Instrument) -> list[Item]:
    """The items that are rated, in the instrument's order; none in a checklist, which has no results.

    A method that came with the form rates the items it names, whatever their role.
    """
    named = {name for method in instrument.methods for factor in method.factors for name in factor.items}
    return judged_items(instrument, _RATED, named)


def judged_items(
    instrument: Instrument, roles: Collection[Role] = _RATED, named: Collection[str] = ()
) -> list[Item]:
    """The items with one choice that have one of ``roles`` or are ``named``, in the instrument's order."""
    asked = [item for item in instrument.items if item.type is ItemType.SELECT_ONE]
    return [item for item in asked if item.role in roles or item.name in named]


def months_of(round_: Round, today: date) -> list[str]:
    """The months ('2026-11') in which ``round_`` has been open until ``today``, the first one first."""
    month, last = round_.starts_on.replace(day=1), min(round_.ends_on, today)
    months = []
    while month <= last:
        months.append(f"{month:%Y-%m}")
        month = (month + _MORE_THAN_A_MONTH).replace(day=1)
    return months
