"""The parent's side: tell what the file is, start the child, make a problem of whatever befalls it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.errors import Problem, WorkbookRefused
from forms.xlsform import limits
from forms.xlsform.foreign import foreign_kind
from forms.xlsform.sheets import Row, Sheet, Workbook

_HOUSE = Path(__file__).parents[2]
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"  # such a file begins with its kind, not packed
_FIRST_PART = 200


def read_workbook(content: bytes) -> Workbook:
    """The sheets of a workbook file and pyxform's verdict on it.

    Raises WorkbookRefused for a file that is too large, of another kind, wrongly encoded, damaged, or that
    takes more time or memory than a workbook may.
    """
    if len(content) > limits.BYTES:
        raise WorkbookRefused([Problem("workbook_large", values={"most": limits.BYTES // 10**6})])
    answer = _ask_child(content, kind_of(content))
    if "problems" in answer:
        raise WorkbookRefused([Problem(code, place, values) for code, place, values in answer["problems"]])
    return sheets_of(answer["sheets"], answer["objection"], answer["xform"])


def sheets_of(tables: Mapping[str, list[list[str]]], objection: str = "", xform: str = "") -> Workbook:
    """A workbook of tables as they were read, the heading first."""
    return Workbook({name: _sheet(name, rows) for name, rows in tables.items()}, objection, xform)


def kind_of(content: bytes) -> str:
    """'xlsx', 'csv' or 'md', told by the content. Raises WorkbookRefused for anything else."""
    if content.startswith(b"PK\x03\x04"):
        if _OPEN_DOCUMENT in content[:_FIRST_PART]:
            raise WorkbookRefused([Problem("workbook_open_document")])
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookRefused([Problem("workbook_old_excel")])
    if found := foreign_kind(content):
        raise WorkbookRefused([Problem("workbook_foreign", values={"found": found})])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise WorkbookRefused([Problem("workbook_encoding", values={"byte": fault.start + 1})]) from None
    if "\x00" in text:
        raise WorkbookRefused([Problem("workbook_kind")])
    if not text.strip():
        raise WorkbookRefused([Problem("workbook_empty")])
    lines = [line.strip() for line in text.splitlines()]
    return "md" if any(line.startswith("|") and line.endswith("|") for line in lines) else "csv"


def _ask_child(content: bytes, kind: str) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603  our own module, no word of it from outside
            [sys.executable, "-m", "forms.xlsform.child", kind],
            input=content,
            capture_output=True,
            timeout=limits.WALL_SECONDS,
            cwd=_HOUSE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WorkbookRefused([Problem("workbook_slow", values={"most": limits.SECONDS})]) from None
    if done.returncode != 0:
        raise WorkbookRefused([Problem("workbook_heavy")])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    heading = tuple(rows[0]) if rows else ()
    below = (Row(number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2))
    return Sheet(name, heading, tuple(row for row in below if row.cells))
