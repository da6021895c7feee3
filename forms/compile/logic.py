"""What a cell says as an expression, and what the expressions of all cells say together."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.errors import ExpressionFault
from forms.expressions import Expression, parse
from forms.items import Group, Item, ItemType

YES_NO = {"yes": True, "true": True, "true()": True, "no": False, "false": False, "false()": False}
LOGIC = ("relevant", "constraint", "calculation", "required", "fails")


def read_expression(record: Record, key: str, findings: Findings) -> Expression | None:
    """The expression under `key`; None for a blank cell and for one that is refused."""
    written = record.get(key)
    if not written:
        return None
    try:
        plain = YES_NO.get(written.lower())
        return parse(written if plain is None else f"{str(plain).lower()}()")
    except ExpressionFault as fault:
        findings.refuse(fault.code, record.place(key), **fault.values)
        return None


def read_condition(record: Record, key: str, findings: Findings) -> bool | Expression:
    """The cell under `key` as yes, no (also for blank), or an expression."""
    plain = YES_NO.get(record.get(key).lower())
    return plain if plain is not None else read_expression(record, key, findings) or False


def check_references(
    items: Iterable[Item], groups: Iterable[Group], records: Mapping[str, Record], findings: Findings
) -> None:
    """Refuse every reference to a name nobody answers and nothing calculates."""
    parts: list[Item | Group] = [*items, *groups]
    silent = {part.name for part in parts if isinstance(part, Group) or part.type is ItemType.NOTE}
    # A row that was refused for another reason has a name all the same.
    known = [name for name in records if name not in silent]
    for part in parts:
        for key in LOGIC:
            expression = getattr(part, key, None)
            if not isinstance(expression, Expression):
                continue
            for name in expression.references:
                if name not in known:
                    place = records[part.name].place(key)
                    findings.refuse_unknown("reference", place, name, known, expression.position(name))


def check_cycles(
    graph: Mapping[str, Sequence[str]], records: Mapping[str, Record], findings: Findings
) -> None:
    """Refuse every ring of items each of which waits for the next."""
    waiting = {name: [other for other in others if other in graph] for name, others in graph.items()}
    while True:
        try:
            TopologicalSorter(waiting).prepare()
        except CycleError as fault:
            ring: list[str] = fault.args[1]
            place = records[ring[0]].place("relevant" if records[ring[0]].get("relevant") else "calculation")
            findings.refuse("cycle", place, ring=" → ".join(ring))
            waiting = {name: others for name, others in waiting.items() if name not in ring}
        else:
            return
