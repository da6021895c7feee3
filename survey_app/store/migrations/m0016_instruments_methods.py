"""The methods that came with published forms: by name and version, each one formula for good."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE instruments_method (
          instrument TEXT NOT NULL,
          name TEXT NOT NULL,
          version INTEGER NOT NULL CONSTRAINT versions_count_from_one CHECK (version >= 1),
          document TEXT NOT NULL,
          form_version TEXT NOT NULL,
          PRIMARY KEY (instrument, name, version),
          FOREIGN KEY (instrument, form_version) REFERENCES instruments_version (id, version)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TRIGGER instruments_method_is_frozen BEFORE UPDATE ON instruments_method
        BEGIN SELECT RAISE(ABORT, 'a published method is never changed'); END
        """
    )
