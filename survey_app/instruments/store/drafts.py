"""Rows of uploads that were checked and wait to be published."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from forms.gate.cells import Cells
from survey_app.instruments.model import Attachment, Draft, Finding
from survey_app.store import Database

_COLUMNS = "id, name, instrument, version, by, at"


def add(
    db: Database,
    draft: Draft,
    content: bytes,
    document: str,
    warnings: Sequence[Finding],
    cells: Cells,
    files: Iterable[Attachment],
) -> None:
    """Add a draft with the workbook it came from and its cells, the frozen instrument, warnings and files."""
    found = [[found.key, found.place, dict(found.values)] for found in warnings]
    written = json.dumps({"found": found, **asdict(cells)})
    db.execute(
        "INSERT INTO instruments_draft (id, name, content, instrument, version, document, warnings, by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            draft.id,
            draft.name,
            content,
            draft.instrument,
            draft.version,
            document,
            written,
            draft.by,
            draft.at,
        ],
    )
    for file in files:
        db.execute(
            "INSERT INTO instruments_draft_attachment (draft, name, kind, content) VALUES (?, ?, ?, ?)",
            [draft.id, file.name, file.kind, file.content],
        )


def drafts(db: Database) -> list[Draft]:
    """All drafts, the newest first."""
    query = f"SELECT {_COLUMNS} FROM instruments_draft ORDER BY at DESC, id"  # noqa: S608  # constants
    return [Draft(*row) for row in db.execute(query)]


def draft(db: Database, id: str) -> Draft | None:
    """One draft, or None."""
    query = f"SELECT {_COLUMNS} FROM instruments_draft WHERE id = ?"  # noqa: S608  # constants
    row = db.execute(query, [id]).fetchone()
    return Draft(*row) if row else None


def parts(db: Database, id: str) -> tuple[str, list[Finding], Cells]:
    """The frozen instrument of a draft that exists, as JSON, the warnings about it, where its parts stand."""
    row = db.execute("SELECT document, warnings FROM instruments_draft WHERE id = ?", [id]).fetchone()
    read = json.loads(row[1])
    if isinstance(read, list):  # written before the cells were kept
        read = {"found": read, "rows": {}, "columns": {}}
    warnings = [Finding(key, place, values, grave=False) for key, place, values in read["found"]]
    return str(row[0]), warnings, Cells(read["rows"], read["columns"])


def content(db: Database, id: str) -> bytes:
    """The workbook of a draft that exists."""
    return bytes(db.execute("SELECT content FROM instruments_draft WHERE id = ?", [id]).fetchone()[0])


def files(db: Database, id: str) -> list[Attachment]:
    """The files of a draft."""
    query = "SELECT name, kind, content FROM instruments_draft_attachment WHERE draft = ? ORDER BY name"
    rows = db.execute(query, [id])
    return [Attachment(str(name), str(kind), bytes(content)) for name, kind, content in rows]


def file_names(db: Database, id: str) -> list[str]:
    """The names of the files of a draft."""
    rows = db.execute("SELECT name FROM instruments_draft_attachment WHERE draft = ? ORDER BY name", [id])
    return [str(row[0]) for row in rows]


def file(db: Database, id: str, name: str) -> tuple[bytes, str] | None:
    """Content and kind of one file of a draft, or None."""
    row = db.execute(
        "SELECT content, kind FROM instruments_draft_attachment WHERE draft = ? AND name = ?", [id, name]
    ).fetchone()
    return (bytes(row[0]), str(row[1])) if row else None


def remove(db: Database, id: str) -> None:
    """Remove a draft with its files; an unknown one removes nothing."""
    db.execute("DELETE FROM instruments_draft WHERE id = ?", [id])


def remove_before(db: Database, at: str) -> None:
    """Remove the drafts that came in before ``at``."""
    db.execute("DELETE FROM instruments_draft WHERE at < ?", [at])
