"""Photos kept as files; what inspections found wrong, and what became of it."""

from survey_app.store.database import Database

_STATEMENTS = (
    # The file is on the disk before its row: a row without a file is a loss, a file without a row is nothing.
    """
    CREATE TABLE media_photo (
      name TEXT NOT NULL PRIMARY KEY CONSTRAINT a_name_is_a_digest
        CHECK (length(name) = 68 AND name LIKE '%.jpg'),
      bytes INTEGER NOT NULL CONSTRAINT a_photo_has_bytes CHECK (bytes > 0),
      width INTEGER NOT NULL CONSTRAINT a_photo_is_wide CHECK (width > 0),
      height INTEGER NOT NULL CONSTRAINT a_photo_is_high CHECK (height > 0),
      kept_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # `above` holds the unit and all it stood under on the day, as '/01/C1/Q1/': a register of 20,000 findings
    # is narrowed to a province without building the tree. `revision` counts the events: who acts on an older
    # one is told.
    """
    CREATE TABLE findings_finding (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_id_has_36_letters CHECK (length(id) = 36),
      year INTEGER NOT NULL,
      number INTEGER NOT NULL CONSTRAINT a_number_begins_at_one CHECK (number > 0),
      visit TEXT NOT NULL,
      item TEXT NOT NULL,
      unit TEXT NOT NULL,
      above TEXT NOT NULL,
      code TEXT NOT NULL,
      severity TEXT NOT NULL CONSTRAINT a_known_severity CHECK (severity IN ('N1', 'N2', 'N3')),
      statement TEXT NOT NULL,
      legal_basis TEXT NOT NULL,
      note TEXT NOT NULL,
      photos TEXT NOT NULL,
      finders TEXT NOT NULL CONSTRAINT somebody_found_it CHECK (finders LIKE '["%"]'),
      found_on TEXT NOT NULL CONSTRAINT found_on_a_day CHECK (length(found_on) = 10),
      state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('open', 'remedied', 'closed')),
      revision INTEGER NOT NULL,
      CONSTRAINT a_number_once_a_year UNIQUE (year, number),
      CONSTRAINT an_item_fails_once_a_visit UNIQUE (visit, item)
    ) STRICT
    """,
    # Everything the register narrows by, in its order: neither narrowing nor counting opens a row.
    """
    CREATE INDEX findings_finding_by_day ON findings_finding
      (found_on DESC, year DESC, number DESC, state, severity, code, above)
    """,
    "CREATE INDEX findings_finding_by_code ON findings_finding (code)",
    """
    CREATE TABLE findings_event (
      finding TEXT NOT NULL REFERENCES findings_finding (id),
      revision INTEGER NOT NULL,
      at TEXT NOT NULL,
      who TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      note TEXT NOT NULL,
      photo TEXT NOT NULL,
      PRIMARY KEY (finding, revision),
      CONSTRAINT a_known_step
        CHECK (from_state || ' ' || to_state IN ('open remedied', 'remedied closed', 'remedied open'))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER findings_finding_stays_closed BEFORE UPDATE ON findings_finding
    WHEN OLD.state = 'closed'
    BEGIN SELECT RAISE(ABORT, 'a closed finding is never changed'); END
    """,
    # Only its state moves: what was found is never written anew.
    """
    CREATE TRIGGER findings_finding_stays_as_found BEFORE UPDATE OF id, year, number, visit, item, unit,
      above, code, severity, statement, legal_basis, note, photos, finders, found_on ON findings_finding
    BEGIN SELECT RAISE(ABORT, 'what was found is never changed'); END
    """,
    """
    CREATE TRIGGER findings_event_is_never_changed BEFORE UPDATE ON findings_event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
