"""SQL over the table of kept files."""

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey_app.store import Database


def keep(db: "Database", name: str, size: int, now: str) -> None:
    """Have the row of the file ``name`` of ``size`` bytes, last taken ``now``."""
    db.execute(
        "INSERT INTO media_file (name, bytes, kept_at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET kept_at = max(kept_at, excluded.kept_at)",
        [name, size, now],
    )


def names(db: "Database") -> Iterator[str]:
    """The names of all files, in order."""
    for row in db.execute("SELECT name FROM media_file ORDER BY name"):
        yield row[0]


def sizes(db: "Database", names: Collection[str]) -> dict[str, int]:
    """The bytes of those of ``names`` that are kept."""
    query = "SELECT name, bytes FROM media_file WHERE name IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, [json.dumps(sorted(names))]))


def taken_before(db: "Database", then: str) -> set[str]:
    """The names of the files that nobody took since then."""
    return {row[0] for row in db.execute("SELECT name FROM media_file WHERE kept_at < ?", [then])}


def delete(db: "Database", names: Collection[str]) -> None:
    """Remove the rows of these files."""
    db.execute(
        "DELETE FROM media_file WHERE name IN (SELECT value FROM json_each(?))", [json.dumps(list(names))]
    )
