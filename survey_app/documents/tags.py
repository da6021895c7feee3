"""The tags in a template, held against those there are."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from jinja2 import nodes

from survey_app.documents.sandbox import FILTERS
from survey_app.errors import Problem

# What Jinja offers and a document does not need; each could reach beyond the values or run on and on.
_REFUSED: Final = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Macro,
    nodes.CallBlock,
    nodes.Call,
    nodes.Pow,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.With,
)
_NO_SUMS: Final = (nodes.And, nodes.Or, nodes.Pow)
_NO_NUMBERS: Final = (str, list, Mapping)
_ANYTHING: Final = object()  # what a calculation comes to
_UNKNOWN: Final = object()  # what a tag that was complained of already stands for
Scope = Mapping[str, Any]


class Reader:
    """Walks one part of a template; ``named`` collects the tags it uses."""

    def __init__(self, values: Scope, lines: Sequence[str]) -> None:
        self._values, self._lines = values, lines
        self.named: set[str] = set()
        self.problems: list[Problem] = []

    def read(self, tree: nodes.Template) -> None:
        """Look at every tag of ``tree``."""
        self._walk(tree.body, self._values)

    def line(self, number: int) -> str:
        """The words of a line of the template."""
        text = self._lines[number - 1] if 0 < number <= len(self._lines) else ""
        return " ".join(text.split())[:200]

    def _walk(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        for node in body:
            if isinstance(node, _REFUSED) or _reaches_inside(node):
                self.problems.append(Problem("template_not_allowed", values={"line": self.line(node.lineno)}))
            elif isinstance(node, nodes.For):
                self._loop(node, scope)
            elif isinstance(node, nodes.Expr):
                self._value(node, scope)
            else:
                self._walk(list(node.iter_child_nodes()), scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        listed = self._value(node.iter, scope)
        nested = "loop" in scope and any(listed is value for value in self._values.values())
        # A list within itself, or letter by letter, would make a document without end.
        if nested or not (isinstance(listed, list) or listed is _UNKNOWN):
            self.problems.append(Problem("template_loop", values={"line": self.line(node.lineno)}))
        element = listed[0] if isinstance(listed, list) and listed else _UNKNOWN
        inside = {**scope, "loop": _ANYTHING}
        if isinstance(node.target, nodes.Name):
            inside[node.target.name] = element
        else:
            inside.update({name.name: _UNKNOWN for name in node.target.find_all(nodes.Name)})
        for test in [node.test] if node.test else []:
            self._value(test, inside)
        self._walk(node.body, inside)
        self._walk(node.else_, scope)

    def _value(self, node: nodes.Node, scope: Scope) -> Any:
        """What ``node`` stands for, by the sample values."""
        if isinstance(node, nodes.Name):
            return self._name(node.name, scope, node.lineno)
        if isinstance(node, nodes.Getattr) and not _reaches_inside(node):
            return self._inside(self._value(node.node, scope), node.attr, node)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._inside(self._value(node.node, scope), node.arg.value, node)
        if isinstance(node, nodes.BinExpr) and not isinstance(node, _NO_SUMS):
            return self._sum(node, scope)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            values = {"filter": node.name[:50], "line": self.line(node.lineno)}
            self.problems.append(Problem("template_unknown_filter", values=values))
        refused = isinstance(node, _REFUSED) or _reaches_inside(node)
        self._walk([node] if refused else list(node.iter_child_nodes()), scope)
        return _ANYTHING

    def _sum(self, node: nodes.BinExpr, scope: Scope) -> Any:
        """What a calculation comes to: of whole numbers alone, as a text many times over fills the memory."""
        sides = (node.left, node.right)
        written = any(isinstance(one, nodes.Const) and not isinstance(one.value, int) for one in sides)
        values = [self._value(one, scope) for one in sides]
        if written or any(isinstance(one, _NO_NUMBERS) for one in values):
            self.problems.append(Problem("template_computes", values={"line": self.line(node.lineno)}))
        return _ANYTHING

    def _name(self, name: str, scope: Scope, line: int) -> Any:
        if name in self._values:
            self.named.add(name)
        if name in scope:
            return scope[name]
        self._unknown(name, name, scope, line)
        return _UNKNOWN

    def _inside(self, whole: Any, name: Any, node: nodes.Expr) -> Any:
        if isinstance(whole, list) and isinstance(name, int):
            return whole[0] if whole else _UNKNOWN
        if isinstance(whole, Mapping) and name in whole:
            return whole[name]
        if whole is not _ANYTHING and whole is not _UNKNOWN:
            known = whole if isinstance(whole, Mapping) else {}
            self._unknown(_written(node), str(name), known, node.lineno)
        return whole if whole is _ANYTHING else _UNKNOWN

    def _unknown(self, written: str, name: str, known: Scope, line: int) -> None:
        near = get_close_matches(name, list(known), n=1, cutoff=0.5)
        values = {"tag": written[:100], "line": self.line(line)}
        if near:
            stem = written.removesuffix(name)
            self.problems.append(
                Problem("template_unknown_tag_near", values={**values, "near": stem + near[0]})
            )
        else:
            self.problems.append(Problem("template_unknown_tag", values=values))


def _reaches_inside(node: nodes.Node) -> bool:
    """Whether ``node`` asks for what Python keeps under a name with underscores."""
    name = node.attr if isinstance(node, nodes.Getattr) else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = node.arg.value
    return isinstance(name, str) and name.startswith("_")


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return f"{_written(node.node)}.{node.arg.value}" if isinstance(node, nodes.Getitem) else "…"  # type: ignore[attr-defined]


def without_repeats(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Each problem once: a tag is often used in many places."""
    seen: set[str] = set()
    for problem in problems:
        key = f"{problem.code} {problem.values.get('tag') or sorted(problem.values.items())}"
        if key not in seen:
            seen.add(key)
            yield problem
