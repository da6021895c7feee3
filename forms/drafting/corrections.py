"""What a person says of a row instead of what it was taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.compile.cells import RESERVED
from forms.drafting.guesses import answers_in
from forms.drafting.names import PLAIN_NAME, unlike, words_as_name
from forms.drafting.steps import settled_steps
from forms.drafting.understood import ASKED, Answer, Draft, Kind, Line

_OWN = frozenset({Kind.OPTIONS, Kind.SEVERAL})  # kinds with choices of a row's own


@dataclass(frozen=True, slots=True)
class Correction:
    """Another kind, name and choices as typed ('A / B'); without one, what was recognised stands."""

    kind: Kind | None = None
    name: str = ""
    options: str = ""


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
    return replace(draft, lines=settled_steps(settled))


def kinds_of(draft: Draft, line: Line) -> tuple[Kind, ...]:
    """What a line can be made: one of the columns' choices only where columns are choices."""
    shut = set() if column_answers(draft, line) else {Kind.COLUMNS}
    return tuple(kind for kind in Kind if kind not in shut)


def options_said(draft: Draft, line: Line) -> str:
    """The choices of a line's own as a person types them ('A / B'); '' for a line that has none."""
    if line.kind not in _OWN:
        return ""
    words = [answer.label.get("") or answer.label.get(draft.language, "") for answer in line.answers]
    return ("; " if any("/" in word for word in words) else " / ").join(words)


def column_answers(draft: Draft, line: Line) -> tuple[Answer, ...]:
    """The choices that head columns of the table a line stands in."""
    if line.kind is Kind.COLUMNS and line.answers:
        return line.answers
    like = next((each.answers for each in draft.lines if each.kind is Kind.COLUMNS and each.answers), ())
    return like or tuple(column.answer for column in draft.columns if column.answer)


def faulty_rows(draft: Draft) -> Mapping[int, str]:
    """What is wrong with lines, by key: 'name_plain', 'name_twice', or 'options_few' for lack of choices."""
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
        elif line.kind in _OWN and not line.answers:
            wrong[line.key] = "options_few"
        taken.add(name)
    return wrong


def _corrected(draft: Draft, line: Line, said: Correction | None) -> Line:
    if said is None:
        return line
    line = replace(line, name=said.name.strip() or line.name)
    kind = said.kind if said.kind in kinds_of(draft, line) else None
    if kind is not None and kind is not line.kind:
        depth = max(1, line.depth) if kind is Kind.PART else line.depth
        line = replace(
            line, kind=kind, depth=depth, more=(), why="", doubts=(), answers=_answers(draft, line, kind)
        )
    if line.kind in _OWN and said.options:
        line = replace(line, answers=_typed(said.options), stepped=False, doubts=())
    return line


def _answers(draft: Draft, line: Line, kind: Kind) -> tuple[Answer, ...]:
    """The choices a line has as another kind: those of the columns are none of its own."""
    if kind is Kind.COLUMNS:
        return column_answers(draft, line)
    return () if line.kind is Kind.COLUMNS else line.answers


def _typed(words: str) -> tuple[Answer, ...]:
    """The choices in 'A / B / C', or in 'A; B/C' where one has a stroke."""
    between = next((mark for mark in ("\n", ";") if mark in words), "/")
    return answers_in(words.replace("|", between), between)
