"""Imports of files, and mappings kept by name: how the columns of a file become answers."""

from survey_app.store.database import Database

_STATEMENTS = (
    """
    CREATE TABLE responses_mapping (
      name TEXT NOT NULL PRIMARY KEY CONSTRAINT a_name_is_short CHECK (length(name) BETWEEN 1 AND 80),
      document TEXT NOT NULL,
      revision INTEGER NOT NULL CONSTRAINT a_revision_counts CHECK (revision > 0),
      saved_at TEXT NOT NULL,
      saved_by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # `by_whom` is '' for an import from the command line.
    """
    CREATE TABLE responses_import (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_id_is_random CHECK (length(id) = 32),
      at TEXT NOT NULL,
      by_whom TEXT NOT NULL,
      file_name TEXT NOT NULL,
      round TEXT NOT NULL,
      added INTEGER NOT NULL CONSTRAINT added_is_a_count CHECK (added >= 0),
      known INTEGER NOT NULL CONSTRAINT known_is_a_count CHECK (known >= 0)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
