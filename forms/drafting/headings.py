"""Where a table's heading stands, and what each column below it is for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from forms.drafting.guesses import number_in
from forms.drafting.source import Block, Entry
from forms.drafting.understood import Answer, Column, Use
from forms.drafting.vocabulary import IDLE, UNKNOWN, answer_of, figure_of, is_grade, is_judging, plain, use_of
from wording import fold

_LOOKED_AT = 25  # rows in which a heading is looked for
_MOST_ROWS = 3  # of a heading
_COUNTING = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐa-zđ])\s*\)?([=+\-x:/*()\s\d]*)")
_SHORT = 40  # letters of a heading that can be a choice


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows of a heading from ``first`` up to, not with, ``end``, and the columns."""

    first: int
    end: int
    columns: tuple[Column, ...]


def find_heading(block: Block, number: int) -> Heading | None:
    """The heading of ``block``, the ``number``th of all; None for a table that has none to be recognised."""
    best, found = 1, None
    for place, entry in enumerate(block.entries[:_LOOKED_AT]):
        worth = 0 if entry.beside or entry.wide else _worth(entry)
        if worth > best:
            best, found = worth, place
    if found is None:
        return None
    end = found + 1
    while end < min(len(block.entries), found + _MOST_ROWS) and _continues(block.entries[end]):
        end += 1
    titles = _joined(block.entries[found:end])
    below = [entry for entry in block.entries[end:] if not entry.beside]
    return Heading(found, end, _columns(titles, below, number))


def changed_uses(columns: Sequence[Column], uses: Mapping[str, Use]) -> tuple[Column, ...]:
    """The columns with the uses a person chose, by key."""
    found = []
    for column in columns:
        use = uses.get(column.key, column.use)
        answer = column.answer
        if use is Use.CHOICE and answer is None:
            answer = _free_answer(column.title or column.key, column.place)
        found.append(replace(column, use=use, answer=answer if use is Use.CHOICE else None))
    return tuple(found)


def counts_columns(entry: Entry) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    cells = [cell for cell in entry.cells if cell]
    return len(cells) >= 3 and all(_COUNTING.fullmatch(cell) for cell in cells)


def _worth(entry: Entry) -> int:
    """How much a row looks like a heading: its known words, twice where they can only head a column."""
    known = [cell for cell in entry.cells if cell and len(cell) <= 80]
    uses = {use for cell in known if (use := use_of(cell)) is not None}
    if len(known) < 2 or not uses & {Use.TEXT, Use.NUMBER, Use.PART}:
        return 0
    return len(uses) + sum(_choice(cell) is not None for cell in known)


def _choice(title: str) -> Answer | None:
    last = title.rpartition("\n")[2]
    answer = answer_of(last) if len(last) <= _SHORT else None
    figure = figure_of(last)
    if answer is None and figure is not None and figure <= 10:
        return Answer(str(figure), {"": last}, figure)
    return answer or (_free_answer(last, 0) if is_grade(last) else None)


def _continues(entry: Entry) -> bool:
    """Whether a row below a heading is a part of it: it has no number and only words that head columns."""
    cells = [cell for cell in entry.cells if cell]
    if not cells or entry.wide or entry.beside or counts_columns(entry):
        return False
    first = entry.cells[0]
    if first and use_of(first) is None:
        return False
    known = all(_choice(cell) or use_of(cell) or is_judging(cell) for cell in cells)
    return known and all(len(cell) <= 60 for cell in cells)


def _joined(rows: Sequence[Entry]) -> list[str]:
    """One title a column: what stands in several rows is joined; what spans columns counts for each."""
    width = max(len(row.cells) for row in rows)
    titles = [""] * width
    for place, row in enumerate(rows):
        below = rows[place + 1 :]
        above = ""
        for column in range(width):
            cell = row.cells[column] if column < len(row.cells) else ""
            spanned = any(column < len(r.cells) and r.cells[column] for r in below)
            above = cell or (above if spanned else "")
            if above and above not in titles[column].split("\n"):
                titles[column] = f"{titles[column]}\n{above}".strip()
    return titles


def _columns(titles: Sequence[str], below: Sequence[Entry], number: int) -> tuple[Column, ...]:
    width = max([len(titles), *(len(entry.cells) for entry in below)])
    columns = []
    for place in range(width):
        title = titles[place] if place < len(titles) else ""
        cells = [entry.cells[place] for entry in below if place < len(entry.cells) and entry.cells[place]]
        if not title and not cells:
            continue
        example = next((cell for cell in cells if len(cell) > 1), "")
        columns.append(Column(f"{number}-{place + 1}", place, title, Use.UNUSED, example=example[:80]))
    return _settled([_with_use(column) for column in columns], below)


def _with_use(column: Column) -> Column:
    choice = _choice(column.title)
    if column.place == 0 and use_of(column.title) is Use.NUMBER:  # 'No.' before everything is no answer
        return replace(column, use=Use.NUMBER)
    if choice is not None:
        last = column.title.rpartition("\n")[2]
        known = choice if choice.label.get("") else _as_written(choice, last)
        return replace(column, use=Use.CHOICE, answer=known)
    last = column.title.rpartition("\n")[2]
    return replace(column, use=use_of(last) or use_of(column.title) or Use.HINT)


def _as_written(answer: Answer, words: str) -> Answer:
    """The choice under the words of the table; those of the other language stay where they mean the same."""
    same = plain(words) in map(plain, answer.label.values())
    return answer if same else replace(answer, label={"": words})


def _settled(columns: list[Column], below: Sequence[Entry]) -> tuple[Column, ...]:
    """One text, the last of several before it being parts; choices never alone; a second number is a hint."""
    if not any(column.use is Use.TEXT for column in columns):
        columns = _longest_as_text(columns, below)
    columns = _judged(_points_as_most(columns, below), below)
    texts = [column for column in columns if column.use is Use.TEXT]
    columns = _graded(columns)
    choices = [column for column in columns if column.use is Use.CHOICE]
    names = [column.answer.name for column in choices if column.answer]
    numbers = [column for column in columns if column.use is Use.NUMBER]
    found = []
    for column in columns:
        if column.use is Use.TEXT and column is not texts[-1]:
            column = replace(column, use=Use.PART)
        elif column.use is Use.NUMBER and column is not numbers[0]:
            column = replace(column, use=Use.HINT)
        elif column.use is Use.CHOICE and column.answer:
            alone = len(choices) == 1 or (len(choices) == 2 and {"na", "dk"} & set(names))
            free = names.count(column.answer.name) > 1
            if alone and column.answer not in (IDLE, UNKNOWN):
                column = replace(column, use=Use.ANSWER, answer=None)
            elif free:
                words = column.title.rpartition("\n")[2]
                column = replace(column, answer=_free_answer(words, column.place))
        found.append(column)
    return _with_printed_scores(found, below)


def _judged(columns: list[Column], below: Sequence[Entry]) -> list[Column]:
    """'Tự đánh giá' and 'Thẩm định' beside points at most are columns of points, unless words stand below."""
    if not any(column.use is Use.MOST for column in columns):
        return columns
    found = []
    for column in columns:
        cells = [cell for e in below for cell in e.cells[column.place : column.place + 1] if cell]
        figures = all(number_in(cell) is not None or not cell.strip(" .…_") for cell in cells)
        free = column.use in (Use.ANSWER, Use.HINT) and is_judging(column.title.rpartition("\n")[2])
        found.append(replace(column, use=Use.POINTS) if free and figures else column)
    return found


def _graded(columns: list[Column]) -> list[Column]:
    """The choices under their own words where they are grades: 'Tốt' beside 'Khá' is not what is met."""
    titles = [column.title.rpartition("\n")[2] for column in columns if column.use is Use.CHOICE]
    if sum(map(is_grade, titles)) < 2:
        return columns
    found = []
    for column in columns:
        if column.use is Use.CHOICE and column.answer and not column.answer.missing:
            column = replace(column, answer=_free_answer(column.title.rpartition("\n")[2], column.place))
        found.append(column)
    return found


def _with_printed_scores(columns: Sequence[Column], below: Sequence[Entry]) -> tuple[Column, ...]:
    """The choices with the figures that every row prints below them (1 2 3 4 5): what they count for."""
    places = [column.place for column in columns if column.use is Use.CHOICE]
    rows = [tuple(entry.cells[place : place + 1] for place in places) for entry in below]
    printed = {row for row in rows if all(len(cell) == 1 and number_in(cell[0]) is not None for cell in row)}
    scores = [number_in(cell) for (cell,) in next(iter(printed))] if len(printed) == 1 and places else []
    if len(set(scores)) < max(2, len(places)):
        return tuple(columns)
    by_place = dict(zip(places, scores, strict=True))
    return tuple(_scored(column, by_place[column.place]) if column.use is Use.CHOICE else column
                 for column in columns)  # fmt: skip


def _scored(column: Column, score: Decimal | None) -> Column:
    answer = column.answer
    if answer is None or score is None or answer.missing:
        return column
    whole = int(score) if score == int(score) else score
    name = str(whole) if answer.name.isdigit() and isinstance(whole, int) else answer.name
    return replace(column, answer=replace(answer, name=name, score=whole))


def _points_as_most(columns: list[Column], below: Sequence[Entry]) -> list[Column]:
    """A single column of points that is filled in says how many there are at most."""
    points = [column for column in columns if column.use is Use.POINTS]
    if len(points) != 1 or any(column.use is Use.MOST for column in columns):
        return columns
    cells = [e.cells[points[0].place] for e in below if points[0].place < len(e.cells)]
    filled = [cell for cell in cells if cell]
    if len(filled) * 2 < len(below) or any(number_in(cell) is None for cell in filled):
        return columns
    return [replace(column, use=Use.MOST) if column is points[0] else column for column in columns]


def _longest_as_text(columns: list[Column], below: Sequence[Entry]) -> list[Column]:
    """The column of the longest cells is what is asked, when no heading says so."""
    free = [column for column in columns if column.use in (Use.HINT, Use.PART, Use.ANSWER, Use.UNUSED)]

    def letters(column: Column) -> int:
        return sum(len(entry.cells[column.place]) for entry in below if column.place < len(entry.cells))

    longest = max(free, key=letters, default=None)
    if longest is None or not letters(longest):
        return columns
    return [replace(column, use=Use.TEXT) if column is longest else column for column in columns]


def _free_answer(words: str, place: int) -> Answer:
    """A choice of the office's own, named by its words."""
    name = "_".join(fold(words).split())
    name = re.sub(r"[^a-z0-9_]", "", name)[:30].strip("_")
    return Answer(name or f"c{place + 1}", {"": words})
