"""The register as files: a line a finding, with what became of it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlsxwriter import Workbook

from survey_app.findings.model import Event, Finding, State, Step
from survey_app.findings.service import people_names, unit_namer
from survey_app.places.model import local_day
from survey_app.spreadsheets import guarded
from survey_app.store import Database, get_setting
from wording import say

Cell = str | int | date | None
Line = tuple[Finding, list[Event]]

# Names and widths in letters of the columns.
_COLUMNS: Final = {
    "reference": 14,
    "found_on": 12,
    "unit_code": 12,
    "unit": 34,
    "item": 8,
    "code": 10,
    "severity": 22,
    "statement": 60,
    "legal_basis": 34,
    "note": 50,
    "photos": 8,
    "found_by": 30,
    "state": 26,
    "remedied_on": 14,
    "remedied_by": 24,
    "remedy": 50,
    "reopened": 12,
    "closed_on": 12,
    "closed_by": 24,
}
# There is a remedy that stands.
_REMEDIED: Final = frozenset({State.REPORTED, State.VERIFYING, State.RECHECKING, State.CLOSED})
_MARK_COLUMN, _MARK = "du_lieu", "DỮ LIỆU GIẢ LẬP"


@dataclass(frozen=True, slots=True)
class Look:
    """In which language, whether of a demonstration, and how units and people are called."""

    language: str
    demo: bool
    unit: Callable[[str, date], str]
    people: Mapping[str, str]


def look(db: Database, language: str) -> Look:
    """How the files of this instance look in ``language``."""
    demo = get_setting(db, "demo") == "yes"
    return Look(language, demo, unit_namer(db, language), people_names(db))


def write_csv(lines: Iterable[Line], look: Look) -> bytes:
    """CSV in UTF-8 with a byte order mark, commas, CRLF; a text that could run stands behind an apostrophe.

    In a demonstration every line says so in a last column, for a file is soon parted from its name.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _rows(lines, look):
        writer.writerow(guarded(cell) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(lines: Iterable[Line], look: Look) -> bytes:
    """A workbook of one sheet, its head fast, a filter on each column; days are days, texts no formulas."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"constant_memory": True, **plain})
    sheet = book.add_worksheet(say(look.language, "findings.sheet"))
    top = {"valign": "top"}
    head = book.add_format({**top, "bold": True, "text_wrap": True, "bg_color": "#E8ECF2"})
    days, others = book.add_format({**top, "num_format": "dd/mm/yyyy"}), book.add_format(top)
    for column, width in enumerate((*_COLUMNS.values(), len(_MARK))):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    last, columns = 0, 0
    for last, row in enumerate(_rows(lines, look)):
        columns = len(row)
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, cell, days)
            elif isinstance(cell, int):
                sheet.write_number(last, column, cell, others)
            elif cell:
                sheet.write_string(last, column, cell, others if last else head)
    sheet.autofilter(0, 0, last, columns - 1)
    book.close()
    return out.getvalue()


def _rows(lines: Iterable[Line], look: Look) -> Iterator[list[Cell]]:
    """The names of the columns, then a row a finding."""
    mark = [_MARK_COLUMN] if look.demo else []
    yield [*(say(look.language, f"findings.column_{name}") for name in _COLUMNS), *mark]
    for found, events in lines:
        yield [*_row(found, events, look), *([_MARK] if look.demo else [])]


def _row(found: Finding, events: list[Event], look: Look) -> list[Cell]:
    stands = found.state in _REMEDIED
    remedied = next((one for one in reversed(events) if one.step is Step.REPORT), None) if stands else None
    closed = next((one for one in reversed(events) if one.end is State.CLOSED), None) if stands else None
    closed = closed if found.state is State.CLOSED else None
    return [
        found.reference,
        found.found_on,
        found.unit,
        look.unit(found.unit, found.found_on),
        found.item,
        found.code,
        say(look.language, f"findings.severity_{found.severity}"),
        found.text(look.language),
        found.legal_basis,
        found.note,
        len(found.photos),
        "; ".join(look.people.get(name, name) for name in found.finders),
        say(look.language, f"findings.state_{found.state}"),
        *_when_and_who(remedied, look),
        remedied.data.get("measure", remedied.note) if remedied else "",
        found.failures,
        *_when_and_who(closed, look),
    ]


def _when_and_who(event: Event | None, look: Look) -> list[Cell]:
    return [local_day(event.at), look.people.get(event.who, event.who)] if event else [None, ""]
