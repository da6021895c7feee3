"""The grammar: from a cell's text to a tree of nested tuples, with the place of every fault.

    or       = and ("or" and)*
    and      = equality ("and" equality)*
    equality = order (("=" | "!=") order)*
    order    = sum (("<" | "<=" | ">" | ">=") sum)*
    sum      = product (("+" | "-") product)*
    product  = unary (("*" | "div" | "mod") unary)*
    unary    = "-" unary | primary
    primary  = number | text | "${" name "}" | "." | function "(" [or ("," or)*] ")" | "(" or ")"

Nodes: ("num", 1.5) · ("str", "x") · ("ref", "name") · ("self",) · ("neg", a) · (operator, a, b) ·
("call", function, a, ...).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

from forms.errors import ExpressionFault
from forms.expressions.functions import check_call

Node = tuple[Any, ...]
LONGEST = 4000
DEEPEST = 100
LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
OPERATORS = frozenset[str]().union(*LEVELS)
_TOKEN = re.compile(
    r"""\s+
    | (?P<num>\d+(?:\.\d*)?|\.\d+)
    | (?P<str>"[^"]*"|'[^']*')
    | \$\{\s*(?P<ref>[^\s{}]+)\s*\}
    | (?P<name>[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?)
    | (?P<mark><=|>=|!=|[=<>+*(),-])
    | (?P<self>\.)(?!\.)""",
    re.VERBOSE,
)
# A word processor or a telephone keyboard turns quotes round; nobody means the round ones here.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Expression:
    """A cell's text and its tree."""

    source: str
    tree: Node

    @property
    def references(self) -> tuple[str, ...]:
        """The names it refers to by ${name}, each once, in order."""
        return tuple(dict.fromkeys(node[1] for node in walk(self.tree) if node[0] == "ref"))

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists and tables it looks things up in, each once, in order."""
        return ()

    def position(self, name: str) -> int:
        """Where ${name} first stands, counted from 1."""
        found = re.search(r"\$\{\s*" + re.escape(name) + r"\s*\}", self.source)
        return found.start() + 1 if found else 1


def parse(source: str, *, columns: bool = False) -> Expression:
    """The expression of `source`; with `columns`, bare names are columns of a row.

    Raises ExpressionFault with the position of the first fault."""
    if len(source) > LONGEST:
        raise ExpressionFault("expression_too_long", LONGEST, most=LONGEST)
    parser = _Parser(source.translate(_STRAIGHT))
    tree = parser.read(0)
    parser.expect_end()
    return Expression(source, tree)


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, the root first."""
    yield node
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from walk(part)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def _tokens(source: str) -> Iterator[_Token]:
    place = 0
    while place < len(source):
        found = _TOKEN.match(source, place)
        if found is None:
            code = "expression_path" if source[place] in "/@[." else "expression_syntax"
            raise ExpressionFault(code, place + 1, found=source[place : place + 12])
        if found.lastgroup:
            yield _Token(found.lastgroup, found[found.lastgroup], place + 1)
        place = found.end()
    yield _Token("end", "", len(source) + 1)


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _fault(self, token: _Token) -> ExpressionFault:
        if token.kind == "end":
            return ExpressionFault("expression_ends", token.position)
        return ExpressionFault("expression_syntax", token.position, found=token.text)

    def _expect(self, mark: str) -> None:
        if self._token.text != mark or self._token.kind != "mark":
            raise self._fault(self._token)
        self._take()

    def expect_end(self) -> None:
        if self._token.kind != "end":
            raise self._fault(self._token)

    def read(self, level: int) -> Node:
        """An operand of the operators at `level` and above, folded from the left."""
        if level == len(LEVELS):
            return self._unary()
        before = self._depth
        left = self.read(level + 1)
        while self._token.kind in ("mark", "name") and self._token.text in LEVELS[level]:
            operator = self._take()
            self._descend(operator)
            left = (operator.text, left, self.read(level + 1))
        self._depth = before
        return left

    def _descend(self, token: _Token) -> None:
        # A chain is a tree as deep as it is long: counted alike, so that no walk over it can overflow.
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionFault("expression_too_deep", token.position, most=DEEPEST)

    def _unary(self) -> Node:
        if self._token.text != "-" or self._token.kind != "mark":
            return self._primary()
        self._descend(self._take())
        operand = self._unary()
        self._depth -= 1
        return ("neg", operand)

    def _primary(self) -> Node:
        token = self._take()
        match token.kind:
            case "num" if isfinite(float(token.text)):
                return ("num", float(token.text))
            case "str":
                return ("str", token.text[1:-1])
            case "ref":
                return ("ref", token.text)
            case "self":
                return ("self",)
            case "name" if self._token.text == "(":
                return self._call(token)
            case "mark" if token.text == "(":
                self._descend(token)
                inner = self.read(0)
                self._expect(")")
                self._depth -= 1
                return inner
            case "name" if token.text not in OPERATORS:
                raise ExpressionFault("expression_path", token.position, found=token.text)
        raise self._fault(token)

    def _call(self, name: _Token) -> Node:
        self._descend(name)
        self._expect("(")
        arguments: list[Node] = []
        while self._token.text != ")" or self._token.kind != "mark":
            if arguments:
                self._expect(",")
            arguments.append(self.read(0))
        self._expect(")")
        self._depth -= 1
        check_call(name.text, arguments, name.position)
        return ("call", name.text, *arguments)
