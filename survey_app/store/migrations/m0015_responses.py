"""Flags of responses: what is noted beside one that stays counted."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    # Beside the response, not in it: a sealed response is never changed, and a flag may be set later.
    db.execute(
        """
        CREATE TABLE responses_flag (
          uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
          flag TEXT NOT NULL CONSTRAINT a_flag_is_a_word CHECK (length(flag) BETWEEN 1 AND 32),
          PRIMARY KEY (uuid, flag)
        ) STRICT, WITHOUT ROWID
        """
    )
