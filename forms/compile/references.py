"""What the expressions of all cells refer to: items, repeats, lists, tables and their columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.formulas import Formula, formulas_of
from forms.compile.types import TABLE, kind_word
from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import Group, Item, ItemType

# Functions that take an item of a repeat as all its occurrences, or name which one they want.
_TAKE_ALL = frozenset(
    {"count", "count-non-empty", "sum", "min", "max", "join", "concat", "indexed-repeat", "jr:choice-name"}
)
_TAKE_REPEATS = frozenset({"count", "indexed-repeat"})
_OF_CHOICES = ("name", "label")


def check_references(instrument: Instrument, context: Context, settings: Record | None) -> None:
    """Refuse every name in an expression that leads nowhere; warn where only a first answer is meant."""
    known = _Known.of(instrument, context)
    for cell in formulas_of(instrument, context, settings):
        for node, function in _uses(cell.expression.tree):
            known.check(node, function, cell)
    for item in instrument.items:
        if item.trigger and item.trigger not in known.names:
            place = context.records[item.name].place("trigger")
            context.findings.refuse_unknown("reference", place, item.trigger, known.names, position=3)


def looked_in(instrument: Instrument, records: Sequence[Record]) -> frozenset[str]:
    """The lists and tables that its expressions look things up in or its items choose from."""
    parts: list[Item | Group] = [*instrument.items, *instrument.groups]
    found = {item.list_name for item in instrument.items if item.list_name}
    for part in parts:
        for each in fields(part):
            expression = getattr(part, each.name)
            found.update(expression.lists if isinstance(expression, Expression) else ())
    found.update(instrument.instance_name.lists if instrument.instance_name else ())
    announced = {record.get("name").removesuffix(".csv") for record in records if kind_word(record) == TABLE}
    return frozenset(found | announced)


def _uses(node: tuple[Any, ...], function: str = "") -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every node with the function it is a direct argument of, '' for none."""
    yield node, function
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _uses(part, node[1] if node[0] == "call" else "")


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to refer to. `repeats` says of an item which it is in."""

    context: Context
    names: Mapping[str, Record]
    repeats: Mapping[str, str | None]
    counted: frozenset[str]

    @classmethod
    def of(cls, instrument: Instrument, context: Context) -> "_Known":
        silent = {item.name for item in instrument.items if item.type is ItemType.NOTE}
        silent |= {group.name for group in instrument.groups}
        # A row that was refused for another reason has a name all the same.
        names = {name: record for name, record in context.known().items() if name not in silent}
        repeats = {item.name: item.repeat for item in instrument.items}
        return cls(context, names, repeats, frozenset(group.name for group in instrument.repeats))

    def check(self, node: tuple[Any, ...], function: str, cell: Formula) -> None:
        """Check one node of the cell's expression."""
        match node:
            case ("ref", name):
                self._check_item(name, function, cell)
            case ("column", name) if cell.list_name:
                self._check_column(name, cell.list_name, cell)
            case ("rows", name, column, *filters):
                self._check_rows(name, {column, *_bare(filters)} - {""}, cell)
            case ("call", "pulldata", (_, table), (_, column), (_, key), *_):
                self._check_table(table, {column, key}, cell)
            case ("occurrences", repeat, item, *filters):
                self._check_occurrences(repeat, {item, *_bare(filters)} - {""}, cell)

    def _check_item(self, name: str, function: str, cell: Formula) -> None:
        findings, position = self.context.findings, cell.expression.position(name)
        if name in self.counted:
            if function not in _TAKE_REPEATS:
                findings.refuse("reference_repeat", cell.place, found=name, position=position)
        elif name not in self.names:
            findings.refuse_unknown("reference", cell.place, name, self.names, position)
        elif self.repeats.get(name) not in (None, cell.repeat) and function not in _TAKE_ALL:
            repeat = self.repeats[name]
            findings.warn("reference_first", cell.place, found=name, position=position, repeat=repeat)

    def _check_rows(self, name: str, columns: set[str], cell: Formula) -> None:
        if name not in self.context.lists:
            self._check_table(name, columns, cell)
            return
        for column in sorted(columns):
            self._check_column(column, name, cell)

    def _check_table(self, name: str, columns: set[str], cell: Formula) -> None:
        if name not in self.context.tables:
            self.context.findings.refuse("table_missing", cell.place, found=f"{name}.csv")
            return
        for column in sorted(columns):
            self._check_column(column, name, cell)

    def _check_column(self, column: str, source: str, cell: Formula) -> None:
        if source in self.context.tables:
            columns: tuple[str, ...] = self.context.tables[source].columns
        elif source in self.context.lists:
            columns = (*_OF_CHOICES, *self.context.columns)
        else:
            return  # said already of the type
        if column not in columns:
            position = cell.expression.position(column)
            self.context.findings.refuse_unknown("column_missing", cell.place, column, columns, position)

    def _check_occurrences(self, repeat: str, items: set[str], cell: Formula) -> None:
        findings = self.context.findings
        if repeat not in self.counted:
            position = cell.expression.position(repeat)
            findings.refuse_unknown("repeat_missing", cell.place, repeat, self.counted, position)
            return
        inside = [name for name, around in self.repeats.items() if around == repeat]
        for name in sorted(items - set(inside)):
            position = cell.expression.position(name)
            findings.refuse_unknown("reference", cell.place, name, inside, position)


def _bare(filters: list[tuple[Any, ...]]) -> Iterator[str]:
    """The columns that filters ask about, not those of look-ups within them."""
    for node in filters:
        if node[0] == "column":
            yield node[1]
        elif node[0] not in ("rows", "occurrences"):
            yield from _bare([part for part in node[1:] if isinstance(part, tuple)])
