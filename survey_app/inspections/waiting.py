"""A list between its upload and the draw: as JSON, already without what names people."""

import json
from dataclasses import dataclass
from typing import Any

from survey_app.inspections.lists import Column, Table, lines_of, read_table, without_people
from survey_app.inspections.model.draws import DrawList, Line
from survey_app.inspections.personal import Personal, Sign
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell

_KINDS: dict[str, type[str]] = {"n": NumberCell, "d": DateCell, "f": FormulaCell}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list that was read; ``left_out`` and ``hashed`` name the columns that told of people."""

    table: Table
    filename: str
    left_out: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()

    def draw_list(self, code: str, group: str) -> DrawList:
        """The list to draw from by those columns. Raises Invalid as `lines_of`."""
        table = self.table
        lines: tuple[Line, ...] = lines_of(table, code, group, self.filename)
        rows = tuple(tuple(map(str, cells)) for _, cells in table.rows)
        columns = tuple(one.name for one in table.columns)
        return DrawList(lines, columns, rows, code, group, self.left_out, self.hashed)


def take_list(content: bytes, filename: str, key: bytes | None) -> Waiting:
    """The list in a file, its personal columns left out or, with a ``key``, hashed. Raises Invalid."""
    whole = read_table(content, filename)
    personal = tuple(one.name for one in whole.columns if one.sign is not None)
    table = without_people(whole, key)
    return Waiting(table, filename, *((personal, ()) if key is None else ((), personal)))


def written(waiting: Waiting) -> bytes:
    """``waiting`` as JSON."""
    table = waiting.table
    said = {
        "filename": waiting.filename,
        "left_out": waiting.left_out,
        "hashed": waiting.hashed,
        "head": table.head,
        "columns": [
            [one.name, one.sign and [one.sign.kind, one.sign.by_head], one.example] for one in table.columns
        ],
        "rows": [[number, [_plain(cell) for cell in cells]] for number, cells in table.rows],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> Waiting:
    """What `written` wrote."""
    said = json.loads(content)
    columns = (
        Column(name, Sign(Personal(sign[0]), sign[1]) if sign else None, example)
        for name, sign, example in said["columns"]
    )
    rows = tuple((number, tuple(map(_cell, cells))) for number, cells in said["rows"])
    table = Table(tuple(columns), rows, said["head"])
    return Waiting(table, said["filename"], tuple(said["left_out"]), tuple(said["hashed"]))


def _plain(cell: str) -> Any:
    kind = next((letter for letter, kept in _KINDS.items() if type(cell) is kept), "")
    return {kind: str(cell)} if kind else cell


def _cell(plain: Any) -> str:
    if isinstance(plain, str):
        return plain
    ((kind, text),) = plain.items()
    return _KINDS[kind](text)
