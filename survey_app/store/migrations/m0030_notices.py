"""Reminders that were sent, and the addresses of people's calendars."""

from survey_app.store.database import Database

_STATEMENTS = (
    # One reminder goes to one person once, however often the clock comes round.
    """
    CREATE TABLE notices_sent (
      key TEXT NOT NULL,
      username TEXT NOT NULL,
      rung TEXT NOT NULL,
      sent_at TEXT NOT NULL,
      PRIMARY KEY (key, username, rung)
    ) STRICT, WITHOUT ROWID
    """,
    # Of the address only a digest is kept: a copy of the file opens no calendar.
    """
    CREATE TABLE notices_feed (
      username TEXT NOT NULL PRIMARY KEY,
      token BLOB NOT NULL UNIQUE CONSTRAINT a_feed_digest_has_32_bytes CHECK (length(token) = 32),
      made_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
