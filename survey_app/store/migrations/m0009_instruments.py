"""The sound files a version carries, and uploads that were checked and wait to be published."""

from survey_app.store.database import Database

_KINDS = "CHECK (kind IN ('audio/mpeg', 'audio/ogg', 'audio/mp4'))"


def apply(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE instruments_attachment (
          instrument TEXT NOT NULL,
          version TEXT NOT NULL,
          name TEXT NOT NULL,
          kind TEXT NOT NULL CONSTRAINT a_known_kind {_KINDS},
          content BLOB NOT NULL,
          PRIMARY KEY (instrument, version, name),
          FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TRIGGER instruments_attachment_is_frozen BEFORE UPDATE ON instruments_attachment
        BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END
        """
    )
    _drafts(db)


def _drafts(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE instruments_draft (
          id TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          content BLOB NOT NULL,
          instrument TEXT NOT NULL,
          version TEXT NOT NULL,
          document TEXT NOT NULL,
          warnings TEXT NOT NULL,
          by TEXT NOT NULL,
          at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        f"""
        CREATE TABLE instruments_draft_attachment (
          draft TEXT NOT NULL REFERENCES instruments_draft (id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          kind TEXT NOT NULL CONSTRAINT a_known_kind {_KINDS},
          content BLOB NOT NULL,
          PRIMARY KEY (draft, name)
        ) STRICT
        """
    )
