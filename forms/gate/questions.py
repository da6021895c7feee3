"""What is wrong with a question by itself: demands nobody can meet, selects without choices."""

from forms.compile.cells import Context
from forms.expressions import value_of
from forms.expressions.tree import Node
from forms.gate.domains import fits
from forms.gate.possible import about, is_pure, references, truth
from forms.instrument import Instrument
from forms.items import Item


def check_questions(instrument: Instrument, context: Context) -> None:
    """Refuse selects without a choice; warn of answers demanded of nobody, and defaults that are refused."""
    for item in instrument.items:
        record = context.records[item.name]
        if item.list_name in instrument.tables and not instrument.choices(item):
            context.findings.refuse("list_empty", record.place("type"), found=f"{item.list_name}.csv")
        if item.required is not False and not item.askable:
            context.findings.warn("required_unasked", record.place("required"))
        if _is_refused(instrument, item):
            context.findings.warn("default_refused", record.place("default"), found=item.default)


def _is_refused(instrument: Instrument, item: Item) -> bool:
    """Whether the default is an answer that the constraint does not let pass."""
    if item.constraint is None or not item.default:
        return False
    rule: Node = about(item.constraint.tree, item.name)
    answer = fits(item, [choice.name for choice in instrument.choices(item)], item.default)
    if answer is None or value_of(answer) == "" or not is_pure(rule) or references(rule) != (item.name,):
        return False
    return not truth(rule, {item.name: answer})
