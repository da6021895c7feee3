"""The parent's side: what a file is, and a workbook's rows from the child process that reads it."""

import json
import os
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from forms.xlsform.foreign import foreign_kind
from survey_app.errors import Invalid, Problem
from survey_app.spreadsheets import limits
from survey_app.spreadsheets.cells import unpacked
from survey_app.spreadsheets.text import read_csv

MAX_BYTES, MAX_COLUMNS = limits.MAX_BYTES, limits.COLUMNS
REFUSED = 3  # how the child ends when it says why
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")
_UTF8_MARK = b"\xef\xbb\xbf"
_HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its rows once, and what else the workbook has.

    ``merged`` are ranges (first row, first column, last row, last column), all counted from 1;
    ``hidden_rows`` and ``hidden_columns``, by hand or by a filter, ranges (first, last).
    """

    name: str
    names: tuple[str, ...]
    hidden: tuple[str, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    lines: int
    rows: Iterator[list[str]]
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()


def read_cells(content: bytes, filename: str) -> Iterator[list[str]]:
    """Rows of cells from the header on, of a CSV file or of the first visible sheet of a workbook.

    Raises Invalid, with advice, for what cannot be read: no UTF-8, an old workbook, too large, empty.
    """
    check_bytes(content, len(content), filename)
    if not content.startswith(_ZIP):
        return read_csv(content, filename)
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        return read_workbook(stream, filename).rows


def check_bytes(first: bytes, size: int, filename: str) -> bool:
    """Whether a file that begins with ``first`` is a workbook. Raises Invalid for what is never read."""
    if size > MAX_BYTES:
        raise _refusal("file_too_large", filename, megabytes=MAX_BYTES // 1_000_000)
    if not first.strip():
        raise _refusal("file_is_empty", filename)
    if first.startswith(_OLD_EXCEL):
        modern = Path(filename).suffix.lower() in (".xlsx", ".xlsm")
        raise _refusal("workbook_is_protected" if modern else "old_excel_file", filename)
    if found := foreign_kind(first):
        raise _refusal("file_is_foreign", filename, found=found)
    if first.removeprefix(_UTF8_MARK).lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise _refusal("file_is_web_page", filename)
    return first.startswith(_ZIP)


def read_workbook(stream: IO[bytes], filename: str, sheet: str = "", most: int = 0) -> Sheet:
    """The sheet called ``sheet`` (without a name the first visible one) of a workbook in an open file.

    With ``most`` only so many rows are read.

    Raises Invalid for a damaged workbook, one with macros, one without that sheet, more than 300 columns,
    or one that takes more time or memory than a workbook may.
    """
    rows = tempfile.TemporaryFile()  # noqa: SIM115  # closed when nobody holds its rows any more
    try:
        _run_child(stream, rows, filename, (sheet, str(most)))
    except BaseException:
        rows.close()
        raise
    rows.seek(0)
    about = json.loads(rows.readline())
    start = rows.tell()
    lines = sum(1 for _ in rows)
    rows.seek(start)
    merged = tuple((a, b, c, d) for a, b, c, d in about["merged"])
    names, hidden = tuple(about["names"]), tuple(about["hidden"])
    unseen = [tuple((a, b) for a, b in about[kind]) for kind in ("hidden_rows", "hidden_columns")]
    return Sheet(about["name"], names, hidden, merged, lines, _Rows(rows), *unseen)


def _run_child(stream: IO[bytes], rows: IO[bytes], filename: str, asked: tuple[str, str]) -> None:
    stream.flush()
    os.lseek(stream.fileno(), 0, os.SEEK_SET)  # the child reads from where the descriptor stands
    try:
        done = subprocess.run(  # noqa: S603  # our own module on our own interpreter
            [sys.executable, "-m", "survey_app.spreadsheets.child", *asked],
            stdin=stream,
            stdout=rows,
            stderr=subprocess.PIPE,
            timeout=limits.SECONDS,
            cwd=_HOUSE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("workbook_is_heavy", filename) from None
    if done.returncode == REFUSED:
        code, place, values = json.loads(done.stderr)
        raise _refusal(code, f"{filename}:{place}" if place else filename, **values)
    if done.returncode:
        raise _refusal("workbook_is_heavy", filename)


class _Rows(Iterator[list[str]]):
    """The rows in the child's answer, once."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        weakref.finalize(self, stream.close)

    def __next__(self) -> list[str]:
        return [unpacked(value) for value in json.loads(next(self._stream))]


def _refusal(code: str, place: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place, values)])
