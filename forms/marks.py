"""How far each item of a filled checklist is met: what a score is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from math import isfinite

from forms.addresses import address
from forms.check import Checked, local_day
from forms.expressions import Answer, Evaluator, Scope, evaluator, number, setting_of
from forms.failures import failures
from forms.instrument import Instrument
from forms.items import Item


class Outcome(StrEnum):
    """What became of a checklist item; the last four say nothing of how far it is met."""

    MET = "met"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    NOTHING = "nothing"
    NOT_ASKED = "not_asked"
    UNANSWERED = "unanswered"


JUDGED = frozenset({Outcome.MET, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Mark:
    """A checklist item in an occurrence of its repeat (0 outside of any) and how far it is met.

    ``share`` is what the form's column `achieved` gives, from 0 to 1; None where the item is met or not and
    nothing between.
    """

    item: Item
    occurrence: int
    outcome: Outcome
    share: float | None = None

    @property
    def place(self) -> str:
        """The address of its answer."""
        return address(self.item.name, self.occurrence)


def marks(checked: Checked, today: date | None = None, *, now: datetime | None = None) -> tuple[Mark, ...]:
    """A mark for every item with a severity, in the order of the instrument; in a repeat for each occurrence.

    A share of nothing (no dossiers looked at) is no number: the item is `nothing`, unless it fails. `today`
    and `now` are as in `check`.
    """
    scope = Scope(checked.answers, today or local_day(), now=now, irrelevant=frozenset(checked.irrelevant))
    failed = {(one.item.name, one.occurrence) for one in failures(checked, today, now=now)}
    return tuple(
        _mark(checked, item, at, share, scope, failed=(item.name, at) in failed)
        for item, share in _shares(checked.instrument)
        for at in _occurrences(checked, item)
    )


def _mark(
    checked: Checked, item: Item, at: int, share: Evaluator | None, scope: Scope, *, failed: bool
) -> Mark:
    place = address(item.name, at)
    answer = checked.answers.get(place)
    if place in checked.irrelevant or item.name in checked.irrelevant:
        return Mark(item, at, Outcome.NOT_ASKED)
    if answer is None:
        return Mark(item, at, Outcome.UNANSWERED)
    if not failed and _says_nothing(checked, item, answer):
        return Mark(item, at, Outcome.NOT_APPLICABLE)
    outcome = Outcome.FAILED if failed else Outcome.MET
    if share is None:
        return Mark(item, at, outcome)
    scope.here, scope.at = answer, at
    found = number(share(scope))
    if isfinite(found):
        return Mark(item, at, outcome, min(max(found, 0.0), 1.0))
    return Mark(item, at, outcome if failed else Outcome.NOTHING)


def _says_nothing(checked: Checked, item: Item, answer: Answer) -> bool:
    """Whether only choices were chosen that are no judgement."""
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    said = [one for one in checked.instrument.choices(item) if one.name in chosen]
    return bool(said) and all(one.missing is not None for one in said)


def _occurrences(checked: Checked, item: Item) -> Iterator[int]:
    times = checked.answers.get(item.repeat, 0) if item.repeat else None
    yield from range(1, times + 1) if isinstance(times, int) else (0,)


@lru_cache(maxsize=128)
def _shares(instrument: Instrument) -> tuple[tuple[Item, Evaluator | None], ...]:
    """Each checklist item with what says how much of it is met."""
    return tuple(
        (
            item,
            evaluator(item.achieved, setting_of(instrument, item.repeat)) if item.achieved else None,
        )
        for item in instrument.items
        if item.severity is not None
    )
