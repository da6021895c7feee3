"""The dated tree of units."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE places_unit (
          code TEXT NOT NULL,
          valid_from TEXT NOT NULL,
          valid_to TEXT NOT NULL,
          name_vi TEXT NOT NULL,
          name_en TEXT NOT NULL,
          type TEXT NOT NULL CONSTRAINT a_known_type
            CHECK (type IN ('province', 'department', 'commune', 'centre', 'counter')),
          parent_code TEXT NOT NULL,
          successor_code TEXT NOT NULL,
          legal_act TEXT NOT NULL,
          code_is_ours INTEGER NOT NULL CONSTRAINT code_is_ours_is_a_boolean CHECK (code_is_ours IN (0, 1)),
          PRIMARY KEY (code, valid_from),
          CONSTRAINT it_ends_after_it_begins CHECK (valid_to = '' OR valid_to >= valid_from)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX places_unit_by_parent ON places_unit (parent_code)")
