"""People who sign in, and their sessions."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE accounts_person (
          username TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          role TEXT NOT NULL CONSTRAINT a_known_role
            CHECK (role IN ('administrator', 'inspector', 'analyst', 'viewer')),
          password_hash TEXT NOT NULL,
          created_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE accounts_session (
          digest BLOB NOT NULL PRIMARY KEY,
          username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
          started_at TEXT NOT NULL,
          seen_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
