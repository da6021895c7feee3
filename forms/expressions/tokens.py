"""A cell's text as tokens, with the place of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.errors import ExpressionFault

_TOKEN = re.compile(
    r"""\s+
    | (?P<num>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<str>"[^"]*"|'[^']*')
    | \$\{\s*(?P<ref>[^\s{}]+)\s*\}
    | (?P<name>[^\W\d][\w-]*(?::[^\W\d][\w-]*|(?:\.[\w-]+)+)?)
    | (?P<slip>==|=[<>]|<>|&&?|\|\||!(?!=)|[≤≥≠×÷^])
    | (?P<mark><=|>=|!=|\.\.|[=<>+*(),/\[\]-])
    | (?P<self>\.)""",
    re.VERBOSE,
)

# What other languages and spreadsheets write, and what means the same here.
SLIPS = {
    "==": "=", "=<": "<=", "=>": ">=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "div",
    "^": "pow(…, …)", "!": "not(…)", "&": "concat(…, …)", "&&": "and", "||": "or",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is num, str, ref, name, mark, self or end; `position` counts from 1."""

    kind: str
    text: str
    position: int

    def marks(self, mark: str) -> bool:
        """Whether it is this mark."""
        return self.kind == "mark" and self.text == mark


def tokens_of(source: str) -> Iterator[Token]:
    """The tokens of `source`, and one that says where it ends. Raises ExpressionFault."""
    place = 0
    while place < len(source):
        found = _TOKEN.match(source, place)
        if found is None:
            code = "expression_path" if source[place] == "@" else "expression_syntax"
            raise ExpressionFault(code, place + 1, found=source[place : place + 12])
        if found.lastgroup == "slip":
            raise ExpressionFault("expression_slip", place + 1, found=found[0], instead=SLIPS[found[0]])
        if found.lastgroup:
            yield Token(found.lastgroup, found[found.lastgroup], place + 1)
        place = found.end()
    yield Token("end", "", len(source) + 1)
