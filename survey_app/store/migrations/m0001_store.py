"""Settings and the ledger."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    for statement in (
        """
        CREATE TABLE store_setting (
          name TEXT NOT NULL PRIMARY KEY,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE store_ledger (
          number INTEGER NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL,
          subject TEXT NOT NULL,
          day TEXT NOT NULL,
          parts INTEGER NOT NULL CONSTRAINT a_batch_has_parts CHECK (parts > 0),
          hash BLOB NOT NULL CONSTRAINT a_hash_has_32_bytes CHECK (length(hash) = 32)
        ) STRICT
        """,
        """
        CREATE TRIGGER store_ledger_is_never_changed BEFORE UPDATE ON store_ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
        """,
        """
        CREATE TRIGGER store_ledger_is_never_cut BEFORE DELETE ON store_ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
        """,
    ):
        db.execute(statement)
