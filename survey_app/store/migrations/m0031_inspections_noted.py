"""Why a count of attendance was withdrawn; who did what with an incident, and who looked at it."""

from survey_app.store.database import Database

_STATEMENTS = (
    "ALTER TABLE inspections_attendance ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    """
    CREATE TRIGGER inspections_attendance_is_only_withdrawn BEFORE UPDATE ON inspections_attendance
    WHEN OLD.withdrawn_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.inspection <> OLD.inspection
      OR NEW.place <> OLD.place OR NEW.counted_at <> OLD.counted_at OR NEW.due <> OLD.due
      OR NEW.present <> OLD.present OR NEW.excused <> OLD.excused OR NEW.unexcused <> OLD.unexcused
      OR NEW.note <> OLD.note OR NEW.by <> OLD.by OR NEW.at <> OLD.at
    BEGIN SELECT RAISE(ABORT, 'a count is withdrawn, never changed'); END
    """,
    # `what` is a step, or that somebody read it.
    """
    CREATE TABLE inspections_incident_event (
      incident TEXT NOT NULL REFERENCES inspections_incident (id),
      number INTEGER NOT NULL CONSTRAINT events_count_from_one CHECK (number >= 1),
      at TEXT NOT NULL,
      who TEXT NOT NULL,
      what TEXT NOT NULL CONSTRAINT a_known_event_of_an_incident
        CHECK (what IN ('reported', 'examined', 'founded', 'unfounded', 'read')),
      note TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (incident, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER inspections_incident_event_is_never_changed BEFORE UPDATE ON inspections_incident_event
    BEGIN SELECT RAISE(ABORT, 'an event of an incident is never changed'); END
    """,
    """
    CREATE TRIGGER inspections_incident_stays BEFORE UPDATE ON inspections_incident
    WHEN OLD.decided_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.told <> OLD.told OR NEW.by <> OLD.by
    BEGIN SELECT RAISE(ABORT, 'an incident that was decided, and what was told, is never changed'); END
    """,
    "CREATE INDEX inspections_incident_by_case ON inspections_incident (inspection)",
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
