"""What a person says of a row instead of what it was taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.compile.cells import RESERVED
from forms.drafting.names import PLAIN_NAME, unlike, words_as_name
from forms.drafting.understood import ASKED, Answer, Draft, Kind, Line


@dataclass(frozen=True, slots=True)
class Correction:
    """Another kind, and another name as it was typed; without, what was recognised stands."""

    kind: Kind | None = None
    name: str = ""


def corrected(draft: Draft, corrections: Mapping[int, Correction]) -> Draft:
    """The draft with what was said of its lines, by key; what a row cannot be is not taken."""
    lines = [_corrected(draft, line, corrections.get(line.key)) for line in draft.lines]
    taken = {line.name.lower() for line in lines} | RESERVED
    settled = []
    for line in lines:
        if not line.name and line.kind in ASKED | {Kind.PART}:
            proposed = (
                f"part_{words_as_name(line.text)}" if line.kind is Kind.PART else words_as_name(line.text)
            )
            line = replace(line, name=unlike(proposed or f"q{line.key}", taken))
        settled.append(line)
    return replace(draft, lines=tuple(settled))


def kinds_of(draft: Draft, line: Line) -> tuple[Kind, ...]:
    """What a line can be made: choices only where there are some to choose from."""
    headed = bool(column_answers(draft, line))
    offered = bool(line.answers) and line.answers != column_answers(draft, line)
    shut = set() if headed else {Kind.COLUMNS}
    shut |= set() if offered or line.kind in (Kind.OPTIONS, Kind.SEVERAL) else {Kind.OPTIONS, Kind.SEVERAL}
    return tuple(kind for kind in Kind if kind not in shut)


def column_answers(draft: Draft, line: Line) -> tuple[Answer, ...]:
    """The choices that head columns of the table a line stands in."""
    if line.kind is Kind.COLUMNS and line.answers:
        return line.answers
    like = next((each.answers for each in draft.lines if each.kind is Kind.COLUMNS and each.answers), ())
    return like or tuple(column.answer for column in draft.columns if column.answer)


def faulty_names(draft: Draft) -> Mapping[int, str]:
    """What is wrong with names, by a line's key: 'name_plain' or 'name_twice'."""
    taken: set[str] = set()
    wrong = {}
    for line in draft.lines:
        if line.kind not in ASKED | {Kind.PART}:
            continue
        name = line.name.lower()
        if not PLAIN_NAME.fullmatch(line.name) or name in RESERVED:
            wrong[line.key] = "name_plain"
        elif name in taken:
            wrong[line.key] = "name_twice"
        taken.add(name)
    return wrong


def _corrected(draft: Draft, line: Line, said: Correction | None) -> Line:
    if said is None:
        return line
    line = replace(line, name=said.name.strip() or line.name)
    if said.kind is None or said.kind is line.kind or said.kind not in kinds_of(draft, line):
        return line
    answers = column_answers(draft, line) if said.kind is Kind.COLUMNS else line.answers
    depth = max(1, line.depth) if said.kind is Kind.PART else line.depth
    return replace(line, kind=said.kind, answers=answers, depth=depth, more=(), why="")
