"""Rows of the methods that came with published forms."""

from survey_app.store import Database


def methods(db: Database, instrument: str) -> dict[tuple[str, int], str]:
    """The methods of an instrument as JSON by name and version, in the order they were published."""
    rows = db.execute(
        "SELECT name, version, document FROM instruments_method WHERE instrument = ? ORDER BY rowid",
        [instrument],
    )
    return {(str(name), int(version)): str(document) for name, version, document in rows}


def add(db: Database, instrument: str, form_version: str, name: str, version: int, document: str) -> None:
    """Add a method that is not there yet; ``form_version`` is the form's version that brought it."""
    db.execute(
        "INSERT INTO instruments_method (instrument, name, version, document, form_version)"
        " VALUES (?, ?, ?, ?, ?)",
        [instrument, name, version, document, form_version],
    )
