"""The quarantine: what was answered to a version this server does not know."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    # The last thing sent under an id stays: a citizen's page sends all answers so far with every screen.
    db.execute(
        """
        CREATE TABLE responses_quarantine (
          uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_kept_uuid_has_36_letters CHECK (length(uuid) = 36),
          instrument TEXT NOT NULL,
          version TEXT NOT NULL,
          round TEXT NOT NULL,
          collector TEXT,
          mode TEXT NOT NULL,
          day TEXT NOT NULL CONSTRAINT a_kept_day_and_no_finer CHECK (length(day) = 10),
          reason TEXT NOT NULL CONSTRAINT a_reason_is_a_word CHECK (length(reason) BETWEEN 1 AND 32),
          body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
