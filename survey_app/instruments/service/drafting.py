"""Tables of checklists as people send them, on their way to a form: read, carried by the page, written."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final
from zipfile import BadZipFile, ZipFile

from forms.drafting import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    About,
    Block,
    Draft,
    Entry,
    form_tables,
    read_text,
    trimmed,
)
from forms.xlsform.foreign import foreign_kind
from survey_app import documents, spreadsheets
from survey_app.errors import Invalid, Problem
from survey_app.instruments.service.making import made_tables

_WORD, _SHEETS = "word/", 12
_PACKED: Final = 4_000_000  # letters that a page's field unpacks to


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """The table that was pasted. Raises Invalid, at 'table', for no table or one that is too large."""
    if len(text) > MOST_LETTERS:
        raise Invalid([Problem("table_letters", "table", {"most": MOST_LETTERS})])
    return _bounded([read_text(text)], "table")


def blocks_of_file(name: str, content: bytes) -> tuple[Block, ...]:
    """The tables of a .docx, .xlsx or .csv, each sheet one.

    Raises Invalid for a file that cannot be read, or has no table or too large a one.
    """
    if found := foreign_kind(content):
        raise Invalid([Problem("table_foreign", name, {"found": found})])
    if _is_word(content) or Path(name).suffix.lower() in (".doc", ".docx"):
        return _bounded(list(_of_document(name, content)), name)
    if spreadsheets.check_bytes(content[:512], len(content), name):
        return _bounded(list(_of_workbook(name, content)), name)
    rows = spreadsheets.read_csv(content, name)
    return _bounded([trimmed("", ((n, row, False) for n, row in enumerate(rows, start=1)))], name)


def packed(blocks: Iterable[Block]) -> str:
    """The blocks as letters of a hidden field: nothing of a table is kept on the server."""
    plain = [
        [block.name, [[e.number, list(e.cells), e.wide, e.beside] for e in block.entries]] for block in blocks
    ]
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), 9)).decode()


def unpacked(field: str) -> tuple[Block, ...]:
    """What `packed` gave. Raises Invalid for anything else."""
    try:
        reader = zlib.decompressobj()
        plain = json.loads(reader.decompress(base64.urlsafe_b64decode(field), _PACKED))
        json.dumps(plain, ensure_ascii=False).encode()  # half letters can be written nowhere
        blocks = [
            Block(
                str(name),
                tuple(Entry(int(n), tuple(map(str, cells)), bool(w), bool(b)) for n, cells, w, b in entries),
            )
            for name, entries in plain
        ]
    except (binascii.Error, zlib.error, ValueError, TypeError) as error:
        raise Invalid([Problem("table_lost", "table")]) from error
    return _bounded(blocks, "table")


def made_form(draft: Draft, about: About) -> bytes:
    """The draft as an .xlsx. Raises Unavailable when it cannot be made now."""
    return made_tables(form_tables(draft, about))


def _of_document(name: str, content: bytes) -> Iterator[Block]:
    tables = documents.read_tables(content, name)
    for number, table in enumerate(tables, start=1):
        rows = trimmed("", ((place, row.cells, row.wide) for place, row in enumerate(table, start=1)))
        beside = {place for place, row in enumerate(table, start=1) if row.paragraph}
        entries = (Entry(e.number, e.cells, e.wide, e.number in beside) for e in rows.entries)
        yield Block(str(number) if len(tables) > 1 else "", tuple(entries))


def _of_workbook(name: str, content: bytes) -> Iterator[Block]:
    with TemporaryFile() as stream:
        stream.write(content)
        first = spreadsheets.read_workbook(stream, name)
        shown = [sheet for sheet in first.names if sheet not in first.hidden]
        if len(shown) > _SHEETS:
            raise Invalid([Problem("table_sheets", name, {"most": _SHEETS})])
        for title in shown:
            sheet = spreadsheets.read_workbook(stream, name, title) if title != first.name else first
            wide = {top for top, left, _, right in sheet.merged if right > left}
            rows = ((n, row, n in wide and _few(row)) for n, row in enumerate(sheet.rows, start=1))
            yield trimmed(title if len(shown) > 1 else "", rows)


def _few(row: list[str]) -> bool:
    """Whether a row has at most a number and one text: then a merged cell of it is a heading."""
    return sum(map(bool, row)) <= 2


def _is_word(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return any(name.startswith(_WORD) for name in archive.namelist())
    except (BadZipFile, ValueError, OSError):
        return False


def _bounded(blocks: list[Block], place: str) -> tuple[Block, ...]:
    """The blocks that have rows. Raises Invalid for none, or for more than a person goes through."""
    kept = tuple(block for block in blocks if block.entries)
    rows = [entry for block in kept for entry in block.entries]
    if not any(len(entry.cells) > 1 for entry in rows):
        raise Invalid([Problem("table_none", place)])
    if len(rows) > MOST_ROWS:
        raise Invalid([Problem("table_rows", place, {"rows": len(rows), "most": MOST_ROWS})])
    if any(len(entry.cells) > MOST_COLUMNS for entry in rows):
        raise Invalid([Problem("table_columns", place, {"most": MOST_COLUMNS})])
    if sum(len(cell) for entry in rows for cell in entry.cells) > MOST_LETTERS:
        raise Invalid([Problem("table_letters", place, {"most": MOST_LETTERS})])
    return kept
