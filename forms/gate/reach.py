"""What is never asked and never offered, and answers that are always refused."""

from forms.compile.cells import Context
from forms.expressions import walk
from forms.expressions.tree import Node
from forms.gate.possible import Demand, Possible, about
from forms.instrument import Instrument
from forms.items import Group, Item
from forms.plan import relevances

_ROW_STEPS = 4  # that writing a row into a filter costs
_MOST_ROWS = 300  # of a list or table that are tried, alike ones once


def check_reach(instrument: Instrument, possible: Possible, context: Context) -> None:
    """Warn of what is never asked; refuse constraints nothing meets and filters that leave no choice."""
    dark: set[str] = set()  # groups nobody gets to
    for group in instrument.groups:
        if group.parent in dark:
            dark.add(group.name)
        elif group.relevant is not None and possible.hold(_way(instrument, group), None) is False:
            dark.add(group.name)
            context.findings.warn("never_asked", context.records[group.name].place("relevant"))
    for item in instrument.items:
        if item.group in dark:
            continue
        way: list[Demand] = [(each.tree, True) for each in relevances(instrument, item)]
        if item.relevant is not None and possible.hold(way, item.repeat) is False:
            context.findings.warn("never_asked", context.records[item.name].place("relevant"))
            continue
        _check_constraint(item, possible, context)
        _check_filter(instrument, item, way, possible, context)


def blank(name: str) -> Node:
    """That an item has no answer."""
    return ("=", ("ref", name), ("str", ""))


def _way(instrument: Instrument, group: Group) -> list[Demand]:
    demands: list[Demand] = []
    found: Group | None = group
    while found is not None:
        demands += [(found.relevant.tree, True)] if found.relevant is not None else []
        found = instrument.group(found.parent) if found.parent else None
    return demands


def _check_constraint(item: Item, possible: Possible, context: Context) -> None:
    if item.constraint is None or not item.askable:
        return
    met: list[Demand] = [(about(item.constraint.tree, item.name), True), (blank(item.name), False)]
    if possible.hold(met, item.repeat) is False:
        context.findings.refuse("never_valid", context.records[item.name].place("constraint"))


def _check_filter(
    instrument: Instrument, item: Item, way: list[Demand], possible: Possible, context: Context
) -> None:
    choices = instrument.choices(item)
    if item.choice_filter is None or not choices:
        return
    tree = item.choice_filter.tree
    columns = sorted({node[1] for node in walk(tree) if node[0] == "column"})
    if not set(columns) <= {"name", *(name for choice in choices for name in choice.columns)}:
        return  # said of the column, or a label, which is another in each language
    rows = dict.fromkeys(
        tuple({**choice.columns, "name": choice.name}.get(column, "") for column in columns)
        for choice in choices
    )
    if len(rows) > _MOST_ROWS:
        return
    for cells in rows:
        if not possible.afford(_ROW_STEPS):
            return
        offered = _of_row(tree, dict(zip(columns, cells, strict=True)))
        if possible.hold([(offered, True), *way], item.repeat) is not False:
            return
    context.findings.refuse("never_offered", context.records[item.name].place("choice_filter"))


def _of_row(node: Node, cells: dict[str, str]) -> Node:
    """The node with what stands in the row's columns."""
    if node[0] == "column":
        return ("str", cells[node[1]])
    if node[0] in ("rows", "occurrences"):
        return node  # its columns are others
    return (node[0], *(_of_row(part, cells) if isinstance(part, tuple) else part for part in node[1:]))
