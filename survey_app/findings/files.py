"""The register as files: a line a finding, with what became of it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlsxwriter import Workbook

from survey_app.findings.model import Event, Finding, Line, State, line
from survey_app.findings.service import people_names, unit_namer
from survey_app.places.model import local_day
from survey_app.spreadsheets import guarded
from survey_app.store import Database, get_setting
from wording import say

Cell = str | int | date | None
Lines = Iterable[tuple[Finding, list[Event]]]

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
    "team": 24,
    "source": 24,
    "authority": 30,
    "conclusion": 24,
    "issued_on": 12,
    "owner": 34,
    "recommendation": 60,
    "due_on": 12,
    "state": 26,
    "days_over": 12,
    "extensions": 10,
    "reopened": 12,
    "remedied_on": 14,
    "remedied_by": 24,
    "remedy": 50,
    "evidence": 12,
    "verifier": 24,
    "closed_on": 12,
    "closed_by": 24,
    "repeated": 12,
}
_MARK_COLUMN, _MARK = "du_lieu", "DỮ LIỆU GIẢ LẬP"


@dataclass(frozen=True, slots=True)
class Look:
    """In which language, whether of a demonstration, how units and people are called, and as of which day."""

    language: str
    demo: bool
    unit: Callable[[str, date], str]
    people: Mapping[str, str]
    today: date


def look(db: Database, language: str, today: date) -> Look:
    """How the files of this instance look in ``language``, made ``today``."""
    demo = get_setting(db, "demo") == "yes"
    return Look(language, demo, unit_namer(db, language), people_names(db), today)


def write_csv(lines: Lines, look: Look) -> bytes:
    """CSV in UTF-8 with a byte order mark, commas, CRLF; a text that could run stands behind an apostrophe.

    In a demonstration every line says so in a last column, for a file is soon parted from its name.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _rows(lines, look):
        writer.writerow(guarded(cell) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(lines: Lines, look: Look) -> bytes:
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


def _rows(lines: Lines, look: Look) -> Iterator[list[Cell]]:
    """The names of the columns, then a row a finding."""
    mark = [_MARK_COLUMN] if look.demo else []
    yield [*(say(look.language, f"findings.column_{name}") for name in _COLUMNS), *mark]
    for found, events in lines:
        cells = {
            **_as_found(found, look),
            **_as_issued(found, look),
            **_as_followed(line(found, events), look),
        }
        yield [*(cells[name] for name in _COLUMNS), *([_MARK] if look.demo else [])]


def _as_found(found: Finding, look: Look) -> dict[str, Cell]:
    return {
        "reference": found.reference,
        "found_on": found.found_on,
        "unit_code": found.unit,
        "unit": look.unit(found.unit, found.found_on),
        "item": found.item,
        "code": found.code,
        "severity": say(look.language, f"findings.severity_{found.severity}"),
        "statement": found.text(look.language),
        "legal_basis": found.legal_basis,
        "note": found.note,
        "photos": len(found.photos),
        "found_by": "; ".join(look.people.get(name, name) for name in found.finders),
        "team": look.people.get(found.team, found.team),
        "source": say(look.language, f"findings.source_{found.source}"),
        "authority": found.authority,
        "repeated": say(look.language, "findings.repeat_yes") if found.repeats else "",
    }


def _as_issued(found: Finding, look: Look) -> dict[str, Cell]:
    return {
        "issued_on": found.issued_on,
        "owner": look.unit(found.owner, look.today) if found.issued_on else "",
        "recommendation": found.recommendation,
        "due_on": found.due_on,
        "state": say(look.language, f"findings.state_{found.state}"),
        "days_over": found.days_over(look.today),
        "extensions": found.extensions,
        "reopened": found.failures,
    }


def _as_followed(of: Line, look: Look) -> dict[str, Cell]:
    remedied, closed = of.report, of.end if of.finding.state is State.CLOSED else None
    return {
        "conclusion": of.conclusion,
        "remedied_on": local_day(remedied.at) if remedied else None,
        "remedied_by": look.people.get(remedied.who, remedied.who) if remedied else "",
        "remedy": remedied.data.get("measure", remedied.note) if remedied else "",
        "evidence": of.evidence,
        "verifier": look.people.get(of.verifier, of.verifier),
        "closed_on": local_day(closed.at) if closed else None,
        "closed_by": look.people.get(closed.who, closed.who) if closed else "",
    }
