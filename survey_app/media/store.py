"""SQL over the table of kept photos."""

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey_app.store import Database


def keep(db: "Database", name: str, size: int, pixels: tuple[int, int], now: str) -> None:
    """Have the row of the photo ``name`` of ``size`` bytes and (width, height) pixels, last taken ``now``."""
    db.execute(
        "INSERT INTO media_photo (name, bytes, width, height, kept_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET kept_at = excluded.kept_at",
        [name, size, *pixels, now],
    )


def names(db: "Database") -> Iterator[str]:
    """The names of all photos, in order."""
    for row in db.execute("SELECT name FROM media_photo ORDER BY name"):
        yield row[0]


def taken_before(db: "Database", then: str) -> set[str]:
    """The names of the photos that nobody took since then."""
    return {row[0] for row in db.execute("SELECT name FROM media_photo WHERE kept_at < ?", [then])}


def delete(db: "Database", names: Collection[str]) -> None:
    """Remove the rows of these photos."""
    db.execute(
        "DELETE FROM media_photo WHERE name IN (SELECT value FROM json_each(?))", [json.dumps(list(names))]
    )
