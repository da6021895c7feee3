"""A place beside the store where a long import keeps its rows until all of them were found good."""

import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from survey_app.store.connect import store_faults
from survey_app.store.instance import Instance


class Spool:
    """Rows by a unique key, given back in the order of their keys; gone when it is closed."""

    def __init__(self, instance: Instance) -> None:
        # Beside the database, so that a disk too small for the import shows before anything is stored.
        self._folder = tempfile.TemporaryDirectory(prefix="spool-", dir=instance.root)
        self._connection = sqlite3.connect(Path(self._folder.name) / "spool.db", isolation_level=None)
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE row (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
        )

    def add(self, rows: Iterable[tuple[str, Any]]) -> None:
        """Keep ``rows`` of (key, value); raises sqlite3.IntegrityError for a key that came before."""
        with store_faults():
            self._connection.executemany(
                "INSERT INTO row VALUES (?, ?)", ((key, pickle.dumps(value)) for key, value in rows)
            )

    def values(self) -> Iterator[Any]:
        """What was kept, by key."""
        with store_faults():
            for (value,) in self._connection.execute("SELECT value FROM row ORDER BY key"):
                yield pickle.loads(value)  # noqa: S301  # written by this process a moment ago

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._folder.cleanup()
