"""Visits of inspectors, who goes on them, and the photos taken on them."""

from survey_app.store.database import Database

_STATEMENTS = (
    # A visit's id is its response's. `draft` is what was typed until it was handed in; the answers then stand
    # in the response alone.
    """
    CREATE TABLE inspections_visit (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(id) = 36),
      round TEXT NOT NULL REFERENCES rounds_round (code),
      unit TEXT NOT NULL,
      day TEXT NOT NULL CONSTRAINT a_day CHECK (length(day) = 10),
      state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('draft', 'submitted')),
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      submitted_by TEXT,
      submitted_at TEXT,
      revision INTEGER NOT NULL CONSTRAINT revisions_count_from_one CHECK (revision >= 1),
      draft TEXT,
      failed INTEGER CONSTRAINT failures_are_counted CHECK (failed >= 0),
      CONSTRAINT who_handed_in_is_kept CHECK
        ((state = 'submitted') = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)),
      CONSTRAINT a_draft_until_it_is_handed_in CHECK ((state = 'draft') = (draft IS NOT NULL)),
      CONSTRAINT failures_once_it_is_handed_in CHECK ((state = 'submitted') = (failed IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER inspections_visit_handed_in_stays BEFORE UPDATE ON inspections_visit
    WHEN OLD.state = 'submitted'
    BEGIN SELECT RAISE(ABORT, 'a visit that was handed in is never changed'); END
    """,
    "CREATE INDEX inspections_visit_by_place ON inspections_visit (round, unit, day)",
    "CREATE INDEX inspections_visit_by_day ON inspections_visit (state, day)",
    """
    CREATE TABLE inspections_inspector (
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      username TEXT NOT NULL,
      PRIMARY KEY (visit, username)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_inspector_by_username ON inspections_inspector (username)",
    # Which kept photos were taken on a visit: no other may be shown with it or answered with.
    """
    CREATE TABLE inspections_photo (
      visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      PRIMARY KEY (visit, name)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
