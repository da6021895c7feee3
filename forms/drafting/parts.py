"""How parts lie within each other, and which numbered rows are parts because others count below them."""

from collections.abc import Sequence
from dataclasses import replace

from forms.drafting.understood import ASKED, Kind, Line

_DEEPEST = 6
_NEVER = frozenset({"", "bullet", "code"})
_FIRST = frozenset({"1", "01", "a", "A"})


def with_parts(lines: Sequence[Line]) -> list[Line]:
    """The lines with their depths; a part without a question is a note."""
    stack: list[str] = []
    found = []
    for line in _heads(lines):
        if line.anew:
            stack.clear()
        if line.kind in ASKED | {Kind.PART} and line.style in stack:
            # What is counted as a part is counted stands beside it, not in it.
            del stack[stack.index(line.style) :]
        if line.kind is Kind.PART and len(stack) < _DEEPEST:
            stack.append(line.style)
        found.append(replace(line, depth=len(stack)))
    return [_settled(line, found[place + 1 :]) for place, line in enumerate(found)]


def _settled(line: Line, below: Sequence[Line]) -> Line:
    if line.kind is not Kind.PART:
        return line
    for later in below:
        if later.kind in ASKED:
            return line if later.depth >= line.depth else replace(line, kind=Kind.NOTE)
        if later.kind is Kind.PART and later.depth <= line.depth:
            break
    return replace(line, kind=Kind.NOTE)


def _heads(lines: Sequence[Line]) -> list[Line]:
    """Rows that only open what follows: '2' before '2.1', 'a) ...:' before dashes, words before a new 1."""
    found = []
    after: Line | None = None  # the row below that is a question or part
    for line in reversed(lines):
        if line.kind in ASKED and after is not None and after.kind is not Kind.NOTE and _opens(line, after):
            doubts = line.doubts if line.style else (*line.doubts, "opens")
            line = replace(line, kind=Kind.PART, style=line.style or "bare", doubts=doubts)
        if line.kind is not Kind.UNUSED:
            after = line if not line.anew else None
        found.append(line)
    return found[::-1]


def _opens(line: Line, after: Line) -> bool:
    if not line.style:
        return after.code.rpartition(".")[2] in _FIRST and after.kind in ASKED
    if line.style in _NEVER:
        return False
    if line.style.startswith("figures") and after.style.startswith("figures"):
        return after.code.startswith(f"{line.code}.")
    return (
        line.text.rstrip().endswith(":") and after.style in ("bullet", "small") and line.style != after.style
    )
