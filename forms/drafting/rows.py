"""One row below a heading: what it asks, by the use of its columns."""

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.drafting.guesses import (
    answers_in,
    guess_kind,
    has_box,
    is_mark,
    kind_besides,
    kind_of_unit,
    kinds_said,
    named_apart,
    number_in,
)
from forms.drafting.numbering import Counted, counted, split_number
from forms.drafting.source import Entry
from forms.drafting.understood import Column, Kind, Line, Use
from forms.drafting.vocabulary import plain
from forms.drafting.written import Written, written_answer

_TOTAL = re.compile(
    r"(tổng cộng|cộng|tổng( số)? điểm|(grand )?total( (score|points))?)( [:(=].*|:.*)?", re.IGNORECASE
)
_REMARK = re.compile(r"(ghi chu|luu y|chu thich|note)\b.*")
_SEVERITIES = {
    **dict.fromkeys(("n1", "nghiem trong", "rat nghiem trong", "cao", "high", "serious", "critical"), "N1"),
    **dict.fromkeys(("n2", "lon", "trung binh", "dang ke", "medium", "major"), "N2"),
    **dict.fromkeys(("n3", "nho", "nhe", "thap", "low", "minor"), "N3"),
}
_FINDING = re.compile(r"[A-ZĐ]{1,4}\d{1,3}[a-z]?")
_ENDS_OPEN = frozenset({"other_words", "blanks"})
_LONG = 160  # letters: a text that nothing is answered to


class RowReader:
    """Reads rows by the columns of one heading; without ``parts`` rows counted I, II or A, B are asked."""

    def __init__(self, columns: Sequence[Column], parts: bool = True) -> None:
        self._parts = parts
        self._columns = {use: [column for column in columns if column.use is use] for use in Use}
        self._choices = [column for column in self._columns[Use.CHOICE] if column.answer]
        self._answers = named_apart([column.answer for column in self._choices if column.answer])
        points = self._columns[Use.POINTS]
        self._points = tuple(column.title.replace("\n", ": ") for column in points)
        self._noted = _title_of(self._columns[Use.NOTE])
        self._pictured = _title_of(self._columns[Use.PHOTO])
        self._most = _title_of(self._columns[Use.MOST])
        self._figure: Kind | None = None  # what the last counted row is, where that is a figure

    def read(self, entry: Entry, line: Line) -> Line:
        """The line of ``entry``; a part, a question, a note, or unused with the reason."""
        number, text = self._number_and_text(entry)
        if not text:
            return replace(line, why="no_text")
        if _TOTAL.fullmatch(text):
            return replace(line, why="total")
        style = number.style if number else ""
        code = number.code if number and style != "bullet" else ""
        line = replace(line, code=code, text=text, style=style, english=self._said(entry, Use.ENGLISH))
        if self._heads(entry, number, text):
            hint = self._hint(entry, asked=False)
            plainly = bool(style) or entry.wide or bool(cell_of(entry, self._columns[Use.NUMBER]))
            doubts = () if plainly else ("capitals",)
            hints = (hint,) if hint else ()
            return replace(line, kind=Kind.PART, style=style or "bare", hints=hints, doubts=doubts)
        if not style and self._alone(entry) and (_REMARK.fullmatch(plain(text)) or text.startswith("*")):
            return replace(line, kind=Kind.NOTE)
        column = self._said(entry, Use.PART)
        return self._question(entry, replace(line, column="" if column == text else column))

    def _number_and_text(self, entry: Entry) -> tuple[Counted | None, str]:
        """The number and the words of a row, wherever its merged cells put them."""
        text, cell = self._said(entry, Use.TEXT), self._said(entry, Use.NUMBER)
        number = counted(cell) if cell else None
        if cell and number is None:
            text = f"{cell}\n{text}".strip()
        if not text:
            text = self._said(entry, Use.PART)
        if not text and number is None and self._alone(entry):
            text = next(filter(None, entry.cells))
        if number is None or number.style == "bullet":
            inside, rest = split_number(text)
            if inside is not None:
                return inside, rest
        return number, text

    def _heads(self, entry: Entry, number: Counted | None, text: str) -> bool:
        """Whether a row heads a part: counted as parts are, or one text and nothing to answer beside it."""
        alone = self._alone(entry)
        if self._parts and number is not None and number.style in ("part", "roman", "capital"):
            return alone or not self._says_type(entry)
        if number is not None or not alone or len(text) > _LONG or _REMARK.fullmatch(plain(text)):
            return False
        own = self._columns[Use.NUMBER]
        beside = bool(own) and bool(self._said(entry, Use.NUMBER))  # words where only numbers stand
        return entry.wide or beside or (text.isupper() and len(text) > 3)

    def _alone(self, entry: Entry) -> bool:
        """Whether only the number and one text stand in a row."""
        numbers = {column.place for column in self._columns[Use.NUMBER]}
        words = [cell for place, cell in enumerate(entry.cells) if cell and place not in numbers]
        return len([word for word in words if not is_mark(word)]) <= 1

    def _says_type(self, entry: Entry) -> bool:
        return bool(self._said(entry, Use.TYPE) or self._said(entry, Use.OPTIONS))

    def _question(self, entry: Entry, line: Line) -> Line:
        kinds, found = self._kinds(entry, line)
        said = self._said(entry, Use.MOST)
        most = number_in(said)
        severity = self._said(entry, Use.SEVERITY)
        grave = _SEVERITIES.get(plain(severity), "")
        finding = self._said(entry, Use.FINDING)
        coded = bool(grave and _FINDING.fullmatch(finding))
        spare = [] if coded else [*self._titled(entry, Use.SEVERITY), *self._titled(entry, Use.FINDING)]
        doubts = [*found.doubts, *(["most_unread"] if said and most is None and not is_mark(said) else [])]
        if kinds[0] is Kind.POINTS and self._most and not said:
            doubts.append("most_missing")
        return replace(
            line,
            text=found.text,
            kind=kinds[0],
            more=kinds[1:],
            answers=found.answers,
            most=most,
            most_title=self._most,
            points=self._points,
            basis=self._said(entry, Use.BASIS),
            severity=grave if coded else "",
            finding=finding if coded else "",
            source=self._said(entry, Use.SOURCE),
            hints=tuple(filter(None, [*spare, self._hint(entry)])),
            noted=self._noted,
            pictured=self._pictured,
            doubts=tuple(doubts),
        )

    def _kinds(self, entry: Entry, line: Line) -> tuple[tuple[Kind, ...], Written]:
        """The kinds of a row's questions; its words, choices and doubts."""
        offered = answers_in(self._said(entry, Use.OPTIONS))
        said = kinds_said(self._said(entry, Use.TYPE))
        if said:
            options = {Kind.OPTIONS, Kind.SEVERAL} & set(said)
            if options and not offered:
                offered = answers_in(self._said(entry, Use.ANSWER))
            if not options or offered:
                return said, Written(line.text, said[0], offered)
        own = self._in_cell(entry, line.text)
        if own is not None:
            found = own
        elif offered:
            found = Written(line.text, Kind.OPTIONS, offered)
        elif self._choices:
            found = self._among_choices(entry, line)
        else:
            found = self._open(entry, line.text)
        return (found.kind,), found

    def _in_cell(self, entry: Entry, text: str) -> Written | None:
        """What the cell of choices, or the place for the answer, says of it: boxes, a, b, c, '…… lần'."""
        offered, answer = self._said(entry, Use.OPTIONS), self._said(entry, Use.ANSWER)
        cell = offered or ("" if self._choices or is_mark(answer) else answer)
        found = written_answer(f"{text}:\n{cell}") if cell else None
        # That they are choices is plain here, only where these end may not be.
        return found and replace(found, doubts=tuple(d for d in found.doubts if d in _ENDS_OPEN))

    def _among_choices(self, entry: Entry, line: Line) -> Written:
        """What a row asks where columns are the choices: these, unless its own words ask something else."""
        text = line.text
        own = written_answer(text)
        marked = bool(cell_of(entry, self._choices))
        if own is None and not marked:
            scored = any(answer.score is not None for answer in self._answers)
            kind, doubts = kind_besides(text, scored)
            if kind is None and line.style == "bullet" and self._figure is not None:
                kind, doubts = self._figure, ("like_above",)
            own = Written(text, kind, doubts=doubts) if kind else None
            if own is None and doubts:
                return Written(text, Kind.COLUMNS, self._answers, doubts)
        if line.style != "bullet":
            self._figure = own.kind if own and own.kind in (Kind.INTEGER, Kind.DECIMAL) else None
        doubts = ("boxes",) if has_box(text) else ()
        return own or Written(text, Kind.COLUMNS, self._answers, doubts)

    def _open(self, entry: Entry, text: str) -> Written:
        """What a row asks that has a place for the answer, or for points, or nothing beside it."""
        answer = self._said(entry, Use.ANSWER)
        boxes = answers_in(answer) if answer else ()
        if boxes:
            return Written(text, Kind.OPTIONS, boxes)
        if self._points or self._columns[Use.MOST]:
            return Written(text, Kind.POINTS)
        unit = kind_of_unit(answer) if answer else None
        if unit:
            return Written(text, unit)
        own = written_answer(text)
        if own is not None:
            return own
        kind, doubts = guess_kind(text, Kind.TEXT if self._columns[Use.ANSWER] else Kind.YES_NO)
        return Written(text, kind, doubts=(*doubts, *(("boxes",) if has_box(text) else ())))

    def _said(self, entry: Entry, use: Use) -> str:
        cells = [
            entry.cells[column.place] for column in self._columns[use] if column.place < len(entry.cells)
        ]
        return "\n".join(cell for cell in cells if cell)

    def _hint(self, entry: Entry, asked: bool = True) -> str:
        """The words that stand in cells which are to be filled in, or that no other use has."""
        uses = (Use.HINT, Use.NOTE, Use.PHOTO, Use.ANSWER, Use.POINTS, Use.CHOICE, Use.TYPE, Use.MOST)
        return "\n".join(said for use in uses for said in self._titled(entry, use, asked))

    def _titled(self, entry: Entry, use: Use, asked: bool = True) -> list[str]:
        """The cells of a use behind the headings of their columns, without those said otherwise."""
        said = []
        for column in self._columns[use]:
            cell = entry.cells[column.place] if column.place < len(entry.cells) else ""
            if cell and not _printed(column, cell) and not _taken(use, cell, asked):
                title = column.title.rpartition("\n")[2]
                said.append(f"{title}: {cell}" if title and use is not Use.HINT else cell)
        return said


def cell_of(entry: Entry, columns: Sequence[Column]) -> str:
    """The first cell of ``entry`` below one of ``columns`` that is not blank; '' when all are."""
    cells = (entry.cells[column.place] for column in columns if column.place < len(entry.cells))
    return next(filter(None, cells), "")


def _title_of(columns: Sequence[Column]) -> str:
    """What the first of ``columns`` is called in its last row; '' for none."""
    return columns[0].title.rpartition("\n")[2] if columns else ""


def _printed(column: Column, cell: str) -> bool:
    """Whether a cell only repeats what the choice that heads its column counts for."""
    score = column.answer.score if column.answer else None
    return score is not None and number_in(cell) == score


def _taken(use: Use, cell: str, asked: bool) -> bool:
    """Whether a cell of a question or part is said otherwise already, or only marks an answer."""
    if is_mark(cell):
        return True
    if use is Use.TYPE:
        return bool(kinds_said(cell))
    if use in (Use.MOST, Use.POINTS):
        return asked and number_in(cell) is not None
    return use is Use.ANSWER and bool(answers_in(cell))
