"""The tree of an expression as the browser's twin (functions.js, evaluate.js) takes it."""

from typing import Any

from forms.expressions.patterns import program_of
from forms.expressions.tree import Expression, Node


def script(expression: Expression) -> list[Any]:
    """The tree as JSON has it; the patterns of regex() are replaced by their programs.

    Raises ExpressionFault for a pattern of an older form that only the server can follow.
    """
    return _plain(expression.tree)


def _plain(node: Node) -> list[Any]:
    parts = [_plain(part) if isinstance(part, tuple) else part for part in node]
    if node[:2] == ("call", "regex"):
        parts[3] = ["program", program_of(node[3][1])]
    return parts
