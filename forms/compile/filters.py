"""The choice_filter column: which choices of a select are offered."""

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.logic import read_expression
from forms.compile.types import Kind
from forms.expressions import Expression


def read_filter(record: Record, kind: Kind, context: Context) -> Expression | None:
    """The condition under which a choice is offered; its bare names are columns of the choices."""
    if not record.get("choice_filter"):
        return None
    place = record.place("choice_filter")
    if kind.list_name is None:
        context.findings.refuse("filter_misplaced", place, found=kind.type.value)
        return None
    if kind.other:
        context.findings.refuse("filter_other", place)
    return read_expression(record, "choice_filter", context.findings, columns=True)
