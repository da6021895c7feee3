"""A paper form on its way in: keyed by two people, who must agree, before it counts as a response."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from forms import Checked, Instrument, ItemType, check, circumstances
from forms.addresses import place_of
from forms.answers import Given
from forms.items import FILES
from survey_app.responses.model import LOCAL
from wording import nfc

MOST_SERIAL = 40


class SheetState(StrEnum):
    """Keyed once; keyed twice with answers that differ; stored as a response."""

    WAITING = "waiting"
    DIFFERS = "differs"
    STORED = "stored"


class Sheet(NamedTuple):
    """A paper form. ``serial`` is the number that stands on it, ``day`` the day it says.

    ``response`` is known of forms that staff filled in, of citizens' never.
    """

    id: str
    round: str
    unit: str
    day: str
    serial: str
    instrument: str
    version: str
    by_staff: int
    state: str
    response: str | None


class Entry(NamedTuple):
    """What one person keyed from a sheet; ``answers`` is JSON by address, blanks left out."""

    sheet: str
    number: int
    by: str
    on_day: str
    answers: str

    @property
    def given(self) -> dict[str, Given]:
        read: dict[str, Given] = json.loads(self.answers)
        return read


class Settled(NamedTuple):
    """What was chosen where two entries differed, by whom and when; ``chosen`` is JSON."""

    sheet: str
    address: str
    chosen: str
    by: str
    on_day: str


class Thrown(NamedTuple):
    """That both entries of a sheet were thrown away: by whom, when and why."""

    serial: str
    round: str
    by: str
    on_day: str
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper form that became a response: its number, who keyed it, and who settled it, '' for nobody.

    ``thrown`` are entries that were thrown away before, the oldest first.
    """

    serial: str
    keyed_by: tuple[str, ...]
    settled_by: str
    thrown: tuple[Thrown, ...] = ()


class Tally(NamedTuple):
    """How many sheets and answers somebody keyed, and how many of the answers turned out otherwise."""

    username: str
    sheets: int
    answers: int
    wrong: int

    @property
    def rate(self) -> float:
        """The share of wrong answers, 0 of none."""
        return self.wrong / self.answers if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """An address that two entries answer otherwise, '' for blank."""

    address: str
    first: Given
    second: Given


def unkeyed(instrument: Instrument) -> frozenset[str]:
    """The names of what nobody can key: files."""
    return frozenset(item.name for item in instrument.items if item.type in FILES)


@lru_cache(maxsize=16)
def as_on_paper(instrument: Instrument) -> Instrument:
    """The form as its page is drawn for keying: on paper no question starts with an answer, in no entry."""
    items = (
        replace(item, default="", default_value=None) if item.askable else item for item in instrument.items
    )
    return replace(instrument, items=tuple(items))


def judged(instrument: Instrument, given: Mapping[str, Given], day: date) -> Checked:
    """What was keyed, as the judge sees it on the day of the paper: no finer time is known or kept."""
    raw = {**given, **circumstances(instrument, today=day)}
    begin = datetime.combine(day, time(), LOCAL)
    checked = check(instrument, raw, day, now=begin, without=unkeyed(instrument))
    return replace(checked, orders={})  # on paper nothing was shuffled


def present(given: Mapping[str, Given]) -> dict[str, Given]:
    """What was keyed without blanks, texts in one way of writing letters and spaces."""
    tidied = {place: _tidy(one) for place, one in given.items()}
    return {place: one for place, one in sorted(tidied.items()) if one}


def differences(first: Checked, second: Checked, typed: tuple[Mapping[str, Given], ...]) -> list[Difference]:
    """Where two entries of a sheet disagree, in the order of the form; ``typed`` is what each keyed.

    What was not to be asked counts as blank; 3 and 3.0 are one number, ticks in another order one answer.
    """
    order = {item.name: item.number for item in first.instrument.items}
    places = sorted(
        {*typed[0], *typed[1]},
        key=lambda place: (order.get(place_of(place)[0], 0), place_of(place)[1], place),
    )
    found = []
    for place in places:
        one, other = _meant(first, typed[0], place), _meant(second, typed[1], place)
        if one != other:
            found.append(Difference(place, _shown(first, typed[0], place), _shown(second, typed[1], place)))
    return found


def answered(checked: Checked, typed: Mapping[str, Given]) -> set[str]:
    """The addresses at which an entry answers something that was to be asked."""
    return {place for place in typed if not _is_irrelevant(checked, place)}


def _tidy(given: Given) -> Given:
    if isinstance(given, str):
        return "\n".join(" ".join(line.split()) for line in nfc(given).strip().splitlines())
    return [nfc(one) for one in given if one]


def _shown(checked: Checked, typed: Mapping[str, Given], place: str) -> Given:
    return "" if _is_irrelevant(checked, place) else typed.get(place, "")


def _meant(checked: Checked, typed: Mapping[str, Given], place: str) -> object:
    given = _shown(checked, typed, place)
    if given and place in checked.answers:
        answer: object = checked.answers[place]
    else:
        answer = given
    if isinstance(answer, list | tuple):
        return list(answer) if _is_ranked(checked.instrument, place) else sorted(answer)
    return answer


def _is_ranked(instrument: Instrument, place: str) -> bool:
    name = place_of(place)[0]
    return any(item.name == name and item.type is ItemType.RANK for item in instrument.items)


def _is_irrelevant(checked: Checked, place: str) -> bool:
    return place in checked.irrelevant or place_of(place)[0] in checked.irrelevant
