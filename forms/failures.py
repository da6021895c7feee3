"""What a filled checklist finds: the items that fail, with what was noted and photographed beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from forms.check import Checked, local_day
from forms.expressions import Answer, Evaluator, Scope, boolean, evaluator
from forms.instrument import Instrument
from forms.items import Item, ItemType


@dataclass(frozen=True, slots=True)
class Failure:
    """A checklist item that fails; `photos` are names of kept pictures."""

    item: Item
    note: str
    photos: tuple[str, ...]


def failures(checked: Checked, today: date | None = None) -> tuple[Failure, ...]:
    """Every answered, relevant item with a severity that fails, in the order of the instrument.

    `note` and `photos` are the answers of the texts and pictures in the innermost group around the item, the
    texts on a line each; an item outside of any group has none. `today` is as in `check`.
    """
    scope = Scope(checked.answers, today or local_day())
    return tuple(
        Failure(item, *_beside(checked, item))
        for item, test, failing in _tests(checked.instrument)
        if item.name in checked.answers and _fails(checked.answers[item.name], test, failing, scope)
    )


@lru_cache(maxsize=128)
def _tests(instrument: Instrument) -> tuple[tuple[Item, Evaluator | None, frozenset[str]], ...]:
    """Each checklist item with its expression and its choices that fail."""
    return tuple(
        (
            item,
            evaluator(item.fails) if item.fails else None,
            frozenset(choice.name for choice in instrument.choices(item) if choice.fails),
        )
        for item in instrument.items
        if item.severity is not None
    )


def _fails(answer: Answer, test: Evaluator | None, failing: frozenset[str], scope: Scope) -> bool:
    chosen = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()
    if chosen & failing:
        return True
    scope.here = answer
    return test is not None and boolean(test(scope))


def _beside(checked: Checked, failed: Item) -> tuple[str, tuple[str, ...]]:
    return "\n".join(_said(checked, failed, ItemType.TEXT)), tuple(_said(checked, failed, ItemType.IMAGE))


def _said(checked: Checked, failed: Item, kind: ItemType) -> Iterator[str]:
    if failed.group is None:
        return
    for item in checked.instrument.items:
        beside = item.type is kind and item.group == failed.group and item.name != failed.name
        if beside and item.name in checked.answers:
            yield str(checked.answers[item.name])
