"""Visits filled in on several tablets: who fills which section, what each sent, where they differ."""

from survey_app.store.database import Database

_STATEMENTS = (
    """
    CREATE TABLE inspections_assignment (
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      section INTEGER NOT NULL CONSTRAINT a_section_has_a_number CHECK (section >= 1),
      username TEXT NOT NULL,
      PRIMARY KEY (visit, section)
    ) STRICT, WITHOUT ROWID
    """,
    # What one tablet sent of a visit, as it came; `late` came after it was handed in and changed nothing.
    """
    CREATE TABLE inspections_part (
      number INTEGER NOT NULL PRIMARY KEY,
      record TEXT NOT NULL UNIQUE CONSTRAINT a_record_has_36_letters CHECK (length(record) = 36),
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      device TEXT NOT NULL,
      by TEXT NOT NULL,
      sections TEXT NOT NULL,
      answers TEXT NOT NULL,
      base TEXT NOT NULL,
      finished INTEGER NOT NULL CONSTRAINT finished_is_a_boolean CHECK (finished IN (0, 1)),
      flags TEXT NOT NULL DEFAULT '[]',
      sequence INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL CONSTRAINT a_known_state_of_a_part CHECK (state IN ('merged', 'late')),
      came_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX inspections_part_by_visit ON inspections_part (visit, number)",
    # The same question answered otherwise on two tablets: the visit's draft keeps one, this the other.
    """
    CREATE TABLE inspections_difference (
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      address TEXT NOT NULL,
      record TEXT NOT NULL,
      by TEXT NOT NULL,
      answer TEXT NOT NULL,
      came_at TEXT NOT NULL,
      taken INTEGER CONSTRAINT taken_is_a_boolean CHECK (taken IN (0, 1)),
      settled_by TEXT,
      settled_at TEXT,
      PRIMARY KEY (visit, address, record),
      CONSTRAINT who_settled_is_kept CHECK
        ((taken IS NULL) = (settled_by IS NULL) AND (taken IS NULL) = (settled_at IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    # When, where and of what a photo was taken: evidence for those who may see it, in no export.
    """
    CREATE TABLE inspections_capture (
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      by TEXT NOT NULL,
      device TEXT NOT NULL,
      taken_at TEXT,
      caption TEXT NOT NULL,
      latitude REAL CONSTRAINT a_latitude CHECK (latitude BETWEEN -90 AND 90),
      longitude REAL CONSTRAINT a_longitude CHECK (longitude BETWEEN -180 AND 180),
      accuracy REAL CONSTRAINT an_accuracy_in_metres CHECK (accuracy >= 0),
      PRIMARY KEY (visit, name, address)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
