"""Tablets that were let in, the codes that let one in once, and who has proved themselves on which."""

from survey_app.store.database import Database

_STATEMENTS = (
    # Of codes and tokens only digests are kept: a copy of the file opens no door.
    """
    CREATE TABLE accounts_device (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_device_has_36_letters CHECK (length(id) = 36),
      name TEXT NOT NULL CONSTRAINT a_device_has_a_name CHECK (name <> ''),
      token BLOB NOT NULL UNIQUE CONSTRAINT a_token_digest_has_32_bytes CHECK (length(token) = 32),
      enrolled_by TEXT NOT NULL,
      enrolled_at TEXT NOT NULL,
      seen_at TEXT,
      offset_seconds REAL,
      app_version TEXT NOT NULL DEFAULT '',
      revoked_by TEXT,
      revoked_at TEXT,
      CONSTRAINT who_revoked_is_kept CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE accounts_enrolment (
      code BLOB NOT NULL PRIMARY KEY CONSTRAINT a_code_digest_has_32_bytes CHECK (length(code) = 32),
      name TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      until TEXT NOT NULL,
      device TEXT REFERENCES accounts_device (id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE accounts_device_person (
      device TEXT NOT NULL REFERENCES accounts_device (id),
      username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
      proved_at TEXT NOT NULL,
      PRIMARY KEY (device, username)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
