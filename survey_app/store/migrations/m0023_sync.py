"""What tablets sent: records as they came, other contents under a known id, files on their way."""

from survey_app.store.database import Database

_STATEMENTS = (
    # `receipt` is the answer that was given, byte for byte; `reason` says why a record is in quarantine.
    """
    CREATE TABLE sync_record (
      uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
      digest TEXT NOT NULL CONSTRAINT a_digest_in_hexadecimal CHECK (length(digest) = 64),
      device TEXT NOT NULL,
      by TEXT NOT NULL,
      visit TEXT NOT NULL,
      instrument TEXT NOT NULL,
      version TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('stored', 'quarantined', 'removed')),
      reason TEXT NOT NULL DEFAULT '',
      body TEXT,
      receipt TEXT NOT NULL,
      status INTEGER NOT NULL,
      came_at TEXT NOT NULL,
      decided_by TEXT,
      decided_at TEXT,
      note TEXT NOT NULL DEFAULT '',
      CONSTRAINT a_removed_record_has_no_body CHECK ((state = 'removed') = (body IS NULL)),
      CONSTRAINT a_reason_for_quarantine CHECK (state <> 'quarantined' OR reason <> '')
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sync_record_by_visit ON sync_record (visit)",
    "CREATE INDEX sync_record_by_state ON sync_record (state, came_at)",
    """
    CREATE TABLE sync_conflict (
      uuid TEXT NOT NULL,
      digest TEXT NOT NULL,
      device TEXT NOT NULL,
      body TEXT NOT NULL,
      came_at TEXT NOT NULL,
      PRIMARY KEY (uuid, digest)
    ) STRICT, WITHOUT ROWID
    """,
    # A file a tablet sent whole, by the digest it had there: kept under `name`, or refused with a reason.
    """
    CREATE TABLE sync_file (
      digest TEXT NOT NULL PRIMARY KEY CONSTRAINT a_file_digest_in_hexadecimal CHECK (length(digest) = 64),
      bytes INTEGER NOT NULL,
      name TEXT,
      refused TEXT,
      device TEXT NOT NULL,
      came_at TEXT NOT NULL,
      CONSTRAINT kept_or_refused CHECK ((name IS NULL) = (refused IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    # The files a record answers with: those without a row in sync_file are still missing.
    """
    CREATE TABLE sync_record_file (
      record TEXT NOT NULL REFERENCES sync_record (uuid) ON DELETE CASCADE,
      address TEXT NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (record, address)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sync_record_file_by_digest ON sync_record_file (digest)",
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
