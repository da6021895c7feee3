"""A list somebody uploads, to draw from: its head found, what names people kept out, all problems by row."""

import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final
from unicodedata import category

from survey_app.errors import Invalid, Problem
from survey_app.inspections.drawing import MOST_LINES
from survey_app.inspections.model.draws import Line
from survey_app.inspections.personal import Sign, sign_of
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell, guarded, read_cells
from wording import fold, nfc

LONGEST_CODE: Final = 100
MOST_PROBLEMS: Final = 50
_SEARCHED = 20  # rows: titles stand above the head of what programs export
_CODE_HEADS = (
    r"^(ma|so|code|number)$|ma (so )?(ho so|tthc|don vi)|so (bien nhan|ho so)|ma bien nhan|dossier|unit"
)
_GROUP_HEADS = r"tinh trang|trang thai|ket qua|nhom|loai|status|group|stratum|state"
_LIKE_A_CODE = re.compile(r"\S*\d{3}\S*")
_BREAK = re.compile(r"[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
Row = tuple[int, tuple[str, ...]]  # its number in the file, counted from 1, and its cells


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: what it is called, why it is personal (None where it is not), its first cell."""

    name: str
    sign: Sign | None
    example: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was sent: its columns and its rows, all with as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: int

    def place(self, name: str) -> int | None:
        """Which column is called so, in any case and with any marks; None where there is none."""
        wanted = fold(" ".join(name.split()))
        return next((at for at, one in enumerate(self.columns) if fold(one.name) == wanted), None)

    @property
    def code(self) -> str:
        """The column that probably holds the codes: by its head, else the first with no two alike."""
        plain = [one for one in self.columns if one.sign is None]
        named = [one.name for one in plain if re.search(_CODE_HEADS, fold(one.name))]
        alike = [one.name for one in plain if not _repeats(self.cells(one.name))]
        both = [name for name in named if name in alike]
        return next(iter((*both, *named, *alike)), self.columns[0].name)

    @property
    def group(self) -> str:
        """The column that may hold groups to draw within, by its head; '' for none."""
        heads = (one.name for one in self.columns if one.sign is None and one.name != self.code)
        return next((name for name in heads if re.search(_GROUP_HEADS, fold(name))), "")

    def cells(self, name: str) -> list[str]:
        """What stands in the column called ``name``, row by row."""
        at = self.place(name)
        return [cells[at] for _, cells in self.rows] if at is not None else []


def read_table(content: bytes, filename: str) -> Table:
    """The list in a CSV file or workbook. Raises Invalid with all that is wrong with head and size."""
    found = [
        (number, tuple(map(_cleaned, cells))) for number, cells in enumerate(read_cells(content, filename), 1)
    ]
    rows = [(number, cells) for number, cells in islice(found, MOST_LINES + _SEARCHED + 1) if any(cells)]
    if not rows:
        raise Invalid([Problem("draw_list_empty", filename)])
    start = _head_at(rows)
    (head, names), below = rows[start], rows[start + 1 :]
    if problems := _wrong_head(head, names, below, filename):
        raise Invalid(problems)
    if not below:
        raise Invalid([Problem("draw_list_empty", filename)])
    if len(below) > MOST_LINES:
        raise Invalid([Problem("draw_list_long", filename, {"most": MOST_LINES})])
    width = max(at for at, name in enumerate(names) if name) + 1
    body = tuple((number, (*cells[:width], *[""] * (width - len(cells)))) for number, cells in below)
    return Table(tuple(_column(names[at], at, body) for at in range(width)), body, head)


def lines_of(table: Table, code: str, group: str, filename: str) -> tuple[Line, ...]:
    """The lines to draw from, in the file's order.

    Raises Invalid with every row without a code, with one twice or one that cannot be right, and when a
    column is not there or names people.
    """
    problems = [*_wrong_column(table, code, "code"), *(_wrong_column(table, group, "group") if group else ())]
    if problems:
        raise Invalid(problems)
    at, within = table.place(code), table.place(group) if group else None
    first: dict[str, int] = {}
    lines: list[Line] = []
    for number, cells in table.rows:
        given, belongs = cells[at or 0], cells[within] if within is not None else ""
        place = f"{filename}:{number}"
        problems += _wrong_code(given, place)
        if within is not None and not belongs:
            problems.append(Problem("draw_group_missing", place, {"column": group}))
        if given and first.setdefault(_told_apart(given), number) != number:
            said = {"said": given[:60], "row": first[_told_apart(given)]}
            problems.append(Problem("draw_code_twice", place, said))
        lines.append(Line(str(given), str(belongs)))
    if problems:
        raise Invalid(problems[:MOST_PROBLEMS], more=max(0, len(problems) - MOST_PROBLEMS))
    return tuple(lines)


def without_people(table: Table, key: bytes | None) -> Table:
    """``table`` without its personal columns; with a ``key`` they stay as keyed digests of what stood there.

    The digests (HMAC-SHA-256, 16 digits) tell only whether two cells said the same.
    """
    if key is None:
        stays = [at for at, one in enumerate(table.columns) if one.sign is None]
        columns = tuple(table.columns[at] for at in stays)
        return Table(
            columns, tuple((n, tuple(cells[at] for at in stays)) for n, cells in table.rows), table.head
        )
    personal = {at for at, one in enumerate(table.columns) if one.sign is not None}
    rows = tuple(
        (number, tuple(_hashed(cell, key) if at in personal else cell for at, cell in enumerate(cells)))
        for number, cells in table.rows
    )
    shown = (
        Column(one.name, one.sign, rows[0][1][at] if at in personal else one.example)
        for at, one in enumerate(table.columns)
    )
    return Table(tuple(shown), rows, table.head)


def _hashed(cell: str, key: bytes) -> str:
    told = " ".join(fold(cell).split())
    return hmac.new(key, b"draws:" + told.encode(), sha256).hexdigest()[:16] if told else ""


def _cleaned(cell: str) -> str:
    """The cell in NFC, without blanks around it or the apostrophe of our own files, of its class still."""
    text = nfc(cell).strip()
    text = text[1:] if text.startswith("'") and guarded(text[1:]) == text else text
    return type(cell)(text) if isinstance(cell, NumberCell | DateCell | FormulaCell) else text


def _head_at(rows: Sequence[Row]) -> int:
    """Which of the rows holds the names of columns: the first as wide as at least half of the widest."""
    widths = [sum(map(bool, cells)) for _, cells in rows]
    most = max(widths)
    wide = (
        at for at, width in enumerate(widths[:_SEARCHED]) if 2 * width >= most and (width > 1 or most == 1)
    )
    return next(wide, 0)


def _wrong_head(head: int, names: Sequence[str], below: Sequence[Row], filename: str) -> list[Problem]:
    place = f"{filename}:{head}"
    if any(
        isinstance(name, NumberCell | DateCell | FormulaCell) or _LIKE_A_CODE.fullmatch(name)
        for name in names
    ) or _is_like_below(names, below):
        return [Problem("draw_no_head", place)]
    problems = []
    known: dict[str, int] = {}
    for at, name in enumerate(names, start=1):
        if name and known.setdefault(fold(name), at) != at:
            problems.append(Problem("draw_column_twice", place, {"column": name}))
    bare = [at for at, name in enumerate(names) if not name]
    bare += range(len(names), max((len(cells) for _, cells in below), default=0))
    for at in bare:
        row = next((number for number, cells in below if at < len(cells) and cells[at]), None)
        if row is not None:
            problems.append(Problem("draw_column_unnamed", place, {"column": at + 1, "row": row}))
    return problems


def _is_like_below(names: Sequence[str], below: Sequence[Row]) -> bool:
    """Whether a row is one of the list itself: a cell of it is said again below, or has a code's shape there.

    A shape is a code's when a digit is in it and every row below has it.
    """
    others = [cells for _, cells in below if list(cells) != list(names)]  # a head may stand on every page
    for at, name in enumerate(names):
        cells = [cells[at] if at < len(cells) else "" for cells in others]
        if not name or not cells:
            continue
        shaped = re.search(r"\d", name) and all(_shape(cell) == _shape(name) for cell in cells)
        if shaped or fold(name) in map(fold, cells):
            return True
    return False


def _shape(code: str) -> str:
    return re.sub(r"\d+", "0", fold(code))


def _wrong_column(table: Table, name: str, field: str) -> list[Problem]:
    at = table.place(name)
    if at is None:
        known = "; ".join(one.name for one in table.columns)
        return [Problem("draw_no_such_column", field, {"column": name, "known": known})]
    if table.columns[at].sign is not None:
        return [Problem("draw_column_personal", field, {"column": name})]
    return []


def _wrong_code(code: str, place: str) -> list[Problem]:
    checks: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("draw_code_missing", lambda text: not text),
        ("draw_code_formula", lambda text: isinstance(text, FormulaCell)),
        ("draw_code_is_date", lambda text: isinstance(text, DateCell)),
        ("draw_code_is_number", lambda text: isinstance(text, NumberCell) and not text.isdigit()),
        ("draw_code_long", lambda text: len(text) > LONGEST_CODE),
        ("draw_code_broken", _BREAK.search),
    )
    return [
        Problem(wrong, place, {"said": code[:60], "most": LONGEST_CODE})
        for wrong, fails in checks
        if fails(code)
    ][:1]


def _told_apart(code: str) -> str:
    """What tells a code from others for whoever reads it: not case, blanks or letters nobody sees."""
    return "".join(one for one in code.casefold() if not one.isspace() and category(one) != "Cf")


def _repeats(cells: Sequence[str]) -> bool:
    return len(set(cells)) < len(cells)


def _column(name: str, at: int, rows: Sequence[Row]) -> Column:
    cells = [cells[at] for _, cells in rows]
    return Column(str(name), sign_of(name, cells), next(filter(None, cells), ""))
