"""What a team may leave out of a visit: the items of a checklist, by section, and what hangs on them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from forms import Instrument, Item, ItemType, Screen, screens
from forms.compile.screens import shared_screen
from forms.items import FILES, Labels
from forms.page.texts import OUTPUT
from forms.plan import dependencies
from survey_app.inspections.model import groups_around

_BESIDE = FILES | {ItemType.TEXT}  # what is noted beside a question, unless it stands alone


@dataclass(frozen=True, slots=True)
class Unit:
    """Questions that are asked or left out together: the name of their group, or of the first of them.

    ``around`` are the names that take it out: its own, and those of the groups around it.
    """

    name: str
    label: Labels
    items: tuple[Item, ...]
    grouped: bool
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the checklist; ``name`` is its group's, '' where no group holds it together."""

    name: str
    label: Labels
    units: tuple[Unit, ...]


@lru_cache(maxsize=16)
def parts_of(instrument: Instrument) -> tuple[Part, ...]:
    """What may be left out, in the order it is asked."""
    asked = (item for item in instrument.items if item.askable)
    return tuple(
        Part(
            "" if name and instrument.group(name).repeat else name,
            instrument.group(name).label if name else instrument.title,
            tuple(_units(instrument, name, items)),
        )
        for name, items in groupby(asked, lambda item: _section(instrument, item))
    )


def names_of(parts: Iterable[Part]) -> frozenset[str]:
    """Everything that can be named to be left out."""
    return frozenset(
        name for part in parts for name in (part.name, *(unit.name for unit in part.units)) if name
    )


def left_out(parts: Iterable[Part], cut: Collection[str]) -> list[Unit]:
    """The units that are not asked when ``cut`` is left out."""
    return [unit for part in parts for unit in part.units if not unit.around.isdisjoint(cut)]


def screens_asked(instrument: Instrument, cut: Collection[str]) -> list[Screen]:
    """The screens of which anything is still asked when ``cut`` is left out."""
    return [
        one
        for one in screens(instrument)
        if any(
            {item.name, *groups_around(instrument, item.group)}.isdisjoint(cut)
            for item in [item for item in one.items if item.askable] or one.items
        )
    ]


def count_units(units: Iterable[Unit]) -> int:
    """How many items of the list they are: units of one criterion are one."""
    return len({next((item.criterion for item in unit.items if item.criterion), unit.name) for unit in units})


def whole_cut(instrument: Instrument, cut: Collection[str]) -> frozenset[str]:
    """``cut`` and the names of all that cannot be judged without it.

    A unit of which anything asked or worked out hangs on what is left out goes with it, as do notes and
    calculations by themselves.
    """
    units = [unit for part in parts_of(instrument) for unit in part.units]
    holding = {item.name: unit.name for unit in units for item in unit.items}
    groups = {unit.name for unit in units if unit.grouped}
    found, more = set[str](), set(cut)
    while more - found:
        found |= more
        more = {item.name for unit in units if unit.name in found and not unit.grouped for item in unit.items}
        gone = found | {item.name for item, around, _ in _needs(instrument) if around & found}
        for item, around, needed in _needs(instrument):
            if needed & gone and not around & found:
                inner = (name for name in reversed(groups_around(instrument, item.group)) if name in groups)
                more.add(holding.get(item.name) or next(inner, item.name))
    return frozenset(found)


def taken_back(instrument: Instrument, before: Collection[str], cut: Collection[str]) -> frozenset[str]:
    """Names of ``cut`` that come back: they were left out with what was left out ``before`` and is no more.

    What hangs on something else that stays out does not come back.
    """
    returned = names_of(parts_of(instrument)).intersection(before).difference(cut)
    hanging = whole_cut(instrument, returned).intersection(before, cut)
    return hanging - whole_cut(instrument, frozenset(cut) - hanging)


@lru_cache(maxsize=16)
def _needs(instrument: Instrument) -> tuple[tuple[Item, frozenset[str], frozenset[str]], ...]:
    """Each item with the names that take it out with them, and the names it cannot be judged without."""
    return tuple(
        (item, frozenset((item.name, *groups_around(instrument, item.group))), _needed(instrument, item))
        for item in instrument.items
    )


def _needed(instrument: Instrument, item: Item) -> frozenset[str]:
    counted = instrument.group(item.repeat).repeat_count if item.repeat else None
    rules = (item.constraint, item.fails, item.achieved, counted)
    named = [name for rule in rules if rule is not None for name in rule.references]
    if item.type is ItemType.NOTE:
        named += [match["name"] for text in item.label.values() for match in OUTPUT.finditer(text)]
    return frozenset((*named, *dependencies(instrument, item))) - {item.name, item.repeat or ""}


def _section(instrument: Instrument, item: Item) -> str:
    """The group that holds the item's section together; a repeat is one by itself, '' for none."""
    shared = shared_screen(item, {group.name: group for group in instrument.groups})
    return shared or next(iter(groups_around(instrument, item.group)), "")


def _units(instrument: Instrument, section: str, items: Iterable[Item]) -> Iterator[Unit]:
    units: dict[str, list[Item]] = {}
    for item in items:
        name = _unit_group(instrument, section, item)
        last = next(reversed(units), "")
        follows = not name and item.type in _BESIDE and item.severity is None and last
        if follows and units[last][0].type not in _BESIDE and units[last][0].name == last:
            units[last].append(item)
        else:
            units.setdefault(name or item.name, []).append(item)
    groups = {group.name: group.label for group in instrument.groups}
    for name, held in units.items():
        around = frozenset((name, *groups_around(instrument, name if name in groups else held[0].group)))
        label = _label(groups.get(name, {}), held[0].label)
        yield Unit(name, label, tuple(held), name in groups, around)


def _unit_group(instrument: Instrument, section: str, item: Item) -> str:
    """The innermost labelled group within the section; not a table that is only part of one; '' for none."""
    if item.repeat:
        return item.repeat
    around = groups_around(instrument, item.group)
    inside = around[around.index(section) + 1 :] if section in around else around
    named = [name for name in inside if instrument.group(name).label]
    if len(named) > 1 and instrument.group(named[-1]).table:
        named.pop()
    return named[-1] if named else ""


def _label(group: Labels, first: Labels) -> Labels:
    """What a unit is called; a bare code says nothing without its first question."""
    return {
        language: f"{name}. {first.get(language, '')}".rstrip(". ")
        if (name := group.get(language, "")) and " " not in name.strip()
        else name or text
        for language, text in {**group, **first}.items()
    }
