"""Published instrument versions, frozen, with the workbook they came from."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE instruments_version (
          id TEXT NOT NULL,
          version TEXT NOT NULL,
          number INTEGER NOT NULL,
          digest TEXT NOT NULL,
          document TEXT NOT NULL,
          original BLOB NOT NULL,
          original_name TEXT NOT NULL,
          published_at TEXT NOT NULL,
          PRIMARY KEY (id, version),
          CONSTRAINT the_order_is_unique UNIQUE (id, number)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TRIGGER instruments_version_is_frozen BEFORE UPDATE ON instruments_version
        BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END
        """
    )
