"""SQL over the table of kept photos."""

from collections.abc import Iterator

from survey_app.store import Database


def insert_missing(db: Database, name: str, size: int, pixels: tuple[int, int], now: str) -> None:
    """Add the photo ``name`` of ``size`` bytes and (width, height) pixels; one that is there stays."""
    db.execute(
        "INSERT INTO media_photo (name, bytes, width, height, kept_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [name, size, *pixels, now],
    )


def names(db: Database) -> Iterator[str]:
    """The names of all photos, in order."""
    for row in db.execute("SELECT name FROM media_photo ORDER BY name"):
        yield row[0]
