"""Findings followed through explanation, recommendation, remedy and verification to their end."""

from survey_app.store.database import Database

_STATES = (
    "'found', 'explaining', 'withdrawn', 'upheld', 'issued', 'acknowledged', 'planned', 'remedying',"
    " 'reported', 'verifying', 'rechecking', 'closed', 'transferred'"
)
_FINDING = f"""
    CREATE TABLE findings_finding (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_id_has_36_letters CHECK (length(id) = 36),
      year INTEGER NOT NULL,
      number INTEGER NOT NULL CONSTRAINT a_number_begins_at_one CHECK (number > 0),
      source TEXT NOT NULL CONSTRAINT a_known_source CHECK (source IN ('visit', 'external')),
      visit TEXT NOT NULL,
      inspection TEXT NOT NULL,
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
      team TEXT NOT NULL,
      found_on TEXT NOT NULL CONSTRAINT found_on_a_day CHECK (length(found_on) = 10),
      authority TEXT NOT NULL DEFAULT '',
      document TEXT NOT NULL DEFAULT '',
      document_on TEXT NOT NULL DEFAULT '',
      parent TEXT NOT NULL DEFAULT '',
      repeats TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ({_STATES})),
      revision INTEGER NOT NULL,
      told INTEGER NOT NULL DEFAULT 0 CONSTRAINT told_is_a_boolean CHECK (told IN (0, 1)),
      owner TEXT NOT NULL DEFAULT '',
      owner_above TEXT NOT NULL DEFAULT '',
      recommendation TEXT NOT NULL DEFAULT '',
      site_check INTEGER NOT NULL DEFAULT 0 CONSTRAINT site_check_is_a_boolean CHECK (site_check IN (0, 1)),
      issued_on TEXT NOT NULL DEFAULT '',
      due_on TEXT NOT NULL DEFAULT '' CONSTRAINT due_on_a_day CHECK (length(due_on) IN (0, 10)),
      first_due_on TEXT NOT NULL DEFAULT '',
      ended_on TEXT NOT NULL DEFAULT '',
      extensions INTEGER NOT NULL DEFAULT 0 CONSTRAINT extended_twice_at_most
        CHECK (extensions BETWEEN 0 AND 2),
      failures INTEGER NOT NULL DEFAULT 0,
      CONSTRAINT a_number_once_a_year UNIQUE (year, number)
    ) STRICT
"""
_EVENT = """
    CREATE TABLE findings_event (
      finding TEXT NOT NULL REFERENCES findings_finding (id),
      revision INTEGER NOT NULL,
      at TEXT NOT NULL,
      who TEXT NOT NULL,
      step TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      note TEXT NOT NULL,
      files TEXT NOT NULL DEFAULT '[]',
      data TEXT NOT NULL DEFAULT '{}',
      PRIMARY KEY (finding, revision)
    ) STRICT, WITHOUT ROWID
"""
_BEFORE = (
    "DROP TRIGGER findings_finding_stays_closed",
    "DROP TRIGGER findings_finding_stays_as_found",
    "DROP TRIGGER findings_event_is_never_changed",
    "CREATE TEMP TABLE kept_finding AS SELECT * FROM findings_finding",
    "CREATE TEMP TABLE kept_event AS SELECT * FROM findings_event",
    "DROP TABLE findings_event",
    "DROP TABLE findings_finding",
)
# What was open and never said to be remedied is as it was found; what was opened again is being remedied.
_MOVED = (
    """
    INSERT INTO findings_finding (id, year, number, source, visit, inspection, item, unit, above, code,
      severity, statement, legal_basis, note, photos, finders, team, found_on, state, revision, told, owner,
      owner_above, ended_on)
    SELECT id, year, number, 'visit', visit, '', item, unit, above, code, severity, statement, legal_basis,
      note, photos, finders, json_extract(finders, '$[0]'), found_on,
      CASE state WHEN 'remedied' THEN 'reported' WHEN 'closed' THEN 'closed'
        ELSE iif(revision = 0, 'found', 'remedying') END,
      revision, iif(revision = 0, 0, 1), unit, above,
      CASE state WHEN 'closed'
        THEN coalesce((SELECT date(max(at), '+7 hours') FROM kept_event WHERE finding = id), found_on)
        ELSE '' END
    FROM kept_finding
    """,
    """
    INSERT INTO findings_event (finding, revision, at, who, step, from_state, to_state, note, files)
    SELECT finding, revision, at, who,
      CASE to_state WHEN 'remedied' THEN 'report' WHEN 'closed' THEN 'pass' ELSE 'fail' END,
      CASE from_state WHEN 'remedied' THEN 'reported' ELSE iif(revision = 1, 'found', 'remedying') END,
      CASE to_state WHEN 'remedied' THEN 'reported' WHEN 'closed' THEN 'closed' ELSE 'remedying' END,
      note, iif(photo = '', '[]', json_array(photo))
    FROM kept_event
    """,
    "DROP TABLE kept_event",
    "DROP TABLE kept_finding",
)
_AFTER = (
    """
    CREATE UNIQUE INDEX findings_finding_of_a_visit ON findings_finding (visit, item) WHERE visit <> ''
    """,
    # Everything the register narrows by, in its order: neither narrowing nor counting opens a row.
    """
    CREATE INDEX findings_finding_by_day ON findings_finding
      (found_on DESC, year DESC, number DESC, state, severity, code, due_on, above, owner_above, team,
       told, source)
    """,
    "CREATE INDEX findings_finding_by_code ON findings_finding (code, unit, found_on)",
    "CREATE INDEX findings_finding_by_due_day ON findings_finding (state, due_on, owner_above)",
    "CREATE INDEX findings_finding_by_owner ON findings_finding (owner, state, due_on)",
    "CREATE INDEX findings_finding_by_case ON findings_finding (inspection) WHERE inspection <> ''",
    """
    CREATE INDEX findings_finding_repeated ON findings_finding (found_on DESC, year DESC, number DESC)
    WHERE repeats <> ''
    """,
    "CREATE INDEX findings_finding_by_parent ON findings_finding (parent) WHERE parent <> ''",
    # Asked for by one and decided by another: more time, or that a closed one is opened again.
    """
    CREATE TABLE findings_request (
      finding TEXT NOT NULL REFERENCES findings_finding (id),
      number INTEGER NOT NULL CONSTRAINT requests_count_from_one CHECK (number >= 1),
      kind TEXT NOT NULL CONSTRAINT a_known_kind_of_request CHECK (kind IN ('extension', 'reopening')),
      asked_by TEXT NOT NULL,
      asked_at TEXT NOT NULL,
      reason TEXT NOT NULL,
      until TEXT NOT NULL DEFAULT '',
      granted INTEGER CONSTRAINT granted_is_a_boolean CHECK (granted IN (0, 1)),
      decided_by TEXT,
      decided_at TEXT,
      answer TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (finding, number),
      CONSTRAINT who_decided_is_kept CHECK
        ((granted IS NULL) = (decided_by IS NULL) AND (granted IS NULL) = (decided_at IS NULL)),
      CONSTRAINT two_people_open_again CHECK
        (kind <> 'reopening' OR granted IS NOT 1 OR decided_by <> asked_by)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE UNIQUE INDEX findings_request_one_at_a_time ON findings_request (finding) WHERE granted IS NULL
    """,
    # A closed finding moves only when somebody asked to open it again and somebody else agreed.
    """
    CREATE TRIGGER findings_finding_stays_closed BEFORE UPDATE ON findings_finding
    WHEN OLD.state = 'closed' AND NOT (NEW.state = 'remedying' AND
      (SELECT count(*) FROM findings_request WHERE finding = OLD.id AND kind = 'reopening' AND granted = 1)
      > (SELECT count(*) FROM findings_event WHERE finding = OLD.id AND step = 'reopen'))
    BEGIN SELECT RAISE(ABORT, 'a closed finding is opened again by two persons only'); END
    """,
    # Only where it stands moves: what was found is never written anew.
    """
    CREATE TRIGGER findings_finding_stays_as_found BEFORE UPDATE OF id, year, number, source, visit,
      inspection, item, unit, above, code, severity, statement, legal_basis, note, photos, finders,
      team, found_on, authority, document, document_on, parent, repeats ON findings_finding
    BEGIN SELECT RAISE(ABORT, 'what was found is never changed'); END
    """,
    """
    CREATE TRIGGER findings_event_is_never_changed BEFORE UPDATE ON findings_event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
)


def apply(db: Database) -> None:
    for statement in (*_BEFORE, _FINDING, _EVENT, *_MOVED, *_AFTER):
        db.execute(statement)
