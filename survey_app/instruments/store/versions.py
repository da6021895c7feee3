"""Rows of published versions."""

from survey_app.instruments.model import Version
from survey_app.store import Database

_COLUMNS = "id, version, number, digest, published_at"


def versions(db: Database, instrument: str | None = None) -> list[Version]:
    """Versions from the oldest to the newest, of one instrument or of all."""
    where, values = ("WHERE id = ?", [instrument]) if instrument else ("", [])
    query = f"SELECT {_COLUMNS} FROM instruments_version {where} ORDER BY id, number"  # noqa: S608  # constants
    return [Version(*row) for row in db.execute(query, values)]


def digest(db: Database, instrument: str, version: str) -> str | None:
    """The SHA-256 of a version's frozen content, or None."""
    row = db.execute(
        "SELECT digest FROM instruments_version WHERE id = ? AND version = ?", [instrument, version]
    ).fetchone()
    return str(row[0]) if row else None


def with_digest(db: Database, digest: str) -> Version | None:
    """The version with that frozen content, or None."""
    query = f"SELECT {_COLUMNS} FROM instruments_version WHERE digest = ?"  # noqa: S608  # constants
    row = db.execute(query, [digest]).fetchone()
    return Version(*row) if row else None


def document(db: Database, instrument: str, version: str) -> str:
    """The frozen instrument of a version that exists, as JSON."""
    row = db.execute(
        "SELECT document FROM instruments_version WHERE id = ? AND version = ?", [instrument, version]
    ).fetchone()
    return str(row[0])


def original(db: Database, instrument: str, version: str) -> tuple[str, bytes] | None:
    """File name and content of the workbook a version came from, or None."""
    row = db.execute(
        "SELECT original_name, original FROM instruments_version WHERE id = ? AND version = ?",
        [instrument, version],
    ).fetchone()
    return (str(row[0]), bytes(row[1])) if row else None


def add(db: Database, version: Version, document: str, original: bytes, original_name: str) -> None:
    """Add a version that nothing has under its id and version."""
    db.execute(
        "INSERT INTO instruments_version"
        " (id, version, number, digest, document, original, original_name, published_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            version.id,
            version.version,
            version.number,
            version.digest,
            document,
            original,
            original_name,
            version.published_at,
        ],
    )
