"""What parts of a form must agree on: the rows of a table, the length of a repeat, ratings within repeats."""

from collections.abc import Iterator, Mapping

from forms.addresses import MOST_OCCURRENCES
from forms.compile.cells import Context
from forms.instrument import Instrument
from forms.items import RATED, SELECTS, Group


def check_shapes(instrument: Instrument, context: Context) -> None:
    """Refuse tables of unlike questions, repeats longer than any may be, and ratings within repeats."""
    groups = {group.name: group for group in instrument.groups}
    filled = {name for item in instrument.items for name in _around(item.group, groups)}
    for group in instrument.groups:
        if group.table:
            _check_table(instrument, group, context)
        if group.repeat and group.name not in filled:
            context.findings.refuse("repeat_empty", context.records[group.name].place("type"))
        if group.repeat_count is not None and group.repeat_count.tree[0] == "num":
            _check_count(group, group.repeat_count.tree[1], context)
    for item in instrument.items:
        if item.repeat and item.role in RATED:
            context.findings.refuse("role_repeated", context.records[item.name].place("role"))


def _around(name: str | None, groups: Mapping[str, Group]) -> Iterator[str]:
    while name is not None:
        yield name
        name = groups[name].parent


def _check_table(instrument: Instrument, group: Group, context: Context) -> None:
    rows = [item for item in instrument.items if item.group == group.name and item.type in SELECTS]
    for item in rows:
        record = context.records[item.name]
        if item.list_name != rows[0].list_name:
            lists = {"found": item.list_name, "first": rows[0].list_name}
            context.findings.refuse("table_lists", record.place("type"), **lists)
        if item.choice_filter is not None:
            context.findings.refuse("table_filtered", record.place("choice_filter"))
    if not rows:
        place = context.records[group.name].place("appearance")
        context.findings.warn("appearance_ignored", place, found="table-list")


def _check_count(group: Group, count: float, context: Context) -> None:
    if not 0 < count <= MOST_OCCURRENCES or count != int(count):
        place = context.records[group.name].place("repeat_count")
        context.findings.refuse("repeat_count", place, most=MOST_OCCURRENCES)
