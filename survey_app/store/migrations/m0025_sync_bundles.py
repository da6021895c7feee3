"""Bundles between instances: whose are trusted, which came in, what came in which, what contradicts."""

from survey_app.store.database import Database

_STATEMENTS = (
    # An instance is known by the fingerprint of its key; a person compared it before it was accepted.
    """
    CREATE TABLE sync_sender (
      fingerprint TEXT NOT NULL PRIMARY KEY CONSTRAINT a_fingerprint_in_hexadecimal
        CHECK (length(fingerprint) = 64),
      name TEXT NOT NULL,
      accepted_by TEXT NOT NULL,
      accepted_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # `number` and `hash` are the sender's last entry of its ledger; `lacking` what was damaged or held back.
    """
    CREATE TABLE sync_bundle (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_bundle_has_36_letters CHECK (length(id) = 36),
      sender TEXT NOT NULL REFERENCES sync_sender (fingerprint),
      purpose TEXT NOT NULL CONSTRAINT a_known_purpose CHECK (purpose IN ('home', 'trip')),
      made_at TEXT NOT NULL,
      came_at TEXT NOT NULL,
      by TEXT NOT NULL,
      number INTEGER NOT NULL CONSTRAINT a_ledger_counts CHECK (number >= 0),
      hash TEXT NOT NULL,
      responses INTEGER NOT NULL CONSTRAINT responses_are_counted CHECK (responses >= 0),
      lacking TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # What came in which bundle first, and as what. Never a citizen's response: two bundles of one morning
    # would tell when it was given.
    """
    CREATE TABLE sync_bundle_thing (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      bundle TEXT NOT NULL REFERENCES sync_bundle (id),
      digest TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sync_bundle_thing_by_bundle ON sync_bundle_thing (bundle)",
    # What contradicts what is stored here: it is kept, and what is stored stays.
    """
    CREATE TABLE sync_bundle_conflict (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      digest TEXT NOT NULL,
      bundle TEXT NOT NULL REFERENCES sync_bundle (id),
      reason TEXT NOT NULL,
      content TEXT NOT NULL,
      found_at TEXT NOT NULL,
      PRIMARY KEY (kind, id, digest)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
