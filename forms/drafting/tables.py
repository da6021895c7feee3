"""The workbook of a draft: its sheets survey, choices and settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.drafting.answers import Lists
from forms.drafting.names import unlike, words_as_name
from forms.drafting.questions import Row, question_rows, sayings, texts
from forms.drafting.understood import ASKED, Draft, Kind, Line
from forms.workbook import Table
from wording import say

_NAMED = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}
_SURVEY = (
    "type", "name", "label", "hint", "required", "required_message", "constraint", "constraint_message",
    "appearance", "criterion", "severity", "finding", "legal_basis", "source",
)  # fmt: skip
_CHOICES = ("list_name", "name", "label", "score", "satisfied", "missing", "fails")
_SPOKEN = frozenset({"label", "hint", "required_message", "constraint_message"})
_COLUMN = 99  # the depth of a part that a column names: within all others
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class About:
    """What a form is called; for ``staff`` or citizens; whether each choice has a field for notes, photos."""

    id: str
    title: str
    version: str = "1"
    staff: bool = True
    notes: bool = False
    photos: bool = False


def plain_id(title: str) -> str:
    """An id made of a title's first words."""
    name = words_as_name(title)[:30].strip("_")
    return name if _ID.fullmatch(name) else f"form_{name}".strip("_")


def form_tables(draft: Draft, about: About) -> tuple[Table, ...]:
    """The sheets of the form, to be written and compiled like any other."""
    lists = Lists(draft)
    survey = list(_survey(draft, about, lists))
    heads = frozenset(place for place, row in enumerate(survey) if row["type"].startswith(("begin", "end")))
    setting = {
        "form_id": about.id,
        "version": about.version,
        "form_title": about.title,
        "default_language": _NAMED[draft.language],
        f"status::{_NAMED[draft.language]}": say(draft.language, "drafting.status"),
        "audience": "staff" if about.staff else "citizen",
    }
    tables = [_table(draft, "survey", survey, _SURVEY, heads, 2)]
    choices = list(lists.rows())
    if choices:
        tables.append(_table(draft, "choices", choices, _CHOICES, frozenset(), 2))
    tables.append(Table("settings", tuple(setting), (tuple(setting.values()),)))
    return tuple(tables)


def _survey(draft: Draft, about: About, lists: Lists) -> Iterator[Row]:
    """The rows, parts opened and closed around their questions."""
    taken = {line.name.lower() for line in draft.lines}
    whole = about.staff and not any(line.kind is Kind.PART or line.column for line in draft.lines)
    nest = _Nest(draft, about, taken)
    if whole:
        yield from nest.open(1, unlike("part_all", taken), texts(draft, "label", about.title), True)
    for place, line in enumerate(draft.lines):
        if line.kind in (Kind.UNUSED, Kind.HINT, Kind.STEP):
            continue
        if line.kind is Kind.PART:
            yield from nest.enter(line, draft.lines[place + 1 :])
            continue
        if not whole:
            yield from nest.stand(line)
        if line.kind is Kind.NOTE:
            name = unlike(f"note_{line.number}", taken)
            yield {"type": "note", "name": name, **texts(draft, "label", line.text, line.english)}
        else:
            below = _below(line, draft.lines[place + 1 :])
            yield from question_rows(draft, line, below, about, lists, taken)
    yield from nest.close(0)


def _below(line: Line, lines: tuple[Line, ...]) -> list[str]:
    """The texts that are read with a question; steps only where they are not its choices."""
    read = {Kind.HINT} if line.stepped and line.kind is Kind.OPTIONS else {Kind.HINT, Kind.STEP}
    found = []
    for each in lines:
        if each.kind in read:
            found.append(each.text)
        elif each.kind not in (Kind.UNUSED, Kind.STEP):
            break
    return found


class _Nest:
    """The parts that are open: (depth, whether it is one screen, the column's part or '')."""

    def __init__(self, draft: Draft, about: About, taken: set[str]) -> None:
        self._draft, self._staff, self._taken = draft, about.staff, taken
        self._open: list[tuple[int, bool, str]] = []

    def enter(self, line: Line, below: tuple[Line, ...]) -> Iterator[Row]:
        """The rows that open a part, and the notes that stand beside its heading."""
        yield from self.close(line.depth)
        after = next((later for later in below if later.kind in ASKED | {Kind.PART}), None)
        screen = after is not None and after.kind in ASKED and not after.column
        title = f"{line.code}. {line.text}" if line.code and line.style != "bullet" else line.text
        label = texts(self._draft, "label", title, line.english)
        yield from self.open(line.depth, line.name, label, screen)
        said = [*sayings(self._draft, line), *([line.source] if line.source else [])]
        if said:
            name = unlike(f"{line.name}_about", self._taken)
            shown = "\n".join(said)
            yield {"type": "note", "name": name, **texts(self._draft, "label", shown)}

    def stand(self, line: Line) -> Iterator[Row]:
        """The rows before a question or note: deeper parts closed, the part its column names opened."""
        last = self._open[-1][2] if self._open else ""
        if last and (line.anew or (line.kind in ASKED and line.column != last)):
            yield from self._end()
            last = ""
        while self._open and not last and self._open[-1][0] > line.depth:
            yield from self._end()
        if line.kind in ASKED and line.column and line.column != last:
            name = unlike(f"part_{words_as_name(line.column)}", self._taken)
            yield from self.open(_COLUMN, name, texts(self._draft, "label", line.column), True, line.column)

    def open(self, depth: int, name: str, label: Row, screen: bool, column: str = "") -> Iterator[Row]:
        """The row that opens a part; one screen of it where staff fill it in and none is around."""
        shown = self._staff and screen and not any(one for _, one, _ in self._open)
        self._open.append((depth, shown, column))
        yield {"type": "begin_group", "name": name, **label, "appearance": "field-list" if shown else ""}

    def close(self, depth: int) -> Iterator[Row]:
        """The rows that end all parts as deep as ``depth``, or deeper."""
        while self._open and self._open[-1][0] >= depth:
            yield from self._end()

    def _end(self) -> Iterator[Row]:
        self._open.pop()
        yield {"type": "end_group"}


def _table(
    draft: Draft, name: str, rows: list[Row], keys: tuple[str, ...], strong: frozenset[int], fast: int
) -> Table:
    """The sheet with the columns that say something, and those it must have."""
    tags = [draft.language, *(["en"] if draft.bilingual else [])]
    heading = []
    for key in keys:
        titles = [f"{key}::{_NAMED[tag]}" for tag in tags] if key in _SPOKEN else [key]
        needed = key in ("type", "name", "list_name", "label")
        heading += [title for title in titles if needed or any(row.get(title) for row in rows)]
    cells = tuple(tuple(row.get(title, "") for title in heading) for row in rows)
    return Table(name, tuple(heading), cells, strong=strong, fast=fast)
