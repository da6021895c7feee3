"""What a team may leave out of a visit: the parts of a checklist and, within each, its questions by group."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from forms import Instrument, Item, Screen, screens
from forms.items import Group, Labels


@dataclass(frozen=True, slots=True)
class Unit:
    """Questions that are asked or left out together: the name of their group or of the only one."""

    name: str
    label: Labels
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the checklist; ``name`` is its group's, '' where no group holds it together."""

    name: str
    label: Labels
    units: tuple[Unit, ...]


def parts_of(instrument: Instrument) -> tuple[Part, ...]:
    """What may be left out, in the order it is asked."""
    groups = {group.name: group for group in instrument.groups}
    found = (_part(groups, screen) for screen in screens(instrument))
    return tuple(part for part in found if part.units)


def names_of(parts: Iterable[Part]) -> frozenset[str]:
    """Everything that can be named to be left out."""
    return frozenset(name for part in parts for name in (part.name, *_names(part)) if name)


def left_out(parts: Iterable[Part], cut: Collection[str]) -> list[Unit]:
    """The units that are not asked when ``cut`` is left out."""
    return [unit for part in parts for unit in part.units if part.name in cut or unit.name in cut]


def count_items(units: Iterable[Unit]) -> int:
    """How many questions they hold."""
    return sum(len(unit.items) for unit in units)


def _names(part: Part) -> Iterator[str]:
    return (unit.name for unit in part.units)


def _part(groups: dict[str, Group], screen: Screen) -> Part:
    asked = [item for item in screen.items if item.askable]
    chains = [_chain(groups, item) for item in asked]
    shared = [name for name in chains[0] if all(name in chain for chain in chains)] if chains else []
    units: dict[str, list[Item]] = {}
    for item, chain in zip(asked, chains, strict=True):
        below = chain[len(shared) :]
        units.setdefault(below[0] if below else item.name, []).append(item)
    return Part(
        shared[-1] if shared else "",
        screen.title or (asked[0].label if asked else {}),
        tuple(Unit(name, _label(groups, name, items), tuple(items)) for name, items in units.items()),
    )


def _chain(groups: dict[str, Group], item: Item) -> list[str]:
    """The groups around an item, outermost first."""
    found: list[str] = []
    name = item.group
    while name is not None:
        found.insert(0, name)
        name = groups[name].parent
    return found


def _label(groups: dict[str, Group], name: str, items: list[Item]) -> Labels:
    label = groups[name].label if name in groups else {}
    return label or items[0].label
