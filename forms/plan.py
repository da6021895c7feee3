"""The plan of an instrument: everything `check` would otherwise work out again for every response."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import TopologicalSorter

from forms.answers import Reader, reader_of_type
from forms.expressions import Evaluator, Expression, Row, Scope, boolean, evaluator, setting_of, walk
from forms.fitting import Fit, fit_for
from forms.instrument import Instrument
from forms.items import UNSEEN, Group, Item, ItemType
from forms.metadata import is_kept

Names = Mapping[str, int]  # to their place in the list
Condition = Callable[[Scope], bool]


@dataclass(frozen=True, slots=True)
class Count:
    """How often a repeat is asked: without `count` as often as was handed in.

    `around` are it and the groups around it.
    """

    name: str
    relevant: Condition | None
    count: Evaluator | None
    around: frozenset[str]
    names: Names = field(default_factory=dict)  # of none
    idle: bool = False  # it is always said


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for one item, in each occurrence of `repeat`.

    `read` makes an answer of what was handed in, `fit` of what an expression gives. `names` are the choices
    of a single select that needs no more than to find the answer among them. `idle` is a step with nothing
    to do where nothing was handed in. `rows` are the choices as the filter sees them, `order` their places.
    `initial` is what a blank item starts with, `filled` whether that is done here, `typed` whether people
    answer it. A calculation is made whatever was handed in, unless that is `carried`: by once(), or with a
    trigger, which `triggered` asks whether it has an answer.
    """

    item: Item
    name: str
    repeat: str | None
    read: Reader | None
    names: Names
    idle: bool
    required: bool
    relevant: Condition | None
    around: frozenset[str]
    calculation: Evaluator | None
    carried: bool
    triggered: Evaluator | None
    initial: Evaluator | None
    filled: bool
    typed: bool
    fit: Fit
    filter: Evaluator | None
    rows: Mapping[str, Row]
    order: Names
    seed: Evaluator | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is judged of one item once all answers stand."""

    name: str
    repeat: str | None
    required: Evaluator | None
    constraint: Evaluator | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`steps` stand in an order in which an expression only looks back; `known` are the names that may be
    handed in, `inside` those of items in a repeat with its name; `place` orders problems as the items stand:
    where the item or its repeat begins, and the item's number."""

    steps: tuple[Step | Count, ...]
    judgements: tuple[Judgement, ...]
    known: frozenset[str]
    inside: Mapping[str, str]
    place: Mapping[str, tuple[float, int]]
    title: Evaluator | None


@lru_cache(maxsize=256)
def plan_of(instrument: Instrument) -> Plan:
    """The plan of `instrument`, worked out once."""
    items = {item.name: item for item in instrument.items}
    repeats = {group.name: group for group in instrument.repeats}
    order = TopologicalSorter(dependencies_of(instrument)).static_order()
    inside = {item.name: item.repeat for item in instrument.items if item.repeat}
    outside = [item.name for item in instrument.items if not item.repeat and item.type is not ItemType.NOTE]
    title = instrument.instance_name
    return Plan(
        steps=tuple(
            _step(instrument, items[name]) if name in items else _count(instrument, repeats[name])
            for name in order
            if name in items or name in repeats
        ),
        judgements=tuple(_judgement(instrument, item) for item in instrument.items if _is_judged(item)),
        known=frozenset([*outside, *repeats]),
        inside=inside,
        place=_places(instrument),
        title=evaluator(title, setting_of(instrument)) if title else None,
    )


def dependencies_of(instrument: Instrument) -> dict[str, list[str]]:
    """Each item and repeat, with the names of those that have to be known before it is judged."""
    found = {
        group.name: _names((*_conditions(instrument, group), group.repeat_count))
        for group in instrument.repeats
    }
    return found | {item.name: dependencies(instrument, item) for item in instrument.items}


def dependencies(instrument: Instrument, item: Item) -> list[str]:
    """The names of the items and repeats that decide whether `item` is asked, what it offers and holds."""
    expressions = (item.calculation, item.choice_filter, item.default_value, item.seed)
    names = _names((*relevances(instrument, item), *expressions))
    return [*names, *(name for name in (item.repeat, item.trigger) if name)]


def relevances(instrument: Instrument, item: Item) -> tuple[Expression, ...]:
    """The conditions under which `item` is asked: its groups', outermost first, then its own."""
    groups = [group.relevant for group in _around(instrument, item.group)]
    return tuple(condition for condition in (*groups, item.relevant) if condition is not None)


def reader_of(instrument: Instrument, item: Item) -> Reader | None:
    """What reads the item's answers; None when nobody answers it, or nothing of it is kept."""
    if item.type is ItemType.METADATA and not is_kept(instrument, item):
        return None
    return reader_of_type(item, [choice.name for choice in instrument.choices(item)])


def _around(instrument: Instrument, name: str | None) -> list[Group]:
    """The groups around something in group `name`, outermost first."""
    found: list[Group] = []
    while name is not None:
        found.insert(0, instrument.group(name))
        name = found[0].parent
    return found


def _conditions(instrument: Instrument, repeat: Group) -> list[Expression]:
    return [group.relevant for group in _around(instrument, repeat.name) if group.relevant is not None]


def _names(expressions: Iterable[Expression | None]) -> list[str]:
    return [name for found in expressions if found is not None for name in found.references]


def _count(instrument: Instrument, repeat: Group) -> Count:
    setting = setting_of(instrument)
    return Count(
        name=repeat.name,
        relevant=_all_of([evaluator(condition, setting) for condition in _conditions(instrument, repeat)]),
        count=evaluator(repeat.repeat_count, setting) if repeat.repeat_count else None,
        around=frozenset(group.name for group in _around(instrument, repeat.name)),
    )


def _step(instrument: Instrument, item: Item) -> Step:
    names = {choice.name: place for place, choice in enumerate(instrument.choices(item))}
    calculated = item.calculation is not None
    plain = item.type is ItemType.SELECT_ONE and not (
        calculated or item.repeat or item.choice_filter or item.randomize
    )
    read, relevant = reader_of(instrument, item), _relevant(instrument, item)
    return Step(
        item=item,
        name=item.name,
        repeat=item.repeat,
        read=read,
        names=names if plain else {},
        idle=relevant is None and _is_idle(item),
        required=item.required is True and item.askable,
        relevant=relevant,
        around=frozenset(group.name for group in _around(instrument, item.group)),
        calculation=_built(instrument, item, item.calculation),
        carried=item.trigger is not None or (item.calculation is not None and keeps_value(item.calculation)),
        triggered=_built(instrument, item, item.trigger and Expression(item.trigger, ("ref", item.trigger))),
        initial=_initial(instrument, item),
        typed=item.type is not ItemType.NOTE and item.type not in UNSEEN,
        filled=item.type is ItemType.HIDDEN or item.readonly,
        fit=fit_for(item.type, read),
        filter=_built(instrument, item, item.choice_filter),
        rows=_rows(instrument, item) if item.choice_filter or item.type is ItemType.RANK else {},
        order=names,
        seed=_built(instrument, item, item.seed),
    )


def _is_idle(item: Item) -> bool:
    """Whether a blank one stays blank, and nothing is wrong with that."""
    filled = item.calculation or item.readonly or item.type is ItemType.HIDDEN
    wanted = item.required is True and item.askable
    return not (filled or wanted or item.repeat or item.randomize)


def _relevant(instrument: Instrument, item: Item) -> Condition | None:
    """Its conditions; of an item in a repeat those within it: the others say whether the repeat is asked."""
    groups = _around(instrument, item.group)
    if item.repeat:
        groups = groups[[group.name for group in groups].index(item.repeat) + 1 :]
    conditions = [*(group.relevant for group in groups), item.relevant]
    return _all_of([made for made in (_built(instrument, item, found) for found in conditions) if made])


def _all_of(conditions: Sequence[Evaluator]) -> Condition | None:
    """Whether all hold; None where there is none."""
    if len(conditions) == 1:
        (only,) = conditions
        return lambda scope: boolean(only(scope))
    return (lambda scope: all(boolean(holds(scope)) for holds in conditions)) if conditions else None


def _built(instrument: Instrument, item: Item, expression: Expression | str | None) -> Evaluator | None:
    if not isinstance(expression, Expression):
        return None
    return evaluator(expression, setting_of(instrument, item.repeat))


def _initial(instrument: Instrument, item: Item) -> Evaluator | None:
    if item.default_value is not None:
        return _built(instrument, item, item.default_value)
    default = item.default
    return (lambda _: default) if default else None


def keeps_value(expression: Expression) -> bool:
    """Whether it looks at the value it gave before."""
    return any(node[:2] == ("call", "once") for node in walk(expression.tree))


def _rows(instrument: Instrument, item: Item) -> dict[str, Row]:
    return {
        choice.name: {**choice.columns, "name": choice.name, "label": choice.label}
        for choice in instrument.choices(item)
    }


def _places(instrument: Instrument) -> dict[str, tuple[float, int]]:
    begins: dict[str, int] = {}
    for item in instrument.items:
        begins.setdefault(item.repeat or item.name, item.number)
    places: dict[str, tuple[float, int]] = {
        item.name: (begins[item.repeat or item.name], item.number) for item in instrument.items
    }
    return places | {group.name: (begins.get(group.name, 0) - 0.5, 0) for group in instrument.repeats}


def _is_judged(item: Item) -> bool:
    return item.constraint is not None or isinstance(item.required, Expression)


def _judgement(instrument: Instrument, item: Item) -> Judgement:
    return Judgement(
        name=item.name,
        repeat=item.repeat,
        required=_built(instrument, item, item.required if isinstance(item.required, Expression) else None),
        constraint=_built(instrument, item, item.constraint),
    )
