"""The plan of an instrument: everything `check` would otherwise work out again for every response."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter

from forms.answers import READERS, Reader, one_of, several_of
from forms.expressions import Evaluator, Expression, evaluator
from forms.instrument import Instrument
from forms.items import Item, ItemType


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for one item. `names` are a single select's choices; no `read` means nobody answers it."""

    name: str
    read: Reader | None
    names: Mapping[str, int]
    required: bool
    relevant: tuple[Evaluator, ...]
    calculation: Evaluator | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is judged of one item once all answers stand."""

    name: str
    required: Evaluator | None
    constraint: Evaluator | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` stand in an order in which an expression only looks back; `known` are the names that may be
    handed in; `place` orders problems as the items stand."""

    steps: tuple[Step, ...]
    judgements: tuple[Judgement, ...]
    known: frozenset[str]
    place: Mapping[str, int]


@lru_cache(maxsize=256)
def plan_of(instrument: Instrument) -> Plan:
    """The plan of `instrument`, worked out once."""
    by_name = {item.name: item for item in instrument.items}
    order = TopologicalSorter({item.name: dependencies(instrument, item) for item in instrument.items})
    return Plan(
        steps=tuple(_step(instrument, by_name[name]) for name in order.static_order() if name in by_name),
        judgements=tuple(_judgement(item) for item in instrument.items if _is_judged(item)),
        known=frozenset(item.name for item in instrument.items if item.type is not ItemType.NOTE),
        place={item.name: item.number for item in instrument.items},
    )


def relevances(instrument: Instrument, item: Item) -> tuple[Expression, ...]:
    """The conditions under which `item` is asked: its groups', outermost first, then its own."""
    groups = {group.name: group for group in instrument.groups}
    found = [item.relevant]
    name = item.group
    while name is not None:
        found.append(groups[name].relevant)
        name = groups[name].parent
    return tuple(condition for condition in reversed(found) if condition is not None)


def dependencies(instrument: Instrument, item: Item) -> list[str]:
    """The names of the items whose answers decide whether `item` is asked or what is calculated for it."""
    return _names((*relevances(instrument, item), item.calculation))


def _names(expressions: Iterable[Expression | None]) -> list[str]:
    return [name for found in expressions if found is not None for name in found.references]


def _step(instrument: Instrument, item: Item) -> Step:
    return Step(
        name=item.name,
        read=reader_of(instrument, item),
        names=_places(instrument, item) if item.type is ItemType.SELECT_ONE else {},
        required=item.required is True and item.askable,
        relevant=tuple(map(evaluator, relevances(instrument, item))),
        calculation=evaluator(item.calculation) if item.calculation else None,
    )


def reader_of(instrument: Instrument, item: Item) -> Reader | None:
    """What reads the item's answers; None when nobody answers it."""
    if item.type is ItemType.SELECT_ONE:
        return one_of(_places(instrument, item))
    if item.type is ItemType.SELECT_MULTIPLE:
        return several_of(_places(instrument, item))
    return READERS.get(item.type)


def _places(instrument: Instrument, item: Item) -> dict[str, int]:
    return {choice.name: place for place, choice in enumerate(instrument.choices(item))}


def _is_judged(item: Item) -> bool:
    return item.constraint is not None or isinstance(item.required, Expression)


def _judgement(item: Item) -> Judgement:
    return Judgement(
        name=item.name,
        required=evaluator(item.required) if isinstance(item.required, Expression) else None,
        constraint=evaluator(item.constraint) if item.constraint else None,
    )
