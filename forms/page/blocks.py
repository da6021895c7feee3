"""A screen as blocks of questions: inner groups under their labels, tables, the occurrences of a repeat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from forms.addresses import MOST_OCCURRENCES, address
from forms.compile.screens import shared_screen
from forms.instrument import Instrument
from forms.items import Group, Item, ItemType
from forms.page.around import Around
from forms.page.basis import Basis, basis_of_group
from forms.page.entries import entry_title, names_itself, noun_of, number_entry
from forms.page.kinds.choices import is_of_table
from forms.page.question import Question, question_of
from forms.page.screens import Screen
from forms.page.texts import BLANK_AT, Said, Stand, stand_of

_DIGITS = 5  # read of how often a repeat was sent


@dataclass(frozen=True, slots=True)
class Run:
    """Questions below one another; with `heads` they are rows of a table with these columns."""

    questions: tuple[Question, ...]
    heads: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that stand together: those of a labelled inner group under its label, others under none.

    Labelled groups within it are blocks of their own among its runs. `basis` says what its calculations
    rest on.
    """

    title: Said | None
    id: str
    group: str
    parts: "tuple[Run | Block, ...]"
    basis: Basis = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a repeat is asked; `number` counts from 1, the placeholder in what a script copies."""

    number: str
    title: Said
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat: as often as it is asked now, and a blank occurrence to make more of. `noun` is what one is
    called on buttons. `fixed`: answers given before say how often, nobody adds or removes any."""

    field: str
    name: str
    noun: str
    label: Said
    titled: bool
    fixed: bool
    full: bool
    waits: bool
    occurrences: tuple[Occurrence, ...]
    blank: Occurrence


Section = Block | Repeat


class Placed(NamedTuple):
    """An item, its question, and the labelled groups around it."""

    item: Item
    question: Question
    path: tuple[str, ...]


def sections(around: Around, screen: Screen) -> Iterator[Section]:
    """What stands on the screen, in order."""
    for name, items in groupby(screen.items, lambda item: item.repeat):
        found = [item for item in items if is_drawn(around, item)]
        if name is None:
            yield from _blocks(around, found)
        elif found:
            yield _repeat(around, around.instrument.group(name), found, screen)


def is_drawn(around: Around, item: Item) -> bool:
    """Whether the item, or the repeat it stands in, is to be seen at all."""
    if item.repeat is None:
        return _is_drawn(around, item, 0)
    return item.repeat not in around.irrelevant or item.repeat in around.reacting.waiting


def count_of(around: Around, repeat: Group) -> int:
    """How often the repeat is asked: as the judge found, without his word as was handed in; once, where
    nobody has said how often."""
    if around.checked is None:
        given = around.answers.get(repeat.name)
        said = given if isinstance(given, str) and given.isascii() and given.isdecimal() else "1"
        return min(int(said[:_DIGITS]), MOST_OCCURRENCES)
    found = around.checked.answers.get(repeat.name)
    if repeat.repeat_count is None and repeat.name not in around.answers:
        return found if isinstance(found, int) and found else 1
    return found if isinstance(found, int) else 1


def _repeat(around: Around, repeat: Group, items: list[Item], screen: Screen) -> Repeat:
    count = count_of(around, repeat)
    return Repeat(
        field=repeat.field,
        name=repeat.name,
        noun=noun_of(repeat, around.language),
        label=around.said(repeat.label),
        titled=bool(repeat.label)
        and screen.title != repeat.label
        and not names_itself(around.instrument, repeat),
        fixed=repeat.repeat_count is not None,
        full=count >= MOST_OCCURRENCES,
        waits=any(item.name in around.reacting.waiting for item in items),
        occurrences=tuple(_occurrence(around, repeat, items, at) for at in range(1, count + 1)),
        blank=Occurrence(
            BLANK_AT, _entry_title(around, repeat, -1), tuple(_blocks(around, items, 0, blank=True))
        ),
    )


def _occurrence(around: Around, repeat: Group, items: list[Item], at: int) -> Occurrence:
    drawn = [item for item in items if _is_drawn(around, item, at)]
    return Occurrence(str(at), _entry_title(around, repeat, at), tuple(_blocks(around, drawn, at)))


def _entry_title(around: Around, repeat: Group, at: int) -> Said:
    """The heading of an occurrence, below 0 of the blank one."""
    if names_itself(around.instrument, repeat):
        return around.said(repeat.label, Stand(repeat.name, at))
    plain = entry_title(number_entry(repeat, BLANK_AT if at < 0 else at, around.language))
    return Said(plain, plain)


def _is_drawn(around: Around, item: Item, at: int) -> bool:
    """Whether the item is to be seen: what earlier answers made irrelevant is not."""
    if around.checked is None or item.name in around.reacting.waiting:
        return True
    return address(item.name, at) not in around.irrelevant


def _blocks(around: Around, items: Iterable[Item], at: int = 0, *, blank: bool = False) -> Iterator[Block]:
    asked = [
        Placed(item, question_of(around, item, at, blank=blank), _path(around.instrument, item))
        for item in items
    ]
    for place, found in enumerate(_parts(around, asked, 0, -1 if blank else at)):
        yield found if isinstance(found, Block) else Block(None, f"part-{place}", "", (found,))


def _parts(around: Around, asked: Iterable[Placed], depth: int, at: int) -> Iterator[Run | Block]:
    """Runs of questions, and blocks of the groups at this depth, in the order of the items."""
    for name, members in groupby(asked, lambda one: one.path[depth] if depth < len(one.path) else None):
        inside = list(members)
        if name is None:
            yield from _runs(around.instrument, inside)
            continue
        first = inside[0]
        yield Block(
            title=around.said(around.instrument.group(name).label, stand_of(first.item, at)),
            id=f"{first.question.field}-part{depth or ''}",
            group=name,
            parts=tuple(_parts(around, inside, depth + 1, at)),
            basis=basis_of_group(around.instrument, name, around.language),
        )


def _runs(instrument: Instrument, asked: Iterable[Placed]) -> Iterator[Run]:
    """Neighbours that are rows of one table together, all others by themselves."""
    for (heads, _), members in groupby(asked, lambda one: _table(instrument, one)):
        run = tuple(one.question for one in members)
        yield Run(run, heads if heads and len(run) > 1 else ())


def _table(instrument: Instrument, one: Placed) -> tuple[tuple[Said, ...], str | None]:
    """What rows of one table have in common: its columns, and the group it is."""
    heads = _heads(instrument, one.item, one.question)
    return heads, one.item.group if heads else None


def _heads(instrument: Instrument, item: Item, question: Question) -> tuple[Said, ...]:
    """The columns of the table the question is a row of; none for one that is no row."""
    group = instrument.group(item.group) if item.group else None
    if question.template != "options" or item.type is ItemType.RANGE or not is_of_table(item, group):
        return ()
    return tuple(option.label for option in question.own["options"])


def _path(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """The labelled groups around the item on a shared screen, the outermost first; neither the screen nor the
    repeat itself."""
    shared = shared_screen(item, {group.name: group for group in instrument.groups})
    found: list[str] = []
    name = item.group if shared is not None or item.repeat is not None else None
    while name is not None and name not in (shared, item.repeat):
        group = instrument.group(name)
        found += [name] if group.label else []
        name = group.parent
    return tuple(reversed(found))
