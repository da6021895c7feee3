"""Units found fast: a key for search without marks, indexes for a level, a mark of every change."""

from survey_app.store.database import Database
from wording import fold

_STATEMENTS = (
    # What is searched in: code and names in small letters without marks.
    "ALTER TABLE places_unit ADD COLUMN search TEXT NOT NULL DEFAULT ''",
    "DROP INDEX places_unit_by_parent",
    # Holds all that counting below a unit needs.
    "CREATE INDEX places_unit_by_parent ON places_unit (parent_code, valid_from, valid_to, type)",
    "CREATE INDEX places_unit_by_successor ON places_unit (successor_code) WHERE successor_code <> ''",
    # One row: another value after every change of any unit. Random, so that a restored copy that goes
    # another way never comes to the same value.
    """
    CREATE TABLE places_revision (
      one INTEGER NOT NULL PRIMARY KEY CONSTRAINT there_is_one_row CHECK (one = 1),
      mark TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO places_revision (one, mark) VALUES (1, hex(randomblob(16)))",
    """
    CREATE TRIGGER places_unit_was_added AFTER INSERT ON places_unit
    BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END
    """,
    """
    CREATE TRIGGER places_unit_was_changed AFTER UPDATE ON places_unit
    BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END
    """,
    """
    CREATE TRIGGER places_unit_was_removed AFTER DELETE ON places_unit
    BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
    rows = db.execute("SELECT code, valid_from, name_vi, name_en FROM places_unit").fetchall()
    db.conn.executemany(
        "UPDATE places_unit SET search = ? WHERE code = ? AND valid_from = ?",
        ((fold(f"{code} {name_vi} {name_en}"), code, first) for code, first, name_vi, name_en in rows),
    )
