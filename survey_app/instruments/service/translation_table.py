"""The translations of a form as a table for Excel, and back: whoever translates needs no account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms import Instrument
from forms.workbook import Table
from survey_app import spreadsheets
from survey_app.errors import Invalid, Problem
from survey_app.instruments.languages import Language, Line, Review
from survey_app.instruments.service.making import made_tables
from survey_app.instruments.service.text_names import names_of, places_by_name, plain_name
from survey_app.instruments.service.translating import doubts, faults, lines, put_text, tidy
from survey_app.store import Database
from wording import LANGUAGES, nfc, say

PLACE, SOURCE, TEXT, STATE, MARK = "place", "source", "translation", "state", "mark"
COLUMNS = (PLACE, SOURCE, TEXT, STATE, MARK)
_MOST_TOLD = 50
_IN_A_ROW = {
    "translation_long": "translation_row_long",
    "translation_hidden_letter": "translation_row_hidden_letter",
    "translation_lacks_answer": "translation_row_lacks_answer",
    "translation_strange_answer": "translation_row_strange_answer",
}
_FILE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that came back: where it stands, what its text is called, its texts, the mark it
    went out with."""

    number: int
    name: str
    source: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many translations came in as drafts, and how many rows were as they are here."""

    changed: int
    same: int


def made_table(found: tuple[Line, ...], speech: str) -> bytes:
    """The lines as an .xlsx whose heading, names and states are in the language ``speech``."""
    names = names_of((line.text for line in found), speech)
    rows = tuple(
        (
            names[line.text.place],
            line.source,
            line.written,
            say(speech, f"instruments.state_{line.state}"),
            line.mark,
        )
        for line in found
        if not line.fixed
    )
    heading = tuple(_column_name(column, speech) for column in COLUMNS)
    return made_tables([Table(_column_name(TEXT, speech), heading, rows, fast=2)])


def read_table(content: bytes, filename: str, speech: str) -> list[Row]:
    """The rows of a table that came back, its heading in any language.

    Raises Invalid for a file that is none; the columns it lacks are named in ``speech``.
    """
    cells = spreadsheets.read_cells(content, filename)
    known = {_column_name(column, each).lower(): column for column in COLUMNS for each in LANGUAGES}
    typed = [nfc(" ".join(cell.split())).lower() for cell in next(cells, [])]
    heading = [known.get(cell, "") for cell in typed]
    lacking = [_column_name(column, speech) for column in (PLACE, TEXT) if column not in heading]
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

    Raises Invalid with every row that stands for no text, or whose text cannot be kept or shows other answers
    than its source, and, unless ``overwrite``, every row that somebody translated here meanwhile or whose
    source is another by now.
    """
    found = _by_name(lines(db, instrument, language.tag))
    problems = [problem for row in sent for problem in _problems(found.get(row.name), row, overwrite)]
    if problems:
        raise Invalid(problems[:_MOST_TOLD], max(0, len(problems) - _MOST_TOLD))
    review = Review(by, now.isoformat(timespec="seconds"))
    changed = [row for row in sent if row.text and row.text != found[row.name].written]
    for row in changed:
        put_text(db, instrument.id, language.tag, found[row.name], row.text, review)
    return Taken(len(changed), sum(bool(row.text) for row in sent) - len(changed))


def _column_name(column: str, speech: str) -> str:
    return say(speech, f"instruments.table_column_{column}")


def _by_name(found: tuple[Line, ...]) -> Mapping[str, Line]:
    by_place = {line.text.place: line for line in found}
    places = places_by_name(line.text for line in found)
    return {name: by_place[place] for name, place in places.items()}


def _rows(cells: Iterator[list[str]], heading: list[str]) -> Iterator[Row]:
    for number, row in enumerate(cells, start=2):
        said = {name: str(cell) for name, cell in zip(heading, row, strict=False) if name}
        if any(said.values()):
            yield Row(
                number,
                plain_name(said.get(PLACE, "")),
                tidy(said.get(SOURCE, "")),
                tidy(said.get(TEXT, "")),
                said.get(MARK, "").strip(),
            )


def _problems(line: Line | None, row: Row, overwrite: bool) -> list[Problem]:
    about = {"row": row.number, "at": row.name}
    if line is None:
        return [Problem("translation_row_unknown", _FILE, about)]
    if line.fixed or not row.text or row.text == line.written:
        return []
    if problems := faults(line, row.text) + doubts(line, row.text):
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
