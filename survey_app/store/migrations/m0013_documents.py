"""Templates of documents that an office put in place of the program's own."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE documents_template (
          number INTEGER NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          content BLOB,
          by TEXT NOT NULL,
          at TEXT NOT NULL,
          CONSTRAINT a_name_with_a_content_only CHECK ((content IS NULL) = (name = ''))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX documents_template_by_kind ON documents_template (kind, number)")
