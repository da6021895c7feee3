"""Rows of languages an office adds, with the translations and recordings on their way."""

from survey_app.instruments.languages import Recording, Review, Translation
from survey_app.store import Database

_REVIEW = "by, at, reviewed_by, reviewed_at"
_AT = "instrument = ? AND language = ? AND place = ?"


def languages(db: Database, instrument: str) -> dict[str, str]:
    """The names of the added languages by tag, in the order they were added."""
    rows = db.execute(
        "SELECT language, name FROM instruments_language WHERE instrument = ? ORDER BY at, language",
        [instrument],
    )
    return {str(tag): str(name) for tag, name in rows}


def add_language(db: Database, instrument: str, tag: str, name: str, by: str, at: str) -> None:
    """Add a language, or give one that was added another name."""
    db.execute(
        "INSERT INTO instruments_language (instrument, language, name, by, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (instrument, language) DO UPDATE SET name = excluded.name",
        [instrument, tag, name, by, at],
    )


def translations(db: Database, instrument: str, language: str) -> dict[str, Translation]:
    """The translations of a form into a language, by place."""
    query = (
        f"SELECT place, text, source, before, {_REVIEW} FROM instruments_translation"  # noqa: S608  # constants
        " WHERE instrument = ? AND language = ?"
    )
    return {
        place: Translation(text, source, before, _review(*review))
        for place, text, source, before, *review in db.execute(query, [instrument, language])
    }


def put_translation(db: Database, instrument: str, language: str, place: str, written: Translation) -> None:
    """Have this translation in its place."""
    remove_translation(db, instrument, language, place)
    db.execute(
        "INSERT INTO instruments_translation"
        " (instrument, language, place, text, source, before, by, at, reviewed_by, reviewed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [instrument, language, place, written.text, written.source, written.before, *_cells(written.review)],
    )


def remove_translation(db: Database, instrument: str, language: str, place: str) -> None:
    """Have none in this place."""
    db.execute(f"DELETE FROM instruments_translation WHERE {_AT}", [instrument, language, place])  # noqa: S608


def recordings(db: Database, instrument: str, language: str) -> dict[str, Recording]:
    """The recordings of a form in a language, by place, without their contents."""
    query = (
        f"SELECT place, said, file, kind, {_REVIEW} FROM instruments_recording"  # noqa: S608  # constants
        " WHERE instrument = ? AND language = ?"
    )
    return {
        place: Recording(said, file, kind, _review(*review))
        for place, said, file, kind, *review in db.execute(query, [instrument, language])
    }


def sound(db: Database, instrument: str, language: str, place: str) -> tuple[bytes, str] | None:
    """Content and media type of a recording, or None."""
    query = f"SELECT content, kind FROM instruments_recording WHERE {_AT}"  # noqa: S608  # constants
    row = db.execute(query, [instrument, language, place]).fetchone()
    return (bytes(row[0]), str(row[1])) if row else None


def put_recording(
    db: Database, instrument: str, language: str, place: str, made: Recording, content: bytes
) -> None:
    """Have this recording in its place."""
    remove_recording(db, instrument, language, place)
    db.execute(
        "INSERT INTO instruments_recording (instrument, language, place, said, file, kind, content,"
        " by, at, reviewed_by, reviewed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            instrument,
            language,
            place,
            made.said,
            made.file,
            made.kind,
            content,
            *_cells(made.review),
        ],
    )


def review_recording(
    db: Database, instrument: str, language: str, place: str, said: str, by: str, at: str
) -> None:
    """Note who found the recording good as one of ``said``; without ``by`` it is a draft again."""
    db.execute(
        f"UPDATE instruments_recording SET said = ?, reviewed_by = ?, reviewed_at = ? WHERE {_AT}",  # noqa: S608
        [said, by or None, at or None, instrument, language, place],
    )


def remove_recording(db: Database, instrument: str, language: str, place: str) -> None:
    """Have none in this place."""
    db.execute(f"DELETE FROM instruments_recording WHERE {_AT}", [instrument, language, place])  # noqa: S608


def _review(by: str, at: str, reviewed_by: str | None, reviewed_at: str | None) -> Review:
    return Review(by, at, reviewed_by or "", reviewed_at or "")


def _cells(review: Review) -> list[str | None]:
    return [review.by, review.at, review.reviewed_by or None, review.reviewed_at or None]
