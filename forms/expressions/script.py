"""What the browser gets: the twin of the evaluator, and trees as it takes them."""

from functools import cache
from pathlib import Path
from typing import Any

from forms.expressions.patterns import program_of
from forms.expressions.tree import Expression, Node


def script(expression: Expression) -> list[Any]:
    """The tree as JSON has it; the patterns of regex() are replaced by their programs."""
    return _plain(expression.tree)


def _plain(node: Node) -> list[Any]:
    parts = [_plain(part) if isinstance(part, tuple) else part for part in node]
    if node[:2] == ("call", "regex"):
        parts[3] = ["program", program_of(node[3][1])]
    return parts


@cache
def twin() -> str:
    """The script that defines SurveyExpressions."""
    here = Path(__file__).parent
    return "".join((here / name).read_text("utf-8") for name in ("functions.js", "evaluate.js"))
