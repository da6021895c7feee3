"""Paper forms keyed twice: each sheet's two entries until they agree, and how often each person was wrong."""

from survey_app.store.database import Database

_STATEMENTS = (
    # A citizen's sheet goes with all that was keyed of it once its response is stored: nothing then leads
    # from the response to who keyed it. Of one staff filled in `response` stays, with who keyed and settled.
    """
    CREATE TABLE responses_sheet (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_sheet_has_36_letters CHECK (length(id) = 36),
      round TEXT NOT NULL,
      unit TEXT NOT NULL,
      day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(day) = 10),
      serial TEXT NOT NULL CONSTRAINT a_sheet_has_a_number CHECK (serial <> ''),
      instrument TEXT NOT NULL,
      version TEXT NOT NULL,
      by_staff INTEGER NOT NULL CONSTRAINT by_staff_is_a_boolean CHECK (by_staff IN (0, 1)),
      state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('waiting', 'differs', 'stored')),
      response TEXT UNIQUE,
      CONSTRAINT stored_is_known_of_staff_alone
        CHECK ((state = 'stored') = (response IS NOT NULL) AND (by_staff OR response IS NULL)),
      CONSTRAINT a_number_is_given_once UNIQUE (round, serial)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX responses_sheet_by_state ON responses_sheet (state, round, unit, serial)",
    # Nobody keys a sheet twice, whatever a page sends.
    """
    CREATE TABLE responses_sheet_entry (
      sheet TEXT NOT NULL REFERENCES responses_sheet (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CONSTRAINT a_sheet_is_keyed_twice CHECK (number IN (1, 2)),
      by TEXT NOT NULL,
      on_day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(on_day) = 10),
      answers TEXT NOT NULL,
      PRIMARY KEY (sheet, number),
      CONSTRAINT two_people_key_a_sheet UNIQUE (sheet, by)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE responses_sheet_settled (
      sheet TEXT NOT NULL REFERENCES responses_sheet (id) ON DELETE CASCADE,
      address TEXT NOT NULL,
      chosen TEXT NOT NULL,
      by TEXT NOT NULL,
      on_day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(on_day) = 10),
      PRIMARY KEY (sheet, address)
    ) STRICT, WITHOUT ROWID
    """,
    # The numbers of citizens' sheets that are stored: none is keyed again. They lead to no response.
    """
    CREATE TABLE responses_sheet_done (
      round TEXT NOT NULL,
      serial TEXT NOT NULL,
      PRIMARY KEY (round, serial)
    ) STRICT, WITHOUT ROWID
    """,
    # Sums alone: how many sheets and answers somebody keyed, and how many of those turned out otherwise.
    """
    CREATE TABLE responses_keyed (
      username TEXT NOT NULL PRIMARY KEY,
      sheets INTEGER NOT NULL,
      answers INTEGER NOT NULL,
      wrong INTEGER NOT NULL CONSTRAINT no_more_wrong_than_keyed CHECK (wrong BETWEEN 0 AND answers)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
