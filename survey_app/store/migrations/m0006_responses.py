"""Responses: keyed by a random id, so that neither order nor time of arrival is stored."""

from survey_app.store.database import Database

_STATEMENTS = (
    """
    CREATE TABLE responses_response (
      uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
      instrument TEXT NOT NULL,
      version TEXT NOT NULL,
      round TEXT NOT NULL,
      counter TEXT NOT NULL,
      collector TEXT,
      mode TEXT NOT NULL CONSTRAINT a_known_mode
        CHECK (mode IN ('qr_phone', 'kiosk', 'staff_tablet', 'paper_keyed', 'phone_call', 'web_import')),
      tier TEXT CONSTRAINT a_known_tier CHECK (tier IN ('A', 'B', 'C', 'K', 'P', 'I')),
      language TEXT NOT NULL,
      assisted TEXT NOT NULL CONSTRAINT a_known_assistance
        CHECK (assisted IN ('none', 'relative', 'staff')),
      audio_used INTEGER NOT NULL CONSTRAINT audio_used_is_a_boolean CHECK (audio_used IN (0, 1)),
      disposition TEXT NOT NULL CONSTRAINT a_known_disposition
        CHECK (disposition IN ('complete', 'partial')),
      day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(day) = 10),
      slot INTEGER CONSTRAINT a_two_hour_slot CHECK (slot BETWEEN 0 AND 11),
      stratum TEXT,
      psu TEXT,
      weight REAL CONSTRAINT a_positive_weight CHECK (weight > 0),
      document TEXT NOT NULL,
      digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER responses_response_is_never_changed BEFORE UPDATE ON responses_response
    BEGIN SELECT RAISE(ABORT, 'a response is never changed'); END
    """,
    # What came under an id that was taken, with other content: kept for a person to look at.
    """
    CREATE TABLE responses_conflict (
      uuid TEXT NOT NULL,
      digest BLOB NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (uuid, digest)
    ) STRICT, WITHOUT ROWID
    """,
    # The part a response has in a sealed batch. A purge, itself an entry of the ledger, empties the salt; the
    # digest stays in the chain.
    """
    CREATE TABLE responses_part (
      uuid TEXT NOT NULL PRIMARY KEY,
      batch INTEGER NOT NULL,
      salt BLOB,
      digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32),
      purge INTEGER,
      CONSTRAINT a_purge_takes_the_salt CHECK ((salt IS NULL) = (purge IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    # What was purged does not come back under its id.
    """
    CREATE TRIGGER responses_response_stays_purged BEFORE INSERT ON responses_response
    WHEN EXISTS (SELECT 1 FROM responses_part WHERE uuid = NEW.uuid AND purge IS NOT NULL)
    BEGIN SELECT RAISE(IGNORE); END
    """,
    "CREATE INDEX responses_part_by_batch ON responses_part (batch)",
    # What waits for the next batch; what is received = sealed parts + these.
    """
    CREATE TABLE responses_unsealed (
      round TEXT NOT NULL,
      uuid TEXT NOT NULL,
      PRIMARY KEY (round, uuid)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
