"""Files of every kind, not photos alone; the files of citizens' answers, while they wait and after."""

from survey_app.store.database import Database

_STATEMENTS = (
    # What a file is stands in its ending; the room's code knows which there are.
    """
    CREATE TABLE media_file (
      name TEXT NOT NULL PRIMARY KEY CONSTRAINT a_name_is_a_digest_and_an_ending
        CHECK (name GLOB '[0-9a-f]*.[0-9a-z]*' AND length(name) BETWEEN 67 AND 69),
      bytes INTEGER NOT NULL CONSTRAINT a_file_has_bytes CHECK (bytes > 0),
      kept_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO media_file (name, bytes, kept_at) SELECT name, bytes, kept_at FROM media_photo",
    "DROP TABLE media_photo",
    # Under the id its form will have as a response. `until` is a day after the end of the two-hour slot it
    # came in: no finer time of a citizen is kept.
    """
    CREATE TABLE responses_upload (
      uuid TEXT NOT NULL CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
      address TEXT NOT NULL,
      name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      until TEXT NOT NULL,
      PRIMARY KEY (uuid, address)
    ) STRICT, WITHOUT ROWID
    """,
    # The files an accepted response answers with, as its document says; they go when it is purged.
    """
    CREATE TABLE responses_file (
      uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
      address TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (uuid, address)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
