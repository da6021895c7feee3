"""In which language somebody is written to; reminders that were sent can be looked up by their time."""

from survey_app.store.database import Database

_STATEMENTS = (
    """
    CREATE TABLE notices_reader (
      username TEXT NOT NULL PRIMARY KEY,
      language TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Who was written to today is not written to again.
    "CREATE INDEX notices_sent_by_time ON notices_sent (sent_at, username)",
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
