"""How far an answer reaches: which items change with those on a screen, and in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter

from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import Audience, Group, Item, Labels
from forms.page.texts import OUTPUT
from forms.plan import dependencies_of, relevances


@dataclass(frozen=True, slots=True)
class Reach:
    """Names of items and repeats. `shown` stand on the screens; `moving` are these and what may change with
    them, as far as it matters to them; `settled` matter too but stay as they are. `order` is that of the
    moving ones in which each looks only at those before. `ahead` stand on the screens after these where
    answers given here may let all of them fall away; none where something follows in any case, or where
    nobody sends the form. Of the `brief` ones nothing matters but whether they are asked. `reacts`: a script
    has something to do on the screens themselves."""

    shown: frozenset[str]
    moving: frozenset[str]
    settled: frozenset[str]
    ahead: frozenset[str]
    brief: frozenset[str]
    order: tuple[str, ...]
    reacts: bool


def reach_of(instrument: Instrument, numbers: frozenset[int]) -> Reach:
    """The reach of the screens with these numbers."""
    items = {item.name: item for item in instrument.items}
    uses = {name: _with_counts(instrument, names) for name, names in dependencies_of(instrument).items()}
    shown = {item.name for item in instrument.items if item.screen in numbers}
    shown |= {item.repeat for item in instrument.items if item.name in shown and item.repeat}
    also = {name: _also_uses(instrument, items[name]) for name in shown if name in items}
    hanging = _hanging(uses, shown)
    ahead = _ahead(instrument, max(numbers), hanging)
    needed = _closure(shown, lambda name: uses[name] | also.get(name, frozenset()))
    wanted = needed | ahead | _closure(_deciding(instrument, ahead), lambda name: uses[name])
    moving = frozenset(shown | (wanted & hanging))
    order = TopologicalSorter(
        {name: sorted(uses[name] & moving) for name in uses if name in moving}
    ).static_order()
    return Reach(
        shown=frozenset(shown),
        moving=moving,
        settled=frozenset(wanted - moving),
        ahead=ahead,
        brief=ahead - needed,
        order=tuple(order),
        reacts=any(
            _reacts(items.get(name), uses[name], also.get(name, frozenset()), moving) for name in shown
        ),
    )


def relevances_of(instrument: Instrument, group: Group) -> tuple[Expression, ...]:
    """The conditions under which the group is asked: those of the groups around it first, then its own."""
    found, place = [group.relevant], group.parent
    while place is not None:
        found.append(instrument.group(place).relevant)
        place = instrument.group(place).parent
    return tuple(condition for condition in reversed(found) if condition is not None)


def _ahead(instrument: Instrument, last: int, hanging: frozenset[str]) -> frozenset[str]:
    """What stands on the screens after number `last`, by item or repeat; see `Reach`."""
    if instrument.audience is not Audience.CITIZEN:
        return frozenset()
    later = [item for item in instrument.items if (item.screen or 0) > last and (item.askable or item.label)]
    names = frozenset(item.repeat or item.name for item in later)
    always = any(not relevances(instrument, item) for item in later)
    return frozenset() if always or not names & hanging else names


def _deciding(instrument: Instrument, names: frozenset[str]) -> frozenset[str]:
    """The names whose answers decide whether the items and repeats are asked."""
    items = (item for item in instrument.items if item.name in names)
    repeats = (group for group in instrument.repeats if group.name in names)
    conditions = [relevances(instrument, item) for item in items]
    conditions += [relevances_of(instrument, group) for group in repeats]
    return _names(instrument, (one for found in conditions for one in found))


def _also_uses(instrument: Instrument, item: Item) -> frozenset[str]:
    """The names whose answers its verdict and its texts look at."""
    required = item.required if isinstance(item.required, Expression) else None
    texts = _texts(instrument, item)
    spoken = {name for text in texts for name in OUTPUT.findall(text)}
    return (
        _names(instrument, (item.constraint, required))
        | (spoken & _repeats(instrument).keys())
        | _trigger(item)
    )


def _trigger(item: Item) -> frozenset[str]:
    return frozenset({item.trigger}) if item.trigger else frozenset()


def _texts(instrument: Instrument, item: Item) -> Iterable[str]:
    labels: list[Labels] = [
        item.label,
        item.hint,
        item.guidance,
        item.constraint_message,
        item.required_message,
    ]
    labels += [choice.label for choice in instrument.choices(item)]
    labels += [instrument.group(name).label for name in {item.group, item.repeat} if name]
    return (text for label in labels for text in label.values())


def _names(instrument: Instrument, expressions: Iterable[Expression | None]) -> frozenset[str]:
    return _with_counts(
        instrument, (name for expression in expressions if expression for name in expression.references)
    )


def _with_counts(instrument: Instrument, names: Iterable[str]) -> frozenset[str]:
    """`names`, and the repeats they stand in: what is said of all hangs on how many there are."""
    found, known = set(names), _repeats(instrument)
    return frozenset(found | {repeat for name in found if (repeat := known.get(name))})


@lru_cache(maxsize=128)
def _repeats(instrument: Instrument) -> Mapping[str, str | None]:
    return {item.name: item.repeat for item in instrument.items}


def _closure(start: Iterable[str], uses: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """`start` and all that is used from there on."""
    found: set[str] = set()
    due = list(start)
    while due:
        name = due.pop()
        if name not in found:
            found.add(name)
            due.extend(uses(name))
    return frozenset(found)


def _hanging(uses: Mapping[str, frozenset[str]], start: Iterable[str]) -> frozenset[str]:
    """`start` and all whose asking or value hangs on it."""
    users: dict[str, set[str]] = {}
    for name, used in uses.items():
        for one in used:
            users.setdefault(one, set()).add(name)
    return _closure(start, lambda name: frozenset(users.get(name, ())))


def _reacts(part: Item | None, uses: frozenset[str], also: frozenset[str], moving: frozenset[str]) -> bool:
    """Whether something about it follows from answers in front of somebody."""
    return part is None or part.constraint is not None or bool((uses | also) & moving)
