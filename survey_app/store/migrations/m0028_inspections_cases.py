"""Inspections as a whole: plans, cases with their teams and steps, self-reports, draws, what was counted."""

from survey_app.store.database import Database

_STATES = (
    "'draft', 'approved', 'announced', 'awaiting_report', 'report_received', 'on_site', 'minutes', 'signed',"
    " 'explaining', 'concluded', 'followed', 'rechecking', 'ended', 'suspended', 'cancelled'"
)
_STATEMENTS = (
    """
    CREATE TABLE inspections_plan (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_plan_has_36_letters CHECK (length(id) = 36),
      year INTEGER NOT NULL,
      title TEXT NOT NULL,
      number TEXT NOT NULL DEFAULT '',
      signed_on TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CONSTRAINT a_known_state_of_a_plan CHECK (state IN ('draft', 'approved')),
      revision INTEGER NOT NULL CONSTRAINT revisions_count_from_one CHECK (revision >= 1),
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      approved_by TEXT,
      approved_at TEXT,
      CONSTRAINT who_approved_is_kept CHECK
        ((state = 'approved') = (approved_by IS NOT NULL AND approved_at IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    # A case is one inspection of one unit, from its place in a plan to its end. `above` holds the unit and
    # all it stood under when the case was made, as '/01/C1/'. `held_from` is where a suspended one goes on.
    f"""
    CREATE TABLE inspections_case (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_case_has_36_letters CHECK (length(id) = 36),
      year INTEGER NOT NULL,
      number INTEGER NOT NULL CONSTRAINT a_case_number_begins_at_one CHECK (number > 0),
      plan TEXT REFERENCES inspections_plan (id),
      kind TEXT NOT NULL CONSTRAINT a_known_kind_of_case CHECK
        (kind IN ('planned', 'unannounced', 'thematic', 'self_inspection', 'by_report', 're_inspection')),
      previous TEXT REFERENCES inspections_case (id),
      unit TEXT NOT NULL,
      above TEXT NOT NULL,
      title TEXT NOT NULL,
      period_first TEXT NOT NULL DEFAULT '',
      period_last TEXT NOT NULL DEFAULT '',
      planned_on TEXT NOT NULL CONSTRAINT planned_on_a_day CHECK (length(planned_on) = 10),
      round TEXT REFERENCES rounds_round (code),
      self_report TEXT NOT NULL DEFAULT '',
      state TEXT NOT NULL CONSTRAINT a_known_state_of_a_case CHECK (state IN ({_STATES})),
      held_from TEXT NOT NULL DEFAULT '',
      revision INTEGER NOT NULL,
      decision_number TEXT NOT NULL DEFAULT '',
      decision_on TEXT NOT NULL DEFAULT '',
      report_due TEXT NOT NULL DEFAULT '',
      explain_due TEXT NOT NULL DEFAULT '',
      conclusion_number TEXT NOT NULL DEFAULT '',
      conclusion_on TEXT NOT NULL DEFAULT '',
      minutes_digest TEXT NOT NULL DEFAULT '',
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      CONSTRAINT a_case_number_once_a_year UNIQUE (year, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_case_by_day ON inspections_case (planned_on DESC, state, kind, above)",
    "CREATE INDEX inspections_case_by_plan ON inspections_case (plan, planned_on)",
    "CREATE INDEX inspections_case_by_unit ON inspections_case (unit, state)",
    """
    CREATE TABLE inspections_member (
      inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
      username TEXT NOT NULL,
      task TEXT NOT NULL CONSTRAINT a_known_task CHECK (task IN ('lead', 'deputy', 'secretary', 'member')),
      PRIMARY KEY (inspection, username)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_member_by_username ON inspections_member (username)",
    # One step of a case: by whom, from which state to which, why; `data` as JSON.
    """
    CREATE TABLE inspections_move (
      inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      at TEXT NOT NULL,
      who TEXT NOT NULL,
      step TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '',
      data TEXT NOT NULL DEFAULT '{}',
      PRIMARY KEY (inspection, revision)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER inspections_move_is_never_changed BEFORE UPDATE ON inspections_move
    BEGIN SELECT RAISE(ABORT, 'a step of a case is never changed'); END
    """,
    """
    CREATE TABLE inspections_case_visit (
      visit TEXT NOT NULL PRIMARY KEY REFERENCES inspections_visit (id) ON DELETE CASCADE,
      inspection TEXT NOT NULL REFERENCES inspections_case (id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_case_visit_by_case ON inspections_case_visit (inspection)",
    # What the unit said of itself; handed in it is frozen, sent back it is done again as the next.
    """
    CREATE TABLE inspections_self_report (
      inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CONSTRAINT self_reports_count_from_one CHECK (number >= 1),
      instrument TEXT NOT NULL,
      version TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT a_known_state_of_a_self_report
        CHECK (state IN ('draft', 'submitted', 'returned')),
      revision INTEGER NOT NULL,
      answers TEXT NOT NULL,
      digest TEXT NOT NULL DEFAULT '',
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      submitted_by TEXT,
      submitted_at TEXT,
      returned_by TEXT,
      returned_at TEXT,
      reason TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (inspection, number),
      CONSTRAINT who_submitted_is_kept CHECK ((state = 'draft') = (submitted_at IS NULL)),
      CONSTRAINT who_returned_is_kept CHECK ((state = 'returned') = (returned_at IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER inspections_self_report_stays BEFORE UPDATE OF answers, digest ON inspections_self_report
    WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a self-report that was handed in is never changed'); END
    """,
    # The files of a self-report as they came in: what a draft may name, and nobody else's.
    """
    CREATE TABLE inspections_evidence (
      inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      PRIMARY KEY (inspection, name)
    ) STRICT, WITHOUT ROWID
    """,
    # A list is kept without what names a person; `listed` are its lines, `asked` what was to be drawn of
    # which group and by which columns, `result` what was drawn, all as JSON.
    """
    CREATE TABLE inspections_draw (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_draw_has_36_letters CHECK (length(id) = 36),
      kind TEXT NOT NULL CONSTRAINT a_known_kind_of_draw CHECK (kind IN ('units', 'dossiers')),
      inspection TEXT REFERENCES inspections_case (id),
      plan TEXT REFERENCES inspections_plan (id),
      about TEXT NOT NULL,
      source TEXT NOT NULL,
      list_digest TEXT NOT NULL CONSTRAINT a_list_digest CHECK (length(list_digest) = 64),
      seed TEXT NOT NULL,
      seed_from TEXT NOT NULL,
      method TEXT NOT NULL,
      asked TEXT NOT NULL,
      listed TEXT NOT NULL,
      result TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_draw_by_time ON inspections_draw (made_at DESC)",
    """
    CREATE TRIGGER inspections_draw_is_never_changed BEFORE UPDATE ON inspections_draw
    BEGIN SELECT RAISE(ABORT, 'a draw is never changed'); END
    """,
    """
    CREATE TABLE inspections_attendance (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_count_has_36_letters CHECK (length(id) = 36),
      inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
      place TEXT NOT NULL,
      counted_at TEXT NOT NULL,
      due INTEGER NOT NULL,
      present INTEGER NOT NULL CONSTRAINT present_is_counted CHECK (present >= 0),
      excused INTEGER NOT NULL CONSTRAINT excused_is_counted CHECK (excused >= 0),
      unexcused INTEGER NOT NULL CONSTRAINT unexcused_is_counted CHECK (unexcused >= 0),
      note TEXT NOT NULL DEFAULT '',
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      withdrawn_by TEXT,
      withdrawn_at TEXT,
      CONSTRAINT parts_make_the_sum CHECK (due = present + excused + unexcused)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inspections_attendance_by_case ON inspections_attendance (inspection, counted_at)",
    # Harassment and breaches of discipline: for the few who may know, in no table of figures.
    """
    CREATE TABLE inspections_incident (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_incident_has_36_letters CHECK (length(id) = 36),
      inspection TEXT REFERENCES inspections_case (id),
      unit TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT a_known_kind_of_incident CHECK (kind IN ('harassment', 'discipline')),
      happened_on TEXT NOT NULL,
      place TEXT NOT NULL DEFAULT '',
      officer TEXT NOT NULL DEFAULT '',
      told TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT a_known_state_of_an_incident
        CHECK (state IN ('reported', 'examined', 'founded', 'unfounded')),
      outcome TEXT NOT NULL DEFAULT '',
      revision INTEGER NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      decided_by TEXT,
      decided_at TEXT
    ) STRICT, WITHOUT ROWID
    """,
    # How a visit is scored: dated, made by the office, never changed; a later one takes its place.
    """
    CREATE TABLE inspections_scheme (
      number INTEGER NOT NULL PRIMARY KEY,
      valid_from TEXT NOT NULL CONSTRAINT valid_from_a_day CHECK (length(valid_from) = 10),
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER inspections_scheme_is_never_changed BEFORE UPDATE ON inspections_scheme
    BEGIN SELECT RAISE(ABORT, 'a scheme is never changed'); END
    """,
)


def apply(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)
