"""The responses desk: what staff entered may be read, reviewed, corrected and excluded; citizens' may not."""

from survey_app.store.database import Database

# What staff entered. Never a citizen's own phone or the kiosk, whatever tier is claimed for it.
_ENTERED = (
    "({0}mode IN ('staff_tablet', 'paper_keyed', 'phone_call') OR {0}tier = 'I')"
    " AND {0}mode NOT IN ('qr_phone', 'kiosk')"
)
_TAKEN = "uuid, round, instrument, unit, day, mode"

_STATEMENTS = (
    # A line for each response that may be read one by one; no other is ever found here. `changes` counts
    # whatever was done to it: who acts on an older count is told.
    """
    CREATE TABLE responses_desk (
      uuid TEXT NOT NULL PRIMARY KEY REFERENCES responses_response (uuid) ON DELETE CASCADE,
      round TEXT NOT NULL,
      instrument TEXT NOT NULL,
      unit TEXT NOT NULL,
      day TEXT NOT NULL,
      mode TEXT NOT NULL CONSTRAINT no_citizen_is_read CHECK (mode NOT IN ('qr_phone', 'kiosk')),
      state TEXT NOT NULL DEFAULT 'received' CONSTRAINT a_known_state
        CHECK (state IN ('received', 'has_issues', 'approved', 'rejected')),
      revision INTEGER NOT NULL DEFAULT 1,
      excluded INTEGER NOT NULL DEFAULT 0 CONSTRAINT excluded_is_a_boolean CHECK (excluded IN (0, 1)),
      changes INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
    # Everything the list narrows by, in its order: neither narrowing nor counting opens a row.
    """
    CREATE INDEX responses_desk_by_day ON responses_desk
      (day DESC, uuid, round, unit, instrument, mode, state, revision, excluded)
    """,
    # The rounds and forms there are, found by jumping from one to the next.
    "CREATE INDEX responses_desk_by_round ON responses_desk (round, instrument)",
    f"""
    CREATE TRIGGER responses_response_comes_to_the_desk AFTER INSERT ON responses_response
    WHEN {_ENTERED.format("NEW.")}
    BEGIN
      INSERT INTO responses_desk ({_TAKEN})
      VALUES (NEW.uuid, NEW.round, NEW.instrument, NEW.counter, NEW.day, NEW.mode);
    END
    """,  # noqa: S608  # constants
    f"""
    INSERT INTO responses_desk ({_TAKEN})
    SELECT uuid, round, instrument, counter, day, mode FROM responses_response WHERE {_ENTERED.format("")}
    """,  # noqa: S608  # constants
    # `revision` is the newest one that whoever reviewed it saw.
    """
    CREATE TABLE responses_review (
      uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
      number INTEGER NOT NULL CONSTRAINT reviews_count_from_one CHECK (number >= 1),
      at TEXT NOT NULL,
      by TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      reason TEXT NOT NULL,
      revision INTEGER NOT NULL,
      PRIMARY KEY (uuid, number),
      CONSTRAINT a_step_leads_elsewhere CHECK (from_state <> to_state)
    ) STRICT, WITHOUT ROWID
    """,
    # The first revision is the response itself, which is never touched.
    """
    CREATE TABLE responses_revision (
      uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
      number INTEGER NOT NULL CONSTRAINT corrections_count_from_two CHECK (number >= 2),
      at TEXT NOT NULL,
      by TEXT NOT NULL,
      reason TEXT NOT NULL CONSTRAINT a_correction_has_a_reason CHECK (reason <> ''),
      disposition TEXT NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (uuid, number)
    ) STRICT, WITHOUT ROWID
    """,
    # The files that corrections brought; they go when the response is purged.
    """
    CREATE TABLE responses_revision_file (
      uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
      name TEXT NOT NULL,
      PRIMARY KEY (uuid, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE responses_exclusion (
      uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
      number INTEGER NOT NULL CONSTRAINT exclusions_count_from_one CHECK (number >= 1),
      at TEXT NOT NULL,
      by TEXT NOT NULL,
      reason TEXT NOT NULL CONSTRAINT an_exclusion_has_a_reason CHECK (reason <> ''),
      excluded INTEGER NOT NULL CONSTRAINT excluded_is_a_boolean CHECK (excluded IN (0, 1)),
      PRIMARY KEY (uuid, number)
    ) STRICT, WITHOUT ROWID
    """,
    # The part a correction or an exclusion has in the ledger, an entry each. A purge empties the salt.
    """
    CREATE TABLE responses_change (
      entry INTEGER NOT NULL PRIMARY KEY,
      uuid TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ('revision', 'exclusion')),
      number INTEGER NOT NULL,
      salt BLOB,
      digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32),
      purge INTEGER,
      CONSTRAINT a_purge_takes_the_salt CHECK ((salt IS NULL) = (purge IS NOT NULL)),
      CONSTRAINT a_change_is_sealed_once UNIQUE (uuid, kind, number)
    ) STRICT
    """,
    "CREATE INDEX responses_part_by_purge ON responses_part (purge, batch) WHERE purge IS NOT NULL",
    *(
        f"""
        CREATE TRIGGER responses_{table}_is_never_changed BEFORE UPDATE ON responses_{table}
        BEGIN SELECT RAISE(ABORT, 'what was done to a response is never changed'); END
        """
        for table in ("review", "revision", "exclusion")
    ),
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
