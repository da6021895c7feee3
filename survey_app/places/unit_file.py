"""A file of units: its columns, and what each cell may hold."""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from itertools import chain

from survey_app.errors import Invalid, Problem
from survey_app.places.model import Unit, UnitType
from survey_app.spreadsheets import NumberCell, read_cells, read_workbook
from wording import nfc

COLUMNS = (
    "code",
    "name_vi",
    "name_en",
    "type",
    "parent_code",
    "valid_from",
    "valid_to",
    "successor_code",
    "legal_act",
)
# A file without one of the others means: blank in every row.
_NEEDED = ("code", "name_vi", "type", "parent_code")
# More than ten times the offices and counters of the country; the check of the tree holds them in memory.
MAX_ROWS = 200_000
# Wider is another kind of table; to name each of its columns would help nobody.
_WIDEST = 100
# So many sheets are looked through for the one with the units.
_SHEETS = 10
_ZIP = b"PK"
# How many letters a text may have.
LONGEST = dict.fromkeys(COLUMNS, 300) | {"code": 50, "parent_code": 50, "successor_code": 50}
# A code stands in the address of its unit's page; a browser would make something else of these.
_NO_PART_OF_AN_ADDRESS = frozenset({"", ".", ".."})
_CODES = ("code", "parent_code", "successor_code")
_DATES = ("valid_from", "valid_to")
_TYPES = {kind.value: kind for kind in UnitType}
_ISO, _LOCAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.A), re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.A)
# Letters of the TCVN3 fonts that Vietnamese in Unicode never uses: 'Hµ Néi' is 'Hà Nội' seen in such a font.
_OLD_FONT = frozenset("µ¶·¸¹»¼½¾¨©®¬")
# The column a problem is of, where its values do not say.
_COLUMN_OF = {
    "unit_ends_before_it_begins": "valid_to",
    "unit_type_unknown": "type",
    "unit_exists": "code",
    "unit_twice": "code",
    "unit_periods_overlap": "valid_from",
    "unit_loop": "parent_code",
    "unit_parent_blank": "parent_code",
    "unit_parent_impossible": "parent_code",
    "unit_parent_not_valid": "parent_code",
    "unit_parent_unknown": "parent_code",
    "unit_successor_loop": "successor_code",
    "unit_successor_unknown": "successor_code",
    "unit_leaves_units_alone": "valid_to",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A unit and where it stands, 'file:row' with the header as row 1."""

    place: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class UnitFile:
    """The rows that can be read, and what is wrong with the others and which codes stand there."""

    name: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    unread_codes: frozenset[str] = frozenset()


def read_units(content: bytes, filename: str) -> UnitFile:
    """The rows of a CSV or XLSX file and the problems within its rows.

    How rows fit together and what is stored already is checked by the import, which reports both at once.
    Raises Invalid for a file that cannot be read as a whole: encoding, columns, no row, too many rows.
    """
    table = _table(content, filename)
    header = [cell.strip().casefold() for cell in next(table, [])]
    width = len(header)
    while header and not header[-1]:
        header.pop()
    if len(header) > _WIDEST:
        values = {"columns": len(header), "limit": _WIDEST}
        raise Invalid([Problem("too_many_columns", f"{filename}:1", values)])
    if wrong := list(_check_header(header, f"{filename}:1")):
        raise Invalid(wrong)
    rows, problems, unread = [], [], set()
    for number, cells in enumerate(table, start=2):
        if number > MAX_ROWS + 1:
            raise Invalid([Problem("too_many_rows", filename, {"limit": MAX_ROWS})])
        if not any(cell.strip() for cell in cells):
            continue
        row = _RowReader(f"{filename}:{number}")
        unit = row.read(header, width, cells)
        problems += row.problems
        if unit is None:
            unread.add(row.code)
        else:
            rows.append(Row(row.place, unit))
    if not rows and not problems:
        raise Invalid([Problem("file_is_empty", filename)])
    return UnitFile(filename, tuple(rows), tuple(problems), frozenset(unread))


def _table(content: bytes, filename: str) -> Iterator[list[str]]:
    """The rows of the file; of a workbook, those of the first visible sheet with the columns of units."""
    table = read_cells(content, filename)
    header = next(table, [])
    if not _is_header(header) and content.startswith(_ZIP):
        with tempfile.TemporaryFile() as stream:
            stream.write(content)
            book = read_workbook(stream, filename, most=1)
            others = [name for name in book.names if name not in (book.name, *book.hidden)]
            for name in others[:_SHEETS]:
                rows = read_workbook(stream, filename, name).rows
                first = next(rows, [])
                if _is_header(first):
                    return chain([first], rows)
    return chain([header], table)


def _is_header(cells: Sequence[str]) -> bool:
    return set(_NEEDED) <= {cell.strip().casefold() for cell in cells}


def read_unit(texts: Mapping[str, str]) -> Unit:
    """The unit typed into a form, a text for each of COLUMNS.

    Raises Invalid with what a row of a file would be refused for, each placed at its column.
    """
    row = _RowReader("")
    unit = row.read(COLUMNS, len(COLUMNS), [nfc(texts.get(column, "")) for column in COLUMNS])
    if unit is None:
        raise Invalid([replace(problem, place=column_of(problem)) for problem in row.problems])
    return unit


def column_of(problem: Problem) -> str:
    """The column ``problem`` is of; '' for one of a whole row or file."""
    column = str(problem.values.get("column", _COLUMN_OF.get(problem.code, "")))
    return column if column in COLUMNS else ""


def _check_header(header: Sequence[str], place: str) -> Iterator[Problem]:
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Problem("column_twice", place, {"column": name})
    missing = [name for name in COLUMNS if name not in header]
    for name in header:
        if name not in COLUMNS:
            near = get_close_matches(name, missing, n=1)
            if near:
                missing.remove(near[0])
                yield Problem("column_misspelt", place, {"column": name, "nearest": near[0]})
            else:
                yield Problem("column_unknown", place, {"column": name, "known": ", ".join(COLUMNS)})
    for name in missing:
        if name in _NEEDED:
            yield Problem("column_missing", place, {"column": name})


@dataclass(slots=True)
class _RowReader:
    """Reads one row and gathers what is wrong with it."""

    place: str
    code: str = ""
    problems: list[Problem] = field(default_factory=list)

    def read(self, header: Sequence[str], width: int, cells: Sequence[str]) -> Unit | None:
        """The unit of the row, or None when anything is wrong."""
        if len(cells) > width or any(cell.strip() for cell in cells[len(header) :]):
            self._add("row_too_long", cells=len(cells), columns=len(header))
            return None
        texts = dict.fromkeys(COLUMNS, "")
        for column, cell in zip(header, cells, strict=False):
            texts[column] = self._text(column, cell)
        self.code = texts["code"]
        for column in ("code", "name_vi"):
            if not texts[column]:
                self._add("cell_blank", column=column)
        dates = {column: self._date(column, texts[column]) for column in _DATES}
        if dates["valid_to"] and dates["valid_to"] < dates["valid_from"]:
            self._add("unit_ends_before_it_begins", **dates)
        kind = _TYPES.get(texts["type"])
        if kind is None:
            self._add("unit_type_unknown", type=texts["type"], known=", ".join(_TYPES))
        if kind is None or self.problems:
            return None
        return Unit(**{**texts, **dates, "type": kind})  # type: ignore[arg-type]  # by column name

    def _text(self, column: str, cell: str) -> str:
        text = " ".join(cell.split())
        if text.startswith(("=", "+", "@")):
            self._add("cell_is_formula", column=column, cell=text[:40])
        elif not text.isprintable():
            self._add("cell_has_hidden_letters", column=column)
        elif "\ufffd" in text or (column == "name_vi" and not _OLD_FONT.isdisjoint(text)):
            self._add("cell_has_old_font_letters", column=column, cell=text[:40])
        elif column in _CODES and isinstance(cell, NumberCell):
            self._add("code_is_number", column=column, cell=text)
        elif len(text) > LONGEST[column]:
            self._add("cell_too_long", column=column, letters=len(text), limit=LONGEST[column])
        elif column in _CODES and " " in text:
            self._add("code_has_space", column=column, cell=text)
        elif column in _CODES and text and not _NO_PART_OF_AN_ADDRESS.isdisjoint(text.split("/")):
            self._add("code_is_no_address", column=column, cell=text)
        return text

    def _date(self, column: str, text: str) -> str:
        if not text:
            return ""
        try:
            if match := _ISO.fullmatch(text):
                year, month, day = map(int, match.groups())
            elif match := _LOCAL.fullmatch(text):
                day, month, year = map(int, match.groups())
            else:
                raise ValueError(text)
            return date(year, month, day).isoformat()
        except ValueError:
            self._add("bad_date", column=column, cell=text[:40])
            return ""

    def _add(self, code: str, **values: object) -> None:
        self.problems.append(Problem(code, self.place, values))
