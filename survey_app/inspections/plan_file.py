"""A table of planned cases: its columns, what each cell may hold, every problem by its row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.cases import Kind, NewCase
from survey_app.spreadsheets import DateCell, read_cells
from wording import fold, nfc, say

COLUMNS = ("unit", "kind", "planned_on", "title", "period_first", "period_last", "round")
_NEEDED = ("unit", "kind", "planned_on")
# What offices call them.
_ALSO = {
    "ma don vi": "unit",
    "don vi": "unit",
    "loai": "kind",
    "hinh thuc": "kind",
    "ngay": "planned_on",
    "ngay kiem tra": "planned_on",
    "ten": "title",
    "noi dung": "title",
    "tu ngay": "period_first",
    "den ngay": "period_last",
    "dot": "round",
    "dot kiem tra": "round",
}
MOST_ROWS = 1000
_LONGEST = 200
_ISO, _LOCAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.A), re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.A)


@dataclass(frozen=True, slots=True)
class Row:
    """A case as far as a row says one, and where that stands, 'file:row' with the header as row 1."""

    place: str
    new: NewCase


def read_plan(content: bytes, filename: str, plan: str) -> tuple[list[Row], list[Problem]]:
    """The cases of a CSV or XLSX table, and what cannot be read in its rows, each at its row.

    A row of which something cannot be read is among the cases where its unit and day can be: what else is
    wrong with it is to be told at the same time. Raises Invalid when the whole is no such table.
    """
    table = read_cells(content, filename)
    header = [_column(cell) for cell in next(table, [])]
    place = f"{filename}:1"
    problems = [Problem("column_missing", place, {"column": name}) for name in _NEEDED if name not in header]
    named = [name for name in header if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    problems += [Problem("column_twice", place, {"column": name}) for name in twice]
    if problems:
        raise Invalid(problems)
    rows: list[Row] = []
    count = 0
    for number, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Invalid([Problem("too_many_rows", filename, {"limit": MOST_ROWS})])
        at = f"{filename}:{number}"
        said = {name: cell for name, cell in zip(header, cells, strict=False) if name}
        new, wrong = _case(said, plan, at)
        problems += wrong
        if new:
            rows.append(Row(at, new))
    if not count:
        raise Invalid([Problem("file_is_empty", filename)])
    return rows, [*problems, *_twice(rows)]


def _column(cell: str) -> str:
    """The column a header names, '' for one that is none of ours."""
    name = nfc(cell).strip().casefold()
    return name if name in COLUMNS else _ALSO.get(fold(name).replace("_", " "), "")


def _case(said: Mapping[str, str], plan: str, at: str) -> tuple[NewCase | None, list[Problem]]:
    texts = {name: nfc(said.get(name, "")).strip() for name in COLUMNS}
    problems = [Problem("cell_blank", at, {"column": name}) for name in _NEEDED if not texts[name]]
    problems += [
        Problem("cell_too_long", at, {"column": name, "letters": len(text), "limit": _LONGEST})
        for name, text in texts.items()
        if len(text) > _LONGEST
    ]
    kind = _kind(texts["kind"])
    if texts["kind"] and kind is None:
        kinds = ", ".join(Kind)
        problems.append(Problem("plan_kind_unknown", at, {"kind": texts["kind"][:40], "kinds": kinds}))
    days = {}
    for name in ("planned_on", "period_first", "period_last"):
        days[name] = _day(said.get(name, ""))
        if texts[name] and days[name] is None:
            problems.append(Problem("bad_date", at, {"column": name, "cell": texts[name][:40]}))
    planned = days["planned_on"]
    if planned is None or not 0 < len(texts["unit"]) <= _LONGEST:
        return None, problems
    return NewCase(
        unit=texts["unit"],
        kind=kind or Kind.PLANNED,
        planned_on=planned,
        title=texts["title"][:_LONGEST],
        period_first=days["period_first"],
        period_last=days["period_last"],
        round=texts["round"][:_LONGEST],
        plan=plan,
    ), problems


def _kind(text: str) -> Kind | None:
    """The kind a cell names by its code or by the words of a page, in either language."""
    folded = fold(text)
    for kind in Kind:
        if folded in {fold(kind.value), *(fold(say(tag, f"cases.kind_{kind}")) for tag in ("vi", "en"))}:
            return kind
    return None


def _day(cell: str) -> date | None:
    text = nfc(cell).strip()
    try:
        if isinstance(cell, DateCell):
            return date.fromisoformat(text[:10])
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _LOCAL.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    return None


def _twice(rows: list[Row]) -> Iterator[Problem]:
    """A unit that is to be inspected twice on one day."""
    seen: dict[tuple[str, date], str] = {}
    for row in rows:
        key = (row.new.unit, row.new.planned_on)
        if first := seen.get(key):
            values = {"unit": row.new.unit, "first": first.rpartition(":")[2]}
            yield Problem("plan_unit_twice", row.place, values)
        seen.setdefault(key, row.place)
