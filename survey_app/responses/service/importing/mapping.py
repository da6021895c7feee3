"""How the columns of a file become answers: a value that is kept by name and travels as a .json file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from survey_app.errors import Invalid, Problem
from survey_app.responses.service.importing.table import OPTIONAL, REQUIRED

FORMAT = 1
FIELDS = (*REQUIRED, *OPTIONAL)
# What may be said once for the whole file, where no column says it.
CONSTANTS = REQUIRED
_MOST_COLUMNS, _MOST_ROWS, _MOST_LETTERS = 300, 100, 2000


class Dates(StrEnum):
    """How days are written where a cell is a text; ISO dates and a workbook's own are always understood."""

    ISO = "iso"
    DAY_FIRST = "dd/mm/yyyy"
    MONTH_FIRST = "mm/dd/yyyy"
    SERIAL = "excel"


class Decimals(StrEnum):
    """The sign before the decimals of a number that is a text; the other one groups thousands."""

    COMMA = ","
    POINT = "."


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table stands in the file. Rows count from 1; no sheet: the first visible one."""

    sheet: str = ""
    separator: str = ""
    header_row: int = 1
    header_rows: int = 1
    first_row: int = 2


@dataclass(frozen=True, slots=True)
class Column:
    """What becomes of a column: ``to`` an item, one of FIELDS or '' (left out).

    ``values`` says what each value means: '' is no answer. Without it choices are found by name and label.
    """

    header: str
    to: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileMapping:
    """Every column of a file in order, and what no column says."""

    instrument: str
    columns: tuple[Column, ...]
    layout: Layout = field(default_factory=Layout)
    decimals: Decimals = Decimals.COMMA
    dates: Dates = Dates.DAY_FIRST
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """sha-256 of the JSON text, in hexadecimal."""
        return sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The text of a mapping file."""
        columns: list[dict[str, Any]] = []
        for column in self.columns:
            columns.append({"header": column.header, "to": column.to})
            if column.values:
                columns[-1]["values"] = dict(column.values)
        layout = self.layout
        document = {
            "format": FORMAT,
            "instrument": self.instrument,
            "sheet": layout.sheet,
            "separator": layout.separator,
            "header_row": layout.header_row,
            "header_rows": layout.header_rows,
            "first_row": layout.first_row,
            "decimals": self.decimals.value,
            "dates": self.dates.value,
            "constants": dict(self.constants),
            "columns": columns,
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The mapping in ``text``. Raises Invalid with all that is wrong, the place as in 'columns.3.to'."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            raise Invalid([Problem("mapping_not_json")]) from None
        reader = _Reader()
        found = reader.mapping(document)
        if reader.problems:
            raise Invalid(reader.problems[:200], more=max(0, len(reader.problems) - 200))
        return cls(**found)


class _Reader:
    """Reads the parts of a mapping file and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def mapping(self, document: object) -> dict[str, Any]:
        """The arguments of a FileMapping; only of use when there is no problem."""
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            self._wrong("mapping_format", "format", known=FORMAT)
            return {}
        known = (
            *("format", "instrument", "sheet", "separator", "header_row", "header_rows", "first_row"),
            *("decimals", "dates", "constants", "columns"),
        )
        self._unknown(document, known, "")
        layout = Layout(
            self._text(document, "sheet", ""),
            self._one_of(document, "separator", ("", ",", ";", "\t"), ""),
            self._row(document, "header_row", 1),
            self._row(document, "header_rows", 1),
            self._row(document, "first_row", 2),
        )
        if layout.first_row < layout.header_row + layout.header_rows:
            self._wrong("mapping_rows", "first_row")
        return {
            "instrument": self._text(document, "instrument", None),
            "columns": self._columns(document.get("columns")),
            "layout": layout,
            "decimals": Decimals(self._one_of(document, "decimals", tuple(Decimals), Decimals.COMMA)),
            "dates": Dates(self._one_of(document, "dates", tuple(Dates), Dates.DAY_FIRST)),
            "constants": self._texts(document.get("constants", {}), "constants", CONSTANTS),
        }

    def _columns(self, columns: object) -> tuple[Column, ...]:
        if not isinstance(columns, list) or not 0 < len(columns) <= _MOST_COLUMNS:
            self._wrong("mapping_columns", "columns", most=_MOST_COLUMNS)
            return ()
        found = []
        for number, column in enumerate(columns, start=1):
            place = f"columns.{number}"
            if not isinstance(column, dict):
                self._wrong("mapping_part", place)
                continue
            self._unknown(column, ("header", "to", "values"), f"{place}.")
            header = self._text(column, "header", None, f"{place}.")
            to = self._text(column, "to", "", f"{place}.")
            found.append(Column(header, to, self._texts(column.get("values", {}), f"{place}.values")))
        return tuple(found)

    def _texts(self, part: object, place: str, known: tuple[str, ...] = ()) -> dict[str, str]:
        if not isinstance(part, dict):
            self._wrong("mapping_part", place)
            return {}
        if known:
            self._unknown(part, known, f"{place}.")
        return {name: self._text(part, name, None, f"{place}.") for name in part}

    def _text(self, part: Mapping[str, object], name: str, default: str | None, place: str = "") -> str:
        value = part.get(name, default)
        if isinstance(value, str) and len(value) <= _MOST_LETTERS:
            return value
        self._wrong("mapping_part", place + name)
        return ""

    def _row(self, part: Mapping[str, object], name: str, default: int) -> int:
        value = part.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_ROWS:
            return value
        self._wrong("mapping_number", name, most=_MOST_ROWS)
        return default

    def _one_of(self, part: Mapping[str, object], name: str, known: tuple[str, ...], default: str) -> str:
        value = part.get(name, default)
        if isinstance(value, str) and value in known:
            return value
        self._wrong("mapping_choice", name, known=" ".join(repr(str(one)) for one in known))
        return default

    def _unknown(self, part: Mapping[str, object], known: tuple[str, ...], place: str) -> None:
        for name in part:
            if name not in known:
                self._wrong("mapping_unknown", place + name[:60], known=", ".join(known))

    def _wrong(self, code: str, place: str, **values: object) -> None:
        self.problems.append(Problem(code, place, values))
