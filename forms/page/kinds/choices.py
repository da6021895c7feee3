"""Questions with choices: radios or boxes, a drop-down list, an order."""

from dataclasses import dataclass
from typing import Literal

from forms.items import Group, Item, ItemType
from forms.page.around import Around, Asked, Drawn, starts_filled
from forms.page.offers import offered
from forms.page.texts import Said

_ROW = frozenset({"likert", "horizontal"})
_TABLE = frozenset({"label", "list-nolabel"})
_LONG = 60  # choices; more are asked as a drop-down list where a search is wished for


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on a page: its `place` in the list, and of an order the `position` it was given."""

    id: str
    value: str
    label: Said
    chosen: bool
    missing: bool = False
    image: str = ""
    audio: str = ""
    place: int = 0
    position: int = 0


def draw_select(around: Around, asked: Asked) -> Drawn:
    """One choice or several."""
    one = asked.item.type is ItemType.SELECT_ONE
    words = asked.appearance
    found = options(around, asked)
    if one and ("minimal" in words or ("autocomplete" in words and len(found) > _LONG)):
        return Drawn("dropdown", own={"options": found})
    own = {
        "options": found,
        "control": _control(one),
        "layout": layout(words),
        # A box that is not ticked sends nothing: a blank field beside it says that it was seen.
        "seen": not one and starts_filled(asked.item),
    }
    return Drawn("options", grouped=True, own=own)


def draw_rank(around: Around, asked: Asked) -> Drawn:
    """A position for each choice."""
    return Drawn("rank", grouped=True, own={"options": options(around, asked)})


def layout(words: frozenset[str]) -> str:
    """The class that says how the choices stand: in a row, in columns, '' below one another."""
    if words & _ROW:
        return "row"
    return "columns" if "columns" in words else ""


def is_of_table(item: Item, group: Group | None) -> bool:
    """Whether the item is a row of its group's table."""
    return bool(group and group.table) or bool(_TABLE & set(item.appearance.split()))


def options(around: Around, asked: Asked) -> tuple[Option, ...]:
    """The choices offered, in the order shown."""
    places = {choice.name: place for place, choice in enumerate(around.instrument.choices(asked.item), 1)}
    return tuple(
        Option(
            id=asked.field if shown == 1 else f"{asked.field}-{shown}",
            value=choice.name,
            label=around.said(choice.label, asked.stand),
            chosen=choice.name in asked.given,
            missing=choice.missing is not None,
            image=around.picture(choice.image),
            audio=around.recording(choice.audio),
            place=places[choice.name],
            position=asked.given.index(choice.name) + 1 if choice.name in asked.given else 0,
        )
        for shown, choice in enumerate(offered(around, asked), start=1)
    )


def _control(one: bool) -> Literal["radio", "checkbox"]:
    return "radio" if one else "checkbox"
