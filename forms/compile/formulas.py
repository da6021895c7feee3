"""Every expression of a form, with the cell it stands in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import Group, Item

_COLUMNS = {"default_value": "default", "seed": "parameters"}  # where they differ from the part's name


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression, what it belongs to (None: the form) under which column, its cell, the repeat around it,
    and the list its bare names belong to."""

    expression: Expression
    part: Item | Group | None
    column: str
    place: str
    repeat: str | None = None
    list_name: str = ""


def formulas_of(instrument: Instrument, context: Context, settings: Record | None) -> Iterator[Formula]:
    """The expressions of the form itself, of its items, of its groups."""
    if instrument.instance_name is not None and settings is not None:
        place = settings.place("instance_name")
        yield Formula(instrument.instance_name, None, "instance_name", place)
    parts: list[Item | Group] = [*instrument.items, *instrument.groups]
    groups = {group.name: group for group in instrument.groups}
    for part in parts:
        record = context.records[part.name]
        for each in fields(part):
            expression = getattr(part, each.name)
            if isinstance(expression, Expression):
                column = _COLUMNS.get(each.name, each.name)
                filtered = each.name == "choice_filter" and isinstance(part, Item)
                list_name = (part.list_name or "") if filtered and isinstance(part, Item) else ""
                repeat = _repeat_around(part, groups)
                yield Formula(expression, part, column, record.place(column), repeat, list_name)


def _repeat_around(part: Item | Group, groups: Mapping[str, Group]) -> str | None:
    """The repeat the part's expressions stand in; a repeat's own stand outside of it."""
    if isinstance(part, Item):
        return part.repeat
    name = part.parent
    while name is not None and not groups[name].repeat:
        name = groups[name].parent
    return name
