"""Rows of the files a published version carries."""

from collections.abc import Iterable

from survey_app.instruments.model import Attachment
from survey_app.store import Database


def add(db: Database, instrument: str, version: str, attachments: Iterable[Attachment]) -> None:
    """Add the files of a version that has none yet."""
    for file in attachments:
        db.execute(
            "INSERT INTO instruments_attachment (instrument, version, name, kind, content)"
            " VALUES (?, ?, ?, ?, ?)",
            [instrument, version, file.name, file.kind, file.content],
        )


def attachment(db: Database, instrument: str, version: str, name: str) -> tuple[bytes, str] | None:
    """Content and kind of one file, or None."""
    row = db.execute(
        "SELECT content, kind FROM instruments_attachment WHERE instrument = ? AND version = ? AND name = ?",
        [instrument, version, name],
    ).fetchone()
    return (bytes(row[0]), str(row[1])) if row else None


def contents(db: Database, instrument: str, version: str) -> dict[str, bytes]:
    """The contents of all files of a version, by name."""
    rows = db.execute(
        "SELECT name, content FROM instruments_attachment WHERE instrument = ? AND version = ? ORDER BY name",
        [instrument, version],
    )
    return {str(name): bytes(content) for name, content in rows}
