"""The expression language of relevant, constraint, calculation and required: a subset of ODK's.

`parse` reads a cell into an `Expression`, whose tree is plain nested tuples (JSON arrays), so that the same
tree can be evaluated elsewhere; `evaluator` makes a function of it.
"""

from forms.expressions.evaluate import Evaluator, Scope, evaluator
from forms.expressions.grammar import Expression, parse
from forms.expressions.setting import Row, Setting, setting_of
from forms.expressions.values import Answer, Value, boolean, number, text, value_of

__all__ = [
    "Answer",
    "Evaluator",
    "Expression",
    "Row",
    "Scope",
    "Setting",
    "Value",
    "boolean",
    "evaluator",
    "number",
    "parse",
    "setting_of",
    "text",
    "value_of",
]
