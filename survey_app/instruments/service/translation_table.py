"""The translations of a form as a table for Excel, and back: whoever translates needs no account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms import Instrument
from forms.workbook import Table
from survey_app import spreadsheets
from survey_app.errors import Invalid, Problem
from survey_app.instruments.languages import Language, Line, Review
from survey_app.instruments.service.making import made_tables
from survey_app.instruments.service.translating import faults, lines, put_text, tidy
from survey_app.store import Database
from wording import say

PLACE, SOURCE, TEXT, STATE, MARK = "place", "source", "translation", "state", "mark"
HEADING = (PLACE, SOURCE, TEXT, STATE, MARK)
_MOST_TOLD = 50
_IN_A_ROW = {
    "translation_long": "translation_row_long",
    "translation_hidden_letter": "translation_row_hidden_letter",
}
_FILE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that came back: where it stands, its place and texts, the mark it went out with."""

    number: int
    place: str
    source: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many translations came in as drafts, and how many rows were as they are here."""

    changed: int
    same: int


def made_table(found: tuple[Line, ...], speech: str) -> bytes:
    """The lines as an .xlsx: the heading is fixed, the states are said in the language ``speech``."""
    rows = tuple(
        (
            line.text.place,
            line.source,
            line.written,
            say(speech, f"instruments.state_{line.state}"),
            line.mark,
        )
        for line in found
        if not line.fixed
    )
    return made_tables([Table(TEXT, HEADING, rows, fast=2)])


def read_table(content: bytes, filename: str) -> list[Row]:
    """The rows of a table that came back. Raises Invalid for a file that is none."""
    cells = spreadsheets.read_cells(content, filename)
    heading = [cell.strip().lower() for cell in next(cells, [])]
    lacking = [name for name in (PLACE, TEXT) if name not in heading]
    if lacking:
        values = {"columns": ", ".join(lacking)}
        raise Invalid([Problem("translation_table_columns", _FILE, values)])
    return list(_rows(cells, heading))


def take_table(
    db: Database,
    instrument: Instrument,
    language: Language,
    sent: list[Row],
    overwrite: bool,
    by: str,
    now: datetime,
) -> Taken:
    """The translations of a table as drafts, all or none.

    Raises Invalid with every row that stands for no text, or whose text cannot be kept, and, unless
    ``overwrite``, every row that somebody translated here meanwhile or whose source is another by now.
    """
    found = {line.text.place: line for line in lines(db, instrument, language.tag)}
    problems = [problem for row in sent for problem in _problems(found.get(row.place), row, overwrite)]
    if problems:
        raise Invalid(problems[:_MOST_TOLD], max(0, len(problems) - _MOST_TOLD))
    review = Review(by, now.isoformat(timespec="seconds"))
    changed = [row for row in sent if row.text and row.text != found[row.place].written]
    for row in changed:
        put_text(db, instrument.id, language.tag, found[row.place], row.text, review)
    return Taken(len(changed), sum(bool(row.text) for row in sent) - len(changed))


def _rows(cells: Iterator[list[str]], heading: list[str]) -> Iterator[Row]:
    for number, row in enumerate(cells, start=2):
        said = {name: str(cell) for name, cell in zip(heading, row, strict=False) if name}
        if any(said.values()):
            yield Row(
                number,
                said.get(PLACE, "").strip(),
                tidy(said.get(SOURCE, "")),
                tidy(said.get(TEXT, "")),
                said.get(MARK, "").strip(),
            )


def _problems(line: Line | None, row: Row, overwrite: bool) -> list[Problem]:
    about = {"row": row.number, "at": row.place}
    if line is None:
        return [Problem("translation_row_unknown", _FILE, about)]
    if line.fixed or not row.text or row.text == line.written:
        return []
    if problems := faults(line, row.text):
        return [Problem(_IN_A_ROW[each.code], _FILE, {**each.values, **about}) for each in problems]
    if overwrite:
        return []
    if row.source and row.source != tidy(line.source):
        return [Problem("translation_row_source", _FILE, {**about, "text": line.source})]
    if row.mark and row.mark != line.mark:
        return [
            Problem("translation_row_changed", _FILE, {**about, "text": line.written, "theirs": row.text})
        ]
    return []
