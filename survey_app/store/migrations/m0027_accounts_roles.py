"""Roles of those who carry inspections to their end, for which units, and a second proof at the log-in."""

from survey_app.store.database import Database

_PERSON = """
    CREATE TABLE accounts_person (
      username TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      role TEXT NOT NULL CONSTRAINT a_known_role
        CHECK (role IN ('administrator', 'leader', 'team_lead', 'secretary', 'inspector', 'verifier',
                        'unit_head', 'unit_contact', 'analyst', 'viewer')),
      password_hash TEXT NOT NULL,
      created_at TEXT NOT NULL,
      left_on TEXT,
      email TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID
"""
_STATEMENTS = (
    # For which units somebody acts, and from when to when; nobody's row: everywhere. Who speaks for a unit
    # has one at least.
    """
    CREATE TABLE accounts_scope (
      username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
      unit TEXT NOT NULL,
      first_day TEXT NOT NULL DEFAULT '' CONSTRAINT a_first_day CHECK (length(first_day) IN (0, 10)),
      last_day TEXT NOT NULL DEFAULT '' CONSTRAINT a_last_day CHECK (length(last_day) IN (0, 10)),
      PRIMARY KEY (username, unit, first_day)
    ) STRICT, WITHOUT ROWID
    """,
    # `secret` is sealed with a key beside the database: a copy of the file makes no codes.
    """
    CREATE TABLE accounts_totp (
      username TEXT NOT NULL PRIMARY KEY REFERENCES accounts_person (username) ON DELETE CASCADE,
      secret BLOB NOT NULL,
      made_at TEXT NOT NULL,
      confirmed_at TEXT,
      last_step INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE accounts_recovery (
      username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
      code BLOB NOT NULL CONSTRAINT a_code_digest_has_32_bytes CHECK (length(code) = 32),
      used_at TEXT,
      PRIMARY KEY (username, code)
    ) STRICT, WITHOUT ROWID
    """,
    # Where a session was opened, for whoever wants to end it.
    "ALTER TABLE accounts_session ADD COLUMN browser TEXT NOT NULL DEFAULT ''",
    # 1: the password was right, the second proof is still to come; it opens only the pages that ask for it.
    "ALTER TABLE accounts_session ADD COLUMN waits INTEGER NOT NULL DEFAULT 0"
    " CONSTRAINT waits_or_not CHECK (waits IN (0, 1))",
    # What was done to somebody's account, by whom, when.
    """
    CREATE TABLE accounts_event (
      number INTEGER NOT NULL PRIMARY KEY,
      username TEXT NOT NULL,
      what TEXT NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      data TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    "CREATE INDEX accounts_event_by_person ON accounts_event (username, number)",
    """
    CREATE TRIGGER accounts_event_is_never_changed BEFORE UPDATE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'what was done to an account stays'); END
    """,
    """
    CREATE TRIGGER accounts_event_stays BEFORE DELETE ON accounts_event
    BEGIN SELECT RAISE(ABORT, 'what was done to an account stays'); END
    """,
)
# They hang on people; a table that is dropped would take them along.
_HANGING = ("accounts_session", "accounts_device_person")


def apply(db: Database) -> None:
    for name in _HANGING:
        db.execute(f"CREATE TEMP TABLE kept_{name} AS SELECT * FROM {name}")  # noqa: S608  # our own names
    db.execute("CREATE TEMP TABLE kept_person AS SELECT * FROM accounts_person")
    db.execute("DROP TABLE accounts_person")
    db.execute(_PERSON)
    db.execute(
        "INSERT INTO accounts_person (username, name, role, password_hash, created_at, left_on)"
        " SELECT username, name, role, password_hash, created_at, left_on FROM kept_person"
    )
    for name in _HANGING:
        db.execute(f"INSERT OR IGNORE INTO {name} SELECT * FROM kept_{name}")  # noqa: S608
        db.execute(f"DROP TABLE kept_{name}")
    db.execute("DROP TABLE kept_person")
    for statement in _STATEMENTS:
        db.execute(statement)
