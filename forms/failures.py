"""What a filled checklist finds: the items that fail, with what was noted and photographed beside them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from forms.addresses import address
from forms.check import Checked, local_day
from forms.expressions import Answer, Evaluator, Scope, boolean, evaluator, setting_of
from forms.instrument import Instrument
from forms.items import DRAWINGS, PICTURES, Item, ItemType

_TEXTS = frozenset({ItemType.TEXT})


@dataclass(frozen=True, slots=True)
class Failure:
    """A checklist item that fails; `photos` are names of kept pictures, drawn ones too but no signatures,
    `occurrence` is the one of its repeat (0 outside of any)."""

    item: Item
    note: str
    photos: tuple[str, ...]
    occurrence: int = 0


def failures(
    checked: Checked, today: date | None = None, *, now: datetime | None = None
) -> tuple[Failure, ...]:
    """Every answered, relevant item with a severity that fails, in the order of the instrument.

    Within a repeat each occurrence may fail. `note` and `photos` are the answers of the texts and pictures in
    the innermost group around the item, in the same occurrence, the texts on a line each; an item outside of
    any group has none, nor one whose innermost group is the repeat: what else somebody said who was asked
    among others does not go with it. `today` and `now` are as in `check`.
    """
    scope = Scope(checked.answers, today or local_day(), now=now, irrelevant=frozenset(checked.irrelevant))
    return tuple(
        Failure(item, *_beside(checked, item, at), at)
        for item, test, failing in _tests(checked.instrument)
        for at in _occurrences(checked, item)
        if _fails(checked.answers.get(address(item.name, at)), test, failing, scope, at)
    )


def _occurrences(checked: Checked, item: Item) -> range:
    times = checked.answers.get(item.repeat, 0) if item.repeat else None
    return range(1, times + 1) if isinstance(times, int) else range(1)


@lru_cache(maxsize=128)
def _tests(instrument: Instrument) -> tuple[tuple[Item, Evaluator | None, frozenset[str]], ...]:
    """Each checklist item with its expression and its choices that fail."""
    return tuple(
        (
            item,
            evaluator(item.fails, setting_of(instrument, item.repeat)) if item.fails else None,
            frozenset(choice.name for choice in instrument.choices(item) if choice.fails),
        )
        for item in instrument.items
        if item.severity is not None
    )


def _fails(
    answer: Answer | None, test: Evaluator | None, failing: frozenset[str], scope: Scope, at: int
) -> bool:
    if answer is None:
        return False
    chosen = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()
    if chosen & failing:
        return True
    scope.here, scope.at = answer, at
    return test is not None and boolean(test(scope))


def _beside(checked: Checked, failed: Item, at: int) -> tuple[str, tuple[str, ...]]:
    texts = _said(checked, failed, _TEXTS, at)
    return "\n".join(texts), tuple(_said(checked, failed, PICTURES, at))


def _said(checked: Checked, failed: Item, kinds: Set[ItemType], at: int) -> Iterator[str]:
    if failed.group is None or failed.group == failed.repeat:
        return
    for item in checked.instrument.items:
        beside = item.type in kinds and item.group == failed.group and item.name != failed.name
        if item.type is ItemType.SIGNATURE and not DRAWINGS & set(item.appearance.split()):
            continue  # it says who, not what was wrong
        if beside and address(item.name, at) in checked.answers:
            yield str(checked.answers[address(item.name, at)])
