"""The tables of a Word file that somebody sends, read by a process of its own within limits."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from survey_app.errors import Invalid, Problem

BYTES: Final = 10_000_000
SECONDS: Final = 30
_UNPACKED, _PARTS = 60_000_000, 2_000
_MAIN: Final = "word/document.xml"
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, those a merged one covers ''; whether its words stand in one merged cell.

    A ``paragraph`` beside the tables is a row of one cell.
    """

    cells: tuple[str, ...]
    wide: bool
    paragraph: bool


def read_tables(content: bytes, filename: str) -> list[list[TableRow]]:
    """The tables of a .docx in their order, each after the paragraphs before it.

    Automatic numbers are written out. Raises Invalid for a file that is none, or that takes too much.
    """
    _check(content, filename)
    try:
        answer = subprocess.run(  # our own module on our own interpreter
            [sys.executable, "-m", "survey_app.documents.table_child"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=_HOUSE,
            check=False,
        )
        tables = json.loads(answer.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise _refusal("document_heavy", filename) from None
    if tables is None:
        raise _refusal("document_broken", filename)
    return [[TableRow(tuple(cells), wide, beside) for cells, wide, beside in table] for table in tables]


def _check(content: bytes, filename: str) -> None:
    if content.startswith(_OLD_WORD):
        raise _refusal("document_old", filename)
    if len(content) > BYTES:
        raise _refusal("file_too_large", filename, megabytes=BYTES // 1_000_000)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise _refusal("file_too_large", filename, megabytes=BYTES // 1_000_000)
            archive.getinfo(_MAIN)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, ValueError, OSError):
        raise _refusal("document_broken", filename) from None


def _refusal(code: str, place: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place, values)])
