"""The expression language of relevant, constraint, calculation and the like: a subset of ODK's.

`parse` reads a cell into an `Expression`, whose tree is plain nested tuples (JSON arrays); `evaluator` makes
a function of it, and `script` what the browser's twin makes the same function of. `setting_of`
says what an expression knows of its form.
"""

from forms.expressions.evaluate import evaluator
from forms.expressions.grammar import parse
from forms.expressions.scope import Evaluator, Scope
from forms.expressions.script import script
from forms.expressions.setting import Row, Setting, setting_of
from forms.expressions.tree import Expression, walk
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
    "script",
    "setting_of",
    "text",
    "value_of",
    "walk",
]
