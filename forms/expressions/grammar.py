"""The grammar: from a cell's text to a tree of nested tuples, with the place of every fault.

    or       = and ("or" and)*
    and      = equality ("and" equality)*
    equality = order (("=" | "!=") order)*
    order    = sum (("<" | "<=" | ">" | ">=") sum)*
    sum      = product (("+" | "-") product)*
    product  = unary (("*" | "div" | "mod") unary)*
    unary    = "-" unary | primary
    primary  = number | text | reference | "." | "current()/." | "position(..)" | rows
             | function "(" [or ("," or)*] ")" | "(" or ")" | column
    reference = "${" name "}" [filter* "/" name | filter+]     of a repeat: its occurrences
    rows     = "instance(" text ")/root/item" filter* ["/" name]
    filter   = "[" or "]"
    column   = ["./"] name | "position()"                      only where rows are asked about

Nodes: ("num", 1.5) · ("str", "x") · ("ref", "name") · ("self",) · ("neg", a) · (operator, a, b) ·
("call", function, a, ...) · ("at",) the occurrence · ("row",) the row's place · ("column", "name") ·
("rows", list, column, filter, ...) · ("occurrences", repeat, item, filter, ...).
"""

from math import isfinite

from forms.errors import ExpressionFault
from forms.expressions.arguments import Argument, call_of
from forms.expressions.tokens import Token, tokens_of
from forms.expressions.tree import Expression, Node, column_sought, walk

LONGEST = 4000
DEEPEST = 100
DEEPEST_FILTER = 2  # rows are gone through once for each row of those around them
__all__ = ["Expression", "Node", "parse", "walk"]
LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_LEVEL = {operator: level for level, operators in enumerate(LEVELS) for operator in operators}
OPERATORS = frozenset(_LEVEL)
# A word processor or a telephone keyboard turns quotes round; nobody means the round ones here.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


def parse(source: str, *, columns: bool = False) -> Expression:
    """The expression of `source`; with `columns`, bare names are columns of the row it is asked about.

    Raises ExpressionFault with the position of the first fault.
    """
    if len(source) > LONGEST:
        raise ExpressionFault("expression_too_long", LONGEST, most=LONGEST)
    parser = _Parser(source.translate(_STRAIGHT), columns)
    tree = parser.read(0)
    parser.expect_end()
    return Expression(source, tree)


class _Parser:
    def __init__(self, source: str, columns: bool) -> None:
        self._tokens = list(tokens_of(source))
        self._next = 0
        self._depth = 0
        self._in_rows = columns
        self._filtering = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += token.kind != "end"
        return token

    def _accept(self, mark: str) -> bool:
        found = self._token.marks(mark)
        self._next += found
        return found

    def _fault(self, token: Token) -> ExpressionFault:
        if token.kind == "end":
            return ExpressionFault("expression_ends", token.position)
        if token.kind == "name" and token.text.lower() in OPERATORS - {token.text}:
            instead = token.text.lower()
            return ExpressionFault("expression_slip", token.position, found=token.text, instead=instead)
        return ExpressionFault("expression_syntax", token.position, found=token.text)

    def _expect(self, *marks: str) -> None:
        for mark in marks:
            if not self._accept(mark):
                raise self._fault(self._token)

    def _expect_name(self, *names: str) -> str:
        token = self._take()
        if token.kind != "name" or (names and token.text not in names):
            raise self._fault(token)
        return token.text

    def expect_end(self) -> None:
        if self._token.kind != "end":
            raise self._fault(self._token)

    def read(self, level: int) -> Node:
        """An operand of the operators at `level` and above, folded from the left."""
        before = self._depth
        left = self._unary()
        while (above := self._level()) >= level:
            operator = self._take()
            self._descend(operator)
            left = (operator.text, left, self.read(above + 1))
        self._depth = before
        return left

    def _level(self) -> int:
        """Which of LEVELS the next token is an operator of, -1 for none."""
        token = self._token
        return _LEVEL.get(token.text, -1) if token.kind in ("mark", "name") else -1

    def _descend(self, token: Token) -> None:
        # A chain is a tree as deep as it is long: counted alike, so that no walk over it can overflow.
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionFault("expression_too_deep", token.position, most=DEEPEST)

    def _unary(self) -> Node:
        if not self._token.marks("-"):
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
                return self._reference(token)
            case "self":
                return self._self(token)
            case "name" if self._token.marks("("):
                return self._call(token)
            case "mark" if token.text == "(":
                self._descend(token)
                inner = self.read(0)
                self._expect(")")
                self._depth -= 1
                return inner
            case "mark" if token.text in ("/", ".."):
                raise self._path(token)
            case "name" if token.text not in OPERATORS:
                if self._in_rows and not self._token.marks("/"):
                    return ("column", token.text)
                raise self._path(token)
        raise self._fault(token)

    def _path(self, first: Token) -> ExpressionFault:
        """The fault of a path through the form, with the name that would do instead."""
        written, last = first.text, ""
        while self._token.kind in ("name", "self") or self._token.text in ("/", ".."):
            token = self._take()
            written += token.text
            last = token.text if token.kind == "name" else last
        if written == first.text or not last:
            return ExpressionFault("expression_path", first.position, found=written)
        return ExpressionFault("expression_relative", first.position, found=written, name=last)

    def _reference(self, token: Token) -> Node:
        if token.text.startswith("last-saved#"):
            raise ExpressionFault("expression_refused_last", token.position, found=token.text)
        filters = self._filters()
        if self._accept("/"):
            return ("occurrences", token.text, self._expect_name(), *filters)
        return ("occurrences", token.text, "", *filters) if filters else ("ref", token.text)

    def _self(self, token: Token) -> Node:
        if not self._in_rows:
            return ("self",)
        if self._accept("/"):
            return ("column", self._expect_name())
        raise ExpressionFault("expression_self_in_rows", token.position)

    def _filters(self) -> list[Node]:
        found: list[Node] = []
        while self._token.marks("["):
            self._descend(self._token)
            self._filtering += 1
            if self._filtering > DEEPEST_FILTER:
                raise ExpressionFault("expression_too_deep", self._token.position, most=DEEPEST_FILTER)
            self._take()
            outside, self._in_rows = self._in_rows, True
            found.append(self.read(0))
            self._in_rows = outside
            self._filtering -= 1
            self._expect("]")
            self._depth -= 1
        return found

    def _call(self, name: Token) -> Node:
        self._descend(name)
        self._expect("(")
        node = self._special(name) or call_of(name.text, self._arguments(), name.position)
        self._depth -= 1
        return node

    def _arguments(self) -> list[Argument]:
        arguments: list[Argument] = []
        while not self._accept(")"):
            if arguments:
                self._expect(",")
            position = self._token.position
            arguments.append((self.read(0), position))
        return arguments

    def _special(self, name: Token) -> Node | None:
        """What looks like a function but is a path."""
        match name.text:
            case "instance":
                return self._rows(name)
            case "current":
                self._expect(")", "/")
                if self._token.kind == "self":
                    self._take()
                    return ("self",)
                raise self._path(Token("mark", "current()/", name.position))
            case "position":
                return self._position(name)
        return None

    def _rows(self, name: Token) -> Node:
        if self._token.kind != "str":
            raise self._fault(self._token)
        source = self._take().text[1:-1]
        self._expect(")", "/")
        self._expect_name("root")
        self._expect("/")
        self._expect_name("item")
        filters = self._filters()
        node = ("rows", source, self._expect_name() if self._accept("/") else "", *filters)
        if self._in_rows and column_sought(node) is None:
            raise ExpressionFault("expression_rows_in_rows", name.position, found=source)
        return node

    def _position(self, name: Token) -> Node:
        if self._in_rows and self._accept(")"):
            return ("row",)
        through = self._token.text == "current"
        if through:
            self._take()
            self._expect("(", ")", "/")
        if not self._accept("..") or not self._accept(")"):
            raise ExpressionFault("expression_position", name.position)
        if self._in_rows and not through:
            raise ExpressionFault("expression_position_in_rows", name.position)
        return ("at",)
