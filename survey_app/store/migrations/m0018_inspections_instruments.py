"""What a team leaves out of a visit; pictures and tables beside the sound files of a form."""

from survey_app.store.database import Database

_KINDS = (
    "'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/webm',"
    " 'image/png', 'image/jpeg', 'text/csv'"
)
_ATTACHMENT = f"""
    CREATE TABLE instruments_attachment (
      instrument TEXT NOT NULL,
      version TEXT NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ({_KINDS})),
      content BLOB NOT NULL,
      PRIMARY KEY (instrument, version, name),
      FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version)
    ) STRICT
"""
_DRAFT_ATTACHMENT = f"""
    CREATE TABLE instruments_draft_attachment (
      draft TEXT NOT NULL REFERENCES instruments_draft (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ({_KINDS})),
      content BLOB NOT NULL,
      PRIMARY KEY (draft, name)
    ) STRICT
"""


def apply(db: Database) -> None:
    # Names of items and groups, as JSON. Asked for all of the checklist unless its team says otherwise.
    db.execute("ALTER TABLE inspections_visit ADD COLUMN cut TEXT NOT NULL DEFAULT '[]'")
    for table, statement in (
        ("instruments_attachment", _ATTACHMENT),
        ("instruments_draft_attachment", _DRAFT_ATTACHMENT),
    ):
        db.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        db.execute(statement)
        db.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608  # our own names
        db.execute(f"DROP TABLE {table}_before")
    db.execute(
        """
        CREATE TRIGGER instruments_attachment_is_frozen BEFORE UPDATE ON instruments_attachment
        BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END
        """
    )
